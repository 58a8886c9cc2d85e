package org.earshot.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.earshot.site.AsteriskSettings.Adapter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An Asterisk instance")
class AsteriskIT {

    @Test
    void starts_from_the_templates_without_a_warning(@TempDir Path directory) throws Exception {
        try (var asterisk = instance(directory)) {
            asterisk.start();

            assertThat(directory.resolve("log/messages.log"))
                    .content()
                    .doesNotContain("WARNING", "ERROR");
            Directories.delete(asterisk.settings().awayDirectory());
        }
    }

    @Test
    void comes_back_when_it_is_killed(@TempDir Path directory) throws Exception {
        var asterisk = instance(directory);
        try (var supervisor = new Supervisor(Supervisor.Backoff.DEFAULT)) {
            supervisor.start(asterisk);
            long first = pid(directory);

            asterisk.kill();

            await().atMost(Duration.ofSeconds(30)).until(asterisk::answers);
            assertThat(pid(directory)).isNotEqualTo(first);
        }
        assertThat(pidFile(directory)).doesNotExist();
        Directories.delete(asterisk.settings().awayDirectory());
    }

    @Test
    void that_was_left_behind_is_replaced(@TempDir Path directory) throws Exception {
        var lost = instance(directory);
        lost.start();
        ProcessHandle orphan = ProcessHandle.of(pid(directory)).orElseThrow();
        orphan.parent().orElseThrow().destroyForcibly();
        Files.writeString(lost.settings().awayDirectory().resolve("cut.alaw"), "sound");

        try (var next = new AsteriskInstance(TestAsterisk.software(), lost.settings())) {
            next.start();

            assertThat(orphan.isAlive()).isFalse();
            assertThat(next.awayMessages().complete())
                    .as("a message whose end was not seen is complete all the same")
                    .hasSize(1);
        }
        Directories.delete(lost.settings().awayDirectory());
    }

    @Test
    void says_when_its_port_is_taken(@TempDir Path directory) throws Exception {
        var asterisk = instance(directory);
        int port = asterisk.settings().ports().sip();
        try (var taken = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();

            assertThatThrownBy(asterisk::start)
                    .isInstanceOf(SiteFault.class)
                    .hasMessageContaining("UDP port " + port)
                    .hasMessageContaining("SIP");
        }
    }

    @Test
    void comes_with_espeak(@TempDir Path directory) throws Exception {
        Path wav = directory.resolve("hello.wav");
        var command = new ArrayList<>(TestAsterisk.software().espeak());
        command.add("-v");
        command.add("cmn");
        command.add("-w");
        command.add(wav.toString());
        command.add("你好");
        Process espeak = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(espeak.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(espeak.waitFor()).as(said).isZero();
        assertThat(Files.size(wav)).isGreaterThan(10_000);
    }

    private static AsteriskInstance instance(Path directory) {
        String name = "i" + Long.toHexString(System.nanoTime());
        return new AsteriskInstance(
                TestAsterisk.software(), AsteriskSettings.local(name, directory, Adapter.ARI));
    }

    private static Path pidFile(Path directory) {
        return directory.resolve("asterisk.pid");
    }

    private static long pid(Path directory) {
        return ChildProcess.readPid(pidFile(directory)).orElseThrow();
    }
}
