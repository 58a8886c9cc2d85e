package org.earshot.speech;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.earshot.speech.SpeechUnavailable.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The speech worker, a process with real Vosk in it,")
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class SpeechWorkerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir static Path directory;
    private static LocalSpeechWorker worker;
    private static SpeechClient client;

    @BeforeAll
    static void start() throws Exception {
        worker = LocalSpeechWorker.start(LocalSpeechWorker.command(directory, Map.of()), () -> {});
        client = new SpeechClient(SpeechSettings.of(worker));
        assertThat(worker.awaitUp(Duration.ofSeconds(60))).isTrue();
    }

    @AfterAll
    static void stop() {
        client.close();
        worker.close();
    }

    static List<Samples.Sample> samples() {
        return Samples.all();
    }

    @Test
    void hears_nothing_but_the_phrases_of_a_question() throws Exception {
        var sample = Samples.english();
        var last = sample.words().substring(sample.words().lastIndexOf(' ') + 1);

        try (var session = client.open(sample.language(), List.of(last, "qwertz"), _ -> {})) {
            session.acceptWhenReady(sample.audio());

            assertThat(session.finish(PATIENCE))
                    .flatExtracting(Heard.Utterance::words)
                    .extracting(Word::text)
                    .isNotEmpty()
                    .allMatch(word -> word.equals(last) || word.equals("[unk]"));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void hears_the_words_in_frames_of_20_ms(Samples.Sample sample) throws Exception {
        try (var session = client.open(sample.language(), _ -> {})) {
            Samples.frames(sample.audio()).forEach(session::accept);
            var utterances = session.finish(PATIENCE);

            assertThat(Samples.wordErrorRate(sample.words(), text(utterances)))
                    .as(text(utterances))
                    .isLessThanOrEqualTo(0.2);
        }
    }

    @Test
    void tells_partial_words_while_someone_speaks_and_times_at_the_end() throws Exception {
        var heard = Collections.synchronizedList(new ArrayList<Heard>());
        var sample = Samples.english();
        try (var session = client.open(Locale.ENGLISH, heard::add)) {
            Samples.frames(sample.audio()).forEach(session::accept);
            var words = words(session.finish(PATIENCE));

            assertThat(heard).hasAtLeastOneElementOfType(Heard.Partial.class);
            assertThat(words.getFirst().text()).isEqualTo("hello");
            assertThat(words)
                    .allSatisfy(word -> assertThat(word.end()).isGreaterThan(word.start()));
            assertThat(words).allSatisfy(word -> assertThat(word.confidence()).isBetween(0.0, 1.0));
            assertThat(words.getLast().end())
                    .isLessThan(Duration.ofMillis(sample.audio().length / 8));
            assertThat(session.engine()).isEqualTo("vosk-tiny-en-8k");
        }
    }

    @Test
    void hears_nothing_in_silence() throws Exception {
        try (var session = client.open(Locale.ENGLISH, _ -> {})) {
            session.accept(new short[16_000]);

            assertThat(text(session.finish(PATIENCE))).isEmpty();
        }
    }

    @Test
    void finishes_soon_after_the_last_frame_of_a_live_call() throws Exception {
        var session = client.open(Locale.ENGLISH, _ -> {});
        speakInRealTime(session, Samples.english().audio());

        long began = System.nanoTime();
        var utterances = session.finish(PATIENCE);
        var took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(text(utterances)).contains("fraud");
        assertThat(took).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void listens_to_many_legs_at_once() throws Exception {
        var sessions = new ArrayList<SpeechSession>();
        for (int i = 0; i < 20; i++) {
            sessions.add(client.open(Locale.ENGLISH, _ -> {}));
        }
        for (short[] frame : Samples.frames(Samples.english().audio())) {
            sessions.forEach(session -> session.accept(frame));
        }
        for (var session : sessions) {
            assertThat(text(session.finish(PATIENCE))).contains("report");
        }
    }

    @Test
    void refuses_a_language_without_a_model_with_a_typed_error() {
        assertThatThrownBy(() -> client.open(Locale.KOREAN, _ -> {}))
                .isInstanceOfSatisfying(
                        SpeechUnavailable.class,
                        unavailable -> assertThat(unavailable.reason()).isEqualTo(Reason.NO_MODEL))
                .hasMessageContaining("speech.models");
    }

    @Test
    void takes_a_recording_as_a_whole_however_long() throws Exception {
        try (var session = client.open(Locale.ENGLISH, _ -> {})) {
            session.acceptWhenReady(new short[60 * 8000]);
            session.acceptWhenReady(Samples.english().audio());

            assertThat(words(session.finish(PATIENCE)).getFirst().start())
                    .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
        }
    }

    private static void speakInRealTime(SpeechSession session, short[] audio) throws Exception {
        var frames = new ArrayDeque<>(Samples.frames(audio));
        var spoken = new CountDownLatch(frames.size());
        try (var clock = Executors.newSingleThreadScheduledExecutor()) {
            var line =
                    clock.scheduleAtFixedRate(
                            () -> {
                                if (!frames.isEmpty()) {
                                    session.accept(frames.removeFirst());
                                    spoken.countDown();
                                }
                            },
                            0,
                            20,
                            TimeUnit.MILLISECONDS);
            assertThat(spoken.await(30, TimeUnit.SECONDS)).isTrue();
            line.cancel(false);
        }
    }

    private static List<Word> words(List<Heard.Utterance> utterances) {
        return utterances.stream().flatMap(utterance -> utterance.words().stream()).toList();
    }

    private static String text(List<Heard.Utterance> utterances) {
        return utterances.stream().map(Heard.Utterance::text).collect(joining(" "));
    }
}
