package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.earshot.leaks.LeakProof;
import org.earshot.leaks.LeakReport;
import org.earshot.leaks.LeakScan;
import org.earshot.site.AsteriskSoftware;
import org.earshot.site.TestAsterisk;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// T01: a thousand calls through the real process, SIPp at both ends, every side tapped; then the
/// scanner over all that is inside.
@DisplayName("A thousand calls through the shield")
class LeakIT {

    private static final int ANSWERED = 700;
    private static final int GIVEN_UP = 150;
    private static final int DIALLED = 150;

    private static final int PER_SECOND = 50;

    /// More than a site would allow: the calls out come all within seconds.
    private static final String LIMITS =
            """
            , "dial": {"per-minute": 100000, "per-hour": 100000, "per-number-and-hour": 1000}
            """;

    private static final AsteriskSoftware SIPP = TestAsterisk.software(AsteriskSoftware.Extra.SIPP);

    /// Every fifth caller withholds the number.
    private static final List<String> NUMBERS =
            IntStream.range(0, 50)
                    .mapToObj(i -> String.format(Locale.ROOT, "+49151%08d", 41_273_509 + i * 97))
                    .toList();

    @TempDir private Path folder;

    @Test
    void leave_no_number_inside() throws IOException, InterruptedException {
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Path outside = Files.createDirectories(folder.resolve("outside"));

        int[] exits = calls(inside, outside);

        var scan = LeakScan.of(NUMBERS);
        LeakProof proof = scan.prove(new Random(1));
        LeakReport within = scan(scan, proof, inside);
        LeakReport without = scan(scan, proof, outside);
        assertThat(exits).as("SIPp: planted, given up, dialled").containsOnly(0);
        assertThat(proof.missed()).isEmpty();
        assertThat(without.findings().stream().map(found -> found.number()).distinct())
                .as("the numbers did pass outside")
                .hasSize(NUMBERS.size());
        assertThat(within.findings()).isEmpty();
        assertThat(within.isClean()).isTrue();
    }

    private int[] calls(Path inside, Path outside) throws IOException, InterruptedException {
        InetSocketAddress agent = free();
        InetSocketAddress carrier = free();
        try (var shield = ShieldProcess.in(inside);
                var toAgent = new TapRelay(agent, inside.resolve("to-asterisk.pcap"));
                var fromAgent = new TapRelay(shield.inner, inside.resolve("from-asterisk.pcap"));
                var fromCarrier = new TapRelay(shield.outer, outside.resolve("from-carrier.pcap"));
                var fromOther = new TapRelay(shield.outer, outside.resolve("from-other.pcap"));
                var toCarrier = new TapRelay(carrier, outside.resolve("to-carrier.pcap"));
                var answering = answer("uas-inside-expect-any.xml", agent, toAgent);
                var called = answer("uas-carrier-expect-bye.xml", carrier, toCarrier)) {
            shield.settings(toCarrier.address(), toAgent.address(), LIMITS).start();
            List<String> callers = callers();
            try (var planted = call("uac-planted-expect-200.xml", fromCarrier, callers, ANSWERED);
                    var givenUp =
                            call(
                                    "uac-planted-cancel-expect-487.xml",
                                    fromOther,
                                    callers,
                                    GIVEN_UP)) {
                int[] exits = {planted.awaitExit(), givenUp.awaitExit(), -1};
                assertThat(toAgent.tokens()).as("callers who show their number").hasSize(40);
                List<String> tokens = List.copyOf(toAgent.tokens());
                try (var dialled = call("uac-token-expect-200.xml", fromAgent, tokens, DIALLED)) {
                    exits[2] = dialled.awaitExit();
                }
                assertThat(answering.isAlive() && called.isAlive() && shield.isAlive()).isTrue();
                return exits;
            }
        }
    }

    private Sipp answer(String scenario, InetSocketAddress at, TapRelay tap) throws IOException {
        return Sipp.start(SIPP, scenario, at.getPort(), tap.address(), log(scenario), List.of());
    }

    /// @param lines the fields of the scenario, a caller each
    private Sipp call(String scenario, TapRelay tap, List<String> lines, int calls)
            throws IOException {
        Path fields = folder.resolve(scenario + ".csv");
        Files.writeString(fields, "SEQUENTIAL\n" + String.join("\n", lines) + "\n");
        InetSocketAddress target = tap.address();
        // Only the carrier's Call-ID may hold a number.
        String callId =
                scenario.startsWith("uac-token")
                        ? "%u-%p@%s"
                        : "%u-%p-" + NUMBERS.getFirst() + "@%s";
        List<String> more =
                List.of(
                        "-inf",
                        fields.toString(),
                        "-s",
                        "hotline",
                        "-cid_str",
                        callId,
                        "-m",
                        "" + calls,
                        "-r",
                        "" + PER_SECOND,
                        target.getHostString() + ":" + target.getPort());
        return Sipp.start(SIPP, scenario, free().getPort(), target, log(scenario), more);
    }

    private Path log(String scenario) {
        return folder.resolve(scenario + ".log");
    }

    private static List<String> callers() {
        return IntStream.range(0, NUMBERS.size())
                .mapToObj(i -> Sipp.planted(NUMBERS.get(i), i % 5 == 4))
                .toList();
    }

    private static LeakReport scan(LeakScan scan, LeakProof proof, Path tree) {
        return scan.scan(proof, List.of(tree), _ -> false, 2, _ -> {});
    }

    private static InetSocketAddress free() throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(Sipp.HOST, 0))) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }
}
