package org.earshot.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.earshot.db.generated.Tables.TRANSCRIPT;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.earshot.audio.Wav;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.recording.Leg;
import org.earshot.site.TestPostgres;
import org.earshot.speech.Heard;
import org.earshot.speech.LocalSpeechWorker;
import org.earshot.speech.SpeechClient;
import org.earshot.speech.SpeechSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A transcript")
@ExtendWith(TestPostgres.class)
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class TranscriptIT {

    private static final String WORDS = "hello i want to report a fraud";

    @TempDir static Path directory;
    private static Database database;
    private static TranscriptRepository transcripts;
    private static LocalSpeechWorker worker;
    private static SpeechClient speech;
    private static Transcriber transcriber;

    private final UUID recording = UUID.randomUUID();

    @BeforeAll
    static void start(Database empty) throws Exception {
        database = empty;
        transcripts = new TranscriptRepository(empty, KeyService.open(directory.resolve("keys")));
        var command = LocalSpeechWorker.command(directory.resolve("speech"), Map.of());
        worker = LocalSpeechWorker.start(command, () -> {});
        speech = new SpeechClient(SpeechSettings.of(worker));
        transcriber = new Transcriber(speech, transcripts, InstantSource.system());
        assertThat(worker.awaitUp(Duration.ofSeconds(60))).isTrue();
    }

    @AfterAll
    static void stop() {
        speech.close();
        worker.close();
    }

    @Test
    void is_done_when_the_call_is_over() {
        var heard = Collections.synchronizedList(new ArrayList<Heard>());
        var live = transcriber.begin(recording, Locale.ENGLISH, Duration.ofSeconds(5), heard::add);
        speak(live, sample());

        Transcript made = live.finish();

        assertThat(made.live()).isTrue();
        assertThat(made.text()).isEqualTo(WORDS);
        assertThat(made.engine()).isEqualTo("vosk-tiny-en-8k");
        assertThat(heard).hasAtLeastOneElementOfType(Heard.Partial.class);
        assertThat(transcripts.state(recording)).contains(TranscriptState.DONE);
        assertThat(transcripts.find(recording)).contains(made);
        var line = made.lines().getFirst();
        assertThat(line.speaker()).isEqualTo(Leg.CALLER);
        assertThat(line.start()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    void is_committed_well_within_200_ms_of_the_hang_up() throws Exception {
        for (int i = 0; i < 5; i++) { // code that ran before: what the tenth call of a day sees
            finishLive();
        }

        assertThat(finishLive()).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void lies_sealed_in_the_database() {
        var live = transcriber.begin(recording, Locale.ENGLISH, Duration.ZERO, _ -> {});
        speak(live, sample());
        live.finish();

        byte[] stored =
                database.transact(db ->
                        db.select(TRANSCRIPT.SEALED_WORDS)
                                .from(TRANSCRIPT)
                                .where(TRANSCRIPT.RECORDING_ID.eq(recording))
                                .fetchSingle()
                                .value1());

        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("fraud");
    }

    @Test
    void keeps_the_times_right_across_a_silenced_span() {
        var live = transcriber.begin(recording, Locale.ENGLISH, Duration.ZERO, _ -> {});
        live.silence(10 * 8000);
        speak(live, sample());

        var made = live.finish();

        assertThat(made.lines().getFirst().start())
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    }

    @Test
    void is_made_from_the_recording_when_the_worker_is_killed_in_mid_call() throws Exception {
        var live = transcriber.begin(recording, Locale.ENGLISH, Duration.ZERO, _ -> {});
        speak(live, sample());
        long pid = worker.pid().orElseThrow();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().until(() -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        speak(live, sample()); // the call goes on

        assertThat(live.finish().live()).isFalse();
        assertThat(transcripts.state(recording)).contains(TranscriptState.PENDING);

        var done = new LinkedBlockingQueue<UUID>();
        try (var later = later(InstantSource.system())) {
            later.onDone(done::add);
            await().atMost(60, TimeUnit.SECONDS).until(() -> done.contains(recording));
        }
        var made = transcripts.find(recording).orElseThrow();
        assertThat(made.text()).isEqualTo(WORDS);
        assertThat(made.live()).isFalse();
    }

    @Test
    void is_made_later_when_the_core_was_restarted_in_mid_call() {
        var live = transcriber.resume(recording, Locale.ENGLISH, _ -> {});
        speak(live, sample());

        assertThat(live.finish().live()).isFalse();
        assertThat(transcripts.state(recording)).contains(TranscriptState.PENDING);
        transcripts.done(
                new Transcript(recording, Locale.ENGLISH, List.of(), false, "test"), Instant.EPOCH);
    }

    @Test
    void is_never_taken_back_once_done() {
        var live = transcriber.begin(recording, Locale.ENGLISH, Duration.ZERO, _ -> {});
        speak(live, sample());
        live.finish();

        transcriber.later(recording, Locale.CHINESE);

        assertThat(transcripts.find(recording).orElseThrow().text()).isEqualTo(WORDS);
    }

    @Test
    void is_silent_when_the_caller_was() {
        var live = transcriber.begin(recording, Locale.ENGLISH, Duration.ZERO, _ -> {});
        live.accept(new short[8000]);

        var made = live.finish();

        assertThat(made.live()).isTrue();
        assertThat(made.lines()).isEmpty();
        assertThat(transcripts.find(recording)).contains(made);
    }

    private Duration finishLive() throws InterruptedException {
        var live = transcriber.begin(UUID.randomUUID(), Locale.ENGLISH, Duration.ZERO, _ -> {});
        speak(live, sample());
        var silence = new LinkedBlockingQueue<Integer>();
        assertThat(silence.poll(500, TimeUnit.MILLISECONDS)).isNull(); // as a live call: caught up
        long began = System.nanoTime();
        assertThat(live.finish().live()).isTrue();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static LaterTranscripts later(InstantSource clock) {
        return new LaterTranscripts(speech, transcripts, _ -> sample(), _ -> false, clock);
    }

    private static void speak(LiveTranscript live, short[] audio) {
        for (int from = 0; from < audio.length; from += 160) {
            live.accept(Arrays.copyOfRange(audio, from, Math.min(from + 160, audio.length)));
        }
    }

    private static short[] sample() {
        try (InputStream in =
                TranscriptIT.class.getResourceAsStream("/speech/en_000_en-US_m7.wav")) {
            return Wav.read(Objects.requireNonNull(in)).channel(0);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
