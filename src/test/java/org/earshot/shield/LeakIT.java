package org.earshot.shield;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.earshot.leaks.LeakProof;
import org.earshot.leaks.LeakReport;
import org.earshot.leaks.LeakScan;
import org.earshot.site.PostgresServer;
import org.earshot.site.PostgresSettings;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.PhoneNumber;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// T01: a thousand calls through the real process, SIPp at both ends, every side tapped; then the
/// scanner over all that is inside. In peace, and in every trouble a shield can be in.
@DisplayName("A thousand calls through the shield")
@ExtendWith(TestPostgres.class)
class LeakIT {

    private static final LeakScan SCAN = LeakScan.of(LeakHarness.NUMBERS);

    /// -XX:+ExitOnOutOfMemoryError.
    private static final int OUT_OF_MEMORY = 3;

    private static LeakProof proof;

    @TempDir private Path folder;

    @BeforeAll
    static void the_scanner_finds_all_it_planted() throws IOException {
        proof = SCAN.prove(new Random(1));
        assertThat(proof.missed()).isEmpty();
        assertThat(proof.isComplete()).isTrue();
    }

    @Test
    void leave_no_number_inside() throws Exception {
        try (var calls = new LeakHarness(folder).start(LeakHarness.UNLIMITED)) {
            calls.offer();

            assertNoneLost(calls);
            assertThat(calls.toAgent.tokens()).as("callers who show their number").hasSize(40);
        }
        assertNoLeak();
    }

    @Test
    void leave_no_number_inside_while_the_heap_is_exhausted_again_and_again() throws Exception {
        try (var calls = new LeakHarness(folder, "-Xmx40m").start(LeakHarness.UNLIMITED)) {
            calls.offer();
            int lives = 1_000;
            for (int deaths = 0; deaths < 2; deaths++) {
                pass(lives);
                long began = System.nanoTime();
                exhaust(calls.shield);
                assertThat(calls.shield.awaitExit(20)).isEqualTo(OUT_OF_MEMORY);
                calls.shield.start();
                lives = afterAbsence(began, 1_000);
            }
            assertNoneLost(calls);
        }
        assertNoLeak();
    }

    @Test
    void leave_no_number_inside_while_the_vault_is_gone(PostgresServer shared) throws Exception {
        var own = PostgresSettings.fresh(folder.resolve("postgres"), shared.settings().binaries());
        try (var server = new PostgresServer(own)) {
            server.start();
            try (var calls = new LeakHarness(folder)) {
                List<String> enrolled =
                        enrol(server, calls.inside, LeakHarness.NUMBERS.subList(0, 4));
                calls.start(LeakHarness.UNLIMITED).offer();
                assertThat(calls.toAgent.tokens()).containsAll(enrolled);

                server.kill();
                calls.toAgent.forgetTokens();

                assertNoneLost(calls);
                assertThat(calls.toAgent.tokens()).hasSize(40).containsAll(enrolled);
            }
        }
        assertNoLeak();
    }

    @Test
    void leave_no_number_inside_while_it_is_killed_every_two_seconds() throws Exception {
        try (var calls = new LeakHarness(folder).start(LeakHarness.UNLIMITED)) {
            calls.offer();
            int lives = 2_000;
            for (int kills = 0; kills < 3; kills++) {
                pass(lives);
                long began = System.nanoTime();
                calls.shield.kill();
                calls.shield.start();
                lives = afterAbsence(began, 2_000);
            }
            assertNoneLost(calls);
        }
        assertNoLeak();
    }

    @Test
    void leave_no_number_inside_when_three_times_as_many_come_as_it_may_take() throws Exception {
        int offeredPerSecond = LeakHarness.OFFERED_IN / LeakHarness.SECONDS;
        int perSecond = offeredPerSecond / 3;
        int outPerMinute = LeakHarness.DIALLED / 3;
        try (var calls = new LeakHarness(folder)) {
            calls.start(
                    """
                    ,"warm-up-calls":100,"admission":{"calls-per-second":%d,"burst":5,"most-backlog-ms":5000},
                     "dial":{"per-minute":%d,"per-number-and-hour":1000}
                    """
                            .formatted(perSecond, outPerMinute));
            long began = System.nanoTime();
            calls.offer();

            LeakHarness.Outcome outcome = calls.outcome();
            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(outcome.exits()).as("refused or ended as written").containsOnly(0);
            assertThat(outcome.ended()).isEqualTo(LeakHarness.CALLS);
            assertThat(outcome.failed()).isZero();
            assertThat(LeakHarness.OFFERED_IN - outcome.refused())
                    .as("taken")
                    .isGreaterThan((long) (0.8 * perSecond * LeakHarness.SECONDS))
                    .isLessThan((long) (6 + perSecond * seconds));
            // a minute may end meanwhile
            assertThat(LeakHarness.DIALLED - outcome.refusedOut())
                    .isBetween((long) outPerMinute, 2L * outPerMinute);
        }
        assertNoLeak();
    }

