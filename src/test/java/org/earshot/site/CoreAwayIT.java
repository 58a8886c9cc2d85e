package org.earshot.site;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Calls by SIPp, the independent client, to an Asterisk whose core is not there.
@DisplayName("While the core is away")
@ExtendWith(TestAsterisk.class)
@Tag("waits")
class CoreAwayIT {

    private final AsteriskInstance asterisk;

    CoreAwayIT(AsteriskInstance asterisk) {
        this.asterisk = asterisk;
    }

    @AfterEach
    void takeMessages() {
        await().untilAsserted(() -> {
            for (Path message : asterisk.awayMessages().complete()) {
                asterisk.awayMessages().remove(message);
            }
            assertThat(asterisk.settings().awayDirectory()).isEmptyDirectory();
        });
    }

    @Test
    void callers_are_answered_whatever_they_dial_and_leave_their_messages_in_memory()
            throws Exception {
        List<Process> callers = new ArrayList<>();
        for (String dialled : List.of("ari", "agi", "112", "hotline", "+4930112")) {
            callers.add(start(dialled, Duration.ofSeconds(3)));
        }
        for (Process caller : callers) {
            assertThat(caller.waitFor()).as("exit status of SIPp").isZero();
        }

        await().untilAsserted(() -> assertThat(asterisk.awayMessages().complete()).hasSize(5));
        for (Path message : asterisk.awayMessages().complete()) {
            assertThat(message).hasParent(asterisk.settings().awayDirectory());
            assertThat(Files.getFileStore(message).type()).isEqualTo("tmpfs");
            asterisk.awayMessages().remove(message);
        }
        await().untilAsserted(this::nothingIsLeft);
    }

    private void nothingIsLeft() throws Exception {
        assertThat(asterisk.awayMessages().complete()).isEmpty();
        assertThat(asterisk.settings().awayDirectory()).isEmptyDirectory();
    }

    @Test
    void a_caller_who_hangs_up_before_speaking_leaves_nothing() throws Exception {
        call("112", Duration.ofMillis(1));

        await().untilAsserted(this::nothingIsLeft);
    }

    @Test
    void a_call_whose_agi_server_dies_is_offered_to_the_next_one() throws Exception {
        int port = asterisk.settings().ports().agi();
        try (var server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
            Process caller = start("agi", Duration.ofSeconds(5));
            List<String> first = answerAndDie(server);
            List<String> second = answerAndDie(server);

            assertThat(second).contains(line(first, "agi_uniqueid"));
            assertThat(line(first, "agi_callerid:")).isEqualTo("agi_callerid: anonymous");
            assertThat(line(first, "agi_calleridname")).isEqualTo("agi_calleridname: Caller");
            assertThat(caller.waitFor()).as("exit status of SIPp").isZero();
        }
    }

    @Test
    void nothing_of_the_caller_is_written_anywhere() throws Exception {
        call("112", Duration.ofSeconds(2));

        List<Path> files = new ArrayList<>();
        try (var found = Files.walk(asterisk.settings().directory())) {
            found.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            assertThat(new String(Files.readAllBytes(file), US_ASCII))
                    .as(file.toString())
                    .doesNotContain("sipp", "5550199");
        }
    }

    /// Answers as a core would, then drops the connection as one that was killed.
    private static List<String> answerAndDie(ServerSocket server) throws Exception {
        try (var connection = server.accept();
                var lines =
                        new BufferedReader(
                                new InputStreamReader(connection.getInputStream(), US_ASCII))) {
            List<String> environment = new ArrayList<>();
            for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                environment.add(line);
            }
            connection.getOutputStream().write("ANSWER\n".getBytes(US_ASCII));
            assertThat(lines.readLine()).startsWith("200 result=0");
            return environment;
        }
    }

    private static String line(List<String> environment, String beginning) {
        return environment.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private void call(String extension, Duration length) throws Exception {
        assertThat(start(extension, length).waitFor()).as("exit status of SIPp").isZero();
    }

    /// SIPp's own caller, From "sipp", with a number in a header that must not stay.
    private Process start(String extension, Duration length) throws Exception {
        var command = new ArrayList<>(TestAsterisk.software(AsteriskSoftware.Extra.SIPP).sipp());
        command.addAll(List.of("-sn", "uac", "-m", "1", "-nostdin", "-timeout", "30"));
        command.addAll(List.of("-i", "127.0.0.1", "-d", String.valueOf(length.toMillis())));
        command.addAll(List.of("-s", extension, "-cid_str", "%u-5550199@%s"));
        command.add("127.0.0.1:" + asterisk.settings().ports().sip());
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
