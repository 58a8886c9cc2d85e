package org.earshot.speech;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.earshot.speech.SpeechUnavailable.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A speech worker in trouble")
@Timeout(120)
@SuppressWarnings("NullAway.Init") // by start(), early in each test
class WorkerTroubleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path directory;
    private LocalSpeechWorker worker;
    private SpeechClient client;

    @AfterEach
    void stop() {
        client.close();
        worker.close();
    }

    @Test
    void fails_its_sessions_with_a_typed_error_when_killed_and_is_started_again() throws Exception {
        start(Map.of());
        long first = worker.pid().orElseThrow();
        var session = client.open(Locale.ENGLISH, _ -> {});
        session.accept(new short[8000]);
        await().until(session::caughtUp);

        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await().until(() -> !ProcessHandle.of(first).map(ProcessHandle::isAlive).orElse(false));
        session.accept(new short[160]); // never throws

        assertThatThrownBy(() -> session.finish(PATIENCE))
                .isInstanceOfSatisfying(
                        SpeechUnavailable.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.BROKEN));
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> worker.pid().filter(pid -> pid != first).isPresent());
        assertThat(heardIn(Samples.english())).contains("fraud");
    }

    @Test
    void is_given_audio_without_waiting_while_it_hangs_and_given_up_when_too_far_behind()
            throws Exception {
        start(Map.of());
        var session = client.open(Locale.ENGLISH, _ -> {});
        signal("STOP");
        try {
            long began = System.nanoTime();
            for (int i = 0; i < 1500; i++) {
                session.accept(new short[160]); // 30 s
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);

            assertThatThrownBy(() -> session.finish(PATIENCE))
                    .isInstanceOfSatisfying(
                            SpeechUnavailable.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.BEHIND));
        } finally {
            signal("CONT");
        }
    }

    @Test
    void ends_when_the_process_that_started_it_does() throws Exception {
        start(Map.of()); // only so that there is something to stop
        var child = new ProcessBuilder(LocalSpeechWorker.command(directory, Map.of())).start();
        assertThat(child.inputReader().readLine()).startsWith("{\"port\":");

        child.outputWriter().close(); // what happens to its standard input when we die

        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
    }

    @Test
    void hears_telephone_audio_with_a_model_for_16_khz() throws Exception {
        Path model = copyOfOwnModel("wide-16k");
        Path features = model.resolve("conf/mfcc.conf");
        Files.writeString(features, Files.readString(features).replace("=8000", "=16000"));
        start(Map.of(Locale.ENGLISH, model));

        assertThat(worker.problems()).isEmpty();
        assertThat(worker.engines()).containsEntry("en", "wide-16k");
        var sample = Samples.english();
        assertThat(Samples.wordErrorRate(sample.words(), heardIn(sample))).isLessThanOrEqualTo(0.2);
    }

    @Test
    void says_of_each_unusable_model_why_and_serves_the_other_languages() throws Exception {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path garbage = copyOfOwnModel("garbage");
        Files.writeString(garbage.resolve("am/final.mdl"), "no model");
        Path deaf = copyOfOwnModel("deaf"); // its words.txt fits, its sound does not
        Files.writeString(deaf.resolve("conf/mfcc.conf"), "--sample-frequency=11025\n");
        start(
                Map.of(
                        Locale.CHINESE, directory.resolve("nowhere"),
                        Locale.KOREAN, empty,
                        Locale.FRENCH, garbage,
                        Locale.GERMAN, deaf));

        assertThat(worker.engines()).containsOnlyKeys("en");
        assertThat(String.join("\n", worker.problems()))
                .contains("nowhere is missing")
                .contains("empty holds no Vosk model")
                .contains("garbage is damaged")
                .contains("deaf wants 11025 Hz");
        assertThat(heardIn(Samples.english())).contains("fraud");
        assertThatThrownBy(() -> client.open(Locale.CHINESE, _ -> {}))
                .isInstanceOf(SpeechUnavailable.class);
    }

    @Test
    void is_not_taken_for_up_when_its_command_is_wrong() throws Exception {
        worker = LocalSpeechWorker.start(List.of("/nonexistent/java"), () -> {});
        client = new SpeechClient(SpeechSettings.of(worker));

        assertThat(worker.awaitUp(Duration.ofMillis(300))).isFalse();
        assertThatThrownBy(() -> client.open(Locale.ENGLISH, _ -> {}))
                .isInstanceOfSatisfying(
                        SpeechUnavailable.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.AWAY));
    }

    private void start(Map<Locale, Path> models) throws InterruptedException {
        var command = LocalSpeechWorker.command(directory.resolve("cache"), new HashMap<>(models));
        worker = LocalSpeechWorker.start(command, () -> {});
        client = new SpeechClient(SpeechSettings.of(worker));
        assertThat(worker.awaitUp(Duration.ofSeconds(60))).isTrue();
    }

    private String heardIn(Samples.Sample sample) throws SpeechUnavailable {
        try (var session = client.open(sample.language(), _ -> {})) {
            Samples.frames(sample.audio()).forEach(session::accept);
            return session.finish(PATIENCE).stream()
                    .map(Heard.Utterance::text)
                    .collect(joining(" "));
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        String pid = worker.pid().orElseThrow().toString();
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    }

    private Path copyOfOwnModel(String name) throws IOException {
        Path own = Unpacked.model("vosk-tiny-en-8k", directory.resolve("own"));
        Path copy = directory.resolve(name);
        try (var files = Files.walk(own)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(own.relativize(file).toString());
                Files.createDirectories(copy.resolve(own.relativize(file).toString()).getParent());
                Files.copy(file, target);
            }
        }
        return copy;
    }
}