    private static void assertNoneLost(LeakHarness calls) throws Exception {
        LeakHarness.Outcome outcome = calls.outcome();
        assertThat(outcome.exits()).as("SIPp: in, given up, out").containsOnly(0);
        assertThat(outcome.ended()).isEqualTo(LeakHarness.CALLS);
        assertThat(outcome.refused() + outcome.refusedOut()).as("refused").isZero();
        assertThat(outcome.transferred()).isEqualTo(LeakHarness.TRANSFERRED);
        assertThat(outcome.givenUp()).as("given up in time").isGreaterThan(0);
        assertThat(outcome.failed()).as("not ended for those called").isZero();
        assertThat(calls.shield.isAlive()).isTrue();
    }

    private void assertNoLeak() {
        LeakReport within = scan(folder.resolve("inside"));
        LeakReport without = scan(folder.resolve("outside"));
        assertThat(without.findings().stream().map(found -> found.number()).distinct())
                .as("the numbers did pass outside")
                .hasSize(LeakHarness.NUMBERS.size());
        assertThat(within.findings()).isEmpty();
        assertThat(within.isClean()).isTrue();
    }

    private static LeakReport scan(Path tree) {
        return SCAN.scan(proof, List.of(tree), _ -> false, 2, _ -> {});
    }

    /// Headers that never end, on as many connections as it takes: of one address 256 are kept,
    /// with 64 KiB each. Not from the shield's own host, whose ports are for shields.
    private static void exhaust(ShieldProcess shield) throws IOException {
        byte[] endless =
                ("INVITE sip:1000@a SIP/2.0\r\nX: " + "x".repeat(60_000)).getBytes(US_ASCII);
        var from = InetAddress.getByName(TapRelay.HOST);
        var connections = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 2_000 && shield.isAlive(); i++) {
                attack(shield, from, endless, connections);
            }
        } finally {
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }

    private static void attack(
            ShieldProcess shield, InetAddress from, byte[] endless, List<Socket> connections) {
        try {
            var outer = shield.outer;
            connections.add(new Socket(outer.getAddress(), outer.getPort(), from, 0));
            connections.getLast().getOutputStream().write(endless);
        } catch (IOException hungUp) {
            // the next one
        }
    }

    /// Tells the shield of a vault, with some of the callers in it.
    ///
    /// @return their tokens
    private static List<String> enrol(PostgresServer server, Path data, List<String> numbers)
            throws IOException {
        var clock = InstantSource.system();
        var keystore = EpochKeystore.open(KeySettings.in(data, Optional.empty()), clock);
        Path directory = data.resolve("shield");
        try (var house = new VaultHarness(server, directory, keystore.vault());
                var vault = house.open()) {
            Files.writeString(
                    directory.resolve("vault-database.json"),
                    """
                    {"url":"%s","user":"%s","password":"%s"}
                    """
                            .formatted(
                                    house.settings.url(),
                                    VaultHarness.ROLE,
                                    VaultHarness.PASSWORD));
            return numbers.stream()
                    .map(number -> vault.enrol(new PhoneNumber(number)).value())
                    .toList();
        }
    }

    /// SIP carries a call over when it is sent again within 32 s, at ever longer intervals: a
    /// shield that is mostly away, because the machine is too busy to start it, is beyond that.
    private static int afterAbsence(long began, int least) {
        return Math.max(least, (int) (2 * (System.nanoTime() - began) / 1_000_000));
    }

    private static void pass(int millis) throws Exception {
        CompletableFuture.runAsync(() -> {}, delayedExecutor(millis, MILLISECONDS)).get();
    }
}
