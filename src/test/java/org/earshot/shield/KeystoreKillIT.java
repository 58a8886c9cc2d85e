package org.earshot.shield;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 while keys are destroyed: the keystore opens, what was said to be destroyed is, and no
/// certificate is missing.
class KeystoreKillIT {

    private static final int ROUNDS = 8;
    private static final PhoneNumber NUMBER = new PhoneNumber("+4930901820");

    @TempDir private Path data;

    @Test
    void a_kill_at_any_moment_leaves_a_whole_keystore_and_is_made_good() throws Exception {
        var random = new Random();
        var gone = new ArrayList<CallerToken>();
        for (int round = 0; round < ROUNDS; round++) {
            int lines = 1 + random.nextInt(8);
            gone.addAll(destroyUntilKilled(lines, random.nextInt(3_000_000)));

            var keystore = EpochKeystore.open(settings(), Clock.systemUTC());
            var shield = new ShieldIdentities(keystore, Recognition.NOBODY);
            assertThat(gone).noneMatch(token -> shield.outward(token).isPresent());
            assertThat(shield.outward(shield.inward(NUMBER))).hasValue(NUMBER);
            var view = KeystoreView.of(settings(), Clock.systemUTC()).orElseThrow();
            assertThat(view.checks()).allMatch(KeystoreView.Check::holds);
            try (var files = Files.list(data.resolve("shield"))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder(
                                "keys.sealed", "keys.sealed.lock", "key", "certificates");
            }
        }
        assertThat(gone).hasSizeGreaterThanOrEqualTo(ROUNDS);
    }

    /// @return tokens whose keys the process had destroyed, as it said
    private List<CallerToken> destroyUntilKilled(int lines, int nanos) throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Destroyer.class.getName(),
                                data.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var said = new ArrayList<CallerToken>();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (CallerToken.isOne(line)) {
                    said.add(new CallerToken(line));
                }
                if (said.size() == lines) {
                    long until = System.nanoTime() + nanos;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait(); // up to 3 ms: into the middle of the next one
                    }
                    process.toHandle().destroyForcibly();
                }
            }
            return said;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private KeySettings settings() {
        return KeySettings.in(data, Optional.empty());
    }

    /// Destroys the key of today again and again, and says which token died with it.
    static final class Destroyer {

        private Destroyer() {}

        public static void main(String[] args) throws IOException {
            var settings = KeySettings.in(Path.of(args[0]), Optional.empty());
            var keystore = EpochKeystore.open(settings, Clock.systemUTC());
            var shield = new ShieldIdentities(keystore, Recognition.NOBODY);
            while (!System.out.checkError()) {
                CallerToken token = shield.inward(NUMBER);
                keystore.destroy(Optional.empty());
                System.out.println(token.value());
            }
        }
    }
}
