package org.earshot.shield;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.crypto.Pkcs11Uri;
import org.earshot.crypto.TwoClocks;
import org.earshot.crypto.Unsealing;
import org.earshot.site.TestSoftHsm;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The shield's keys under a PKCS#11 token")
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class Pkcs11KeystoreIT {

    private static final PhoneNumber NUMBER = new PhoneNumber("+4930901820");
    private static final int ROUNDS = 4;

    @TempDir private Path data;
    private final TwoClocks clocks = new TwoClocks("2026-11-20T12:00:00Z");
    private TestSoftHsm.Token token;
    private KeySettings byToken;
    private KeySettings byFile;

    @BeforeEach
    void key() throws IOException {
        token = TestSoftHsm.shared().token();
        Pkcs11Uri key = Pkcs11Uri.parse(token.uri("shield"));
        assertThat(key.makeKey()).isTrue();
        byFile = KeySettings.in(data, Optional.empty());
        byToken = byFile.openedBy(new Unsealing.Token(key));
    }

    @Test
    void a_token_gone_stops_no_call_and_the_next_rotation_says_so_until_it_is_back()
            throws IOException {
        var keystore = EpochKeystore.open(byToken, clocks);
        var shield = new ShieldIdentities(keystore, Recognition.NOBODY);
        CallerToken friday = shield.inward(NUMBER);
        try (var timer = new KeyTimer(keystore)) {
            timer.turn();
            assertThat(timer.trouble()).isEmpty();

            token.takeAway();
            clocks.pass(Duration.ofDays(1));
            timer.turn();
            timer.turn();

            assertThat(health(keystore, timer).trouble())
                    .contains("There is no PKCS#11 token '" + token.label() + "'");
            CallerToken saturday = shield.inward(NUMBER);
            assertThat(shield.outward(friday)).hasValue(NUMBER);
            assertThat(shield.outward(saturday)).hasValue(NUMBER);
            assertThatExceptionOfType(KeysUnavailable.class)
                    .isThrownBy(() -> EpochKeystore.open(byToken, clocks));

            token.putBack();
            timer.turn();

            assertThat(health(keystore, timer)).isEqualTo(ShieldState.Keys.IN_ORDER);
            assertThat(keystore.report().today()).isEqualTo("2026-11-21");
        }
    }

    @Test
    void health_shows_a_clock_that_is_held_and_keys_that_are_overdue() {
        var keystore = EpochKeystore.open(byFile, clocks);
        try (var timer = new KeyTimer(keystore)) {
            clocks.jump(Duration.ofDays(2));
            timer.turn();

            var keys = health(keystore, timer);
            assertThat(keys.clockHeld()).isTrue();
            assertThat(keys.trouble()).contains("The system clock jumped");

            var due = KeyReport.of(keystore.ring(), clocksToday().plusDays(8), false);
            assertThat(ShieldState.of(due, "", new ShieldCounters()).keys().overdue())
                    .contains("2026-11-20");
        }
    }

    @Test
    void a_kill_while_it_moves_leaves_it_to_the_old_or_the_new() throws Exception {
        byte[] dialog = EpochKeystore.open(byFile, Clock.systemUTC()).dialog().bytes();
        token.keepCopy();
        var random = new Random();
        for (int round = 0; round < ROUNDS; round++) {
            moveUntilKilled(1 + random.nextInt(4), random.nextInt(15_000_000));

            token.putBackCopy();
            List<KeySettings> opening =
                    Stream.of(byFile, byToken).filter(Pkcs11KeystoreIT::opens).toList();
            assertThat(opening).as("%s / %s", refusal(byFile), refusal(byToken)).hasSize(1);
            var keystore = EpochKeystore.open(opening.getFirst(), Clock.systemUTC());
            assertThat(keystore.dialog().bytes()).isEqualTo(dialog);
            try (var files = Files.list(data.resolve("shield"))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("keys.sealed", "keys.sealed.lock", "key");
            }
        }
    }

    private static boolean opens(KeySettings settings) {
        return refusal(settings).isEmpty();
    }

    private static String refusal(KeySettings settings) {
        try {
            return EpochKeystore.file(settings).read().isPresent() ? "" : "there is none";
        } catch (KeysUnavailable refused) {
            return refused.getMessage() + " " + refused.getCause();
        }
    }

    private static ShieldState.Keys health(EpochKeystore keystore, KeyTimer timer) {
        return ShieldState.of(keystore.report(), timer.trouble(), new ShieldCounters()).keys();
    }

    private LocalDate clocksToday() {
        return EpochKeystore.day(clocks.read().wall());
    }

    private void moveUntilKilled(int lines, int nanos) throws Exception {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Mover.class.getName(),
                        data.toString(),
                        token.uri("shield"));
        builder.environment().putAll(TestSoftHsm.shared().environment());
        var process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            int said = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said += line.equals("moved") ? 1 : 0;
                if (said == lines) {
                    long until = System.nanoTime() + nanos;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait(); // up to 15 ms: into the middle of the next one
                    }
                    process.toHandle().destroyForcibly();
                }
            }
            assertThat(said).isGreaterThanOrEqualTo(lines);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /// Moves the keystore to the token and back, again and again.
    static final class Mover {

        private Mover() {}

        public static void main(String[] args) {
            KeySettings file = KeySettings.in(Path.of(args[0]), Optional.empty());
            KeySettings token = file.openedBy(new Unsealing.Token(Pkcs11Uri.parse(args[1])));
            boolean atFile = opens(file);
            while (!System.out.checkError()) {
                EpochKeystore.reseal(
                        atFile ? file : token, atFile ? token.unsealing() : file.unsealing());
                atFile = !atFile;
                System.out.println("moved");
            }
        }
    }
}
