package org.earshot.transcription;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.earshot.db.generated.Tables.TRANSCRIPT;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.site.TestPostgres;
import org.earshot.speech.SpeechClient;
import org.earshot.speech.SpeechServer;
import org.earshot.speech.SpeechServers;
import org.earshot.speech.SpeechSettings;
import org.earshot.speech.SpeechUnavailable;
import org.earshot.speech.SpeechUnavailable.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Transcripts to be made later")
@ExtendWith(TestPostgres.class)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class LaterTranscriptsIT {

    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    private static final SpeechServers UNREACHABLE =
            _ -> new SpeechServer(URI.create("ws://127.0.0.1:9/en"), "none");

    @TempDir Path directory;
    private final UUID recording = UUID.randomUUID();
    private final AtomicInteger looked = new AtomicInteger();
    private volatile Instant now = START;
    private volatile boolean drafted;
    private Database database;
    private TranscriptRepository transcripts;
    private SpeechClient speech;

    @BeforeEach
    void start(Database empty) {
        database = empty;
        database.transact(db -> db.deleteFrom(TRANSCRIPT).execute());
        transcripts = new TranscriptRepository(database, KeyService.open(directory));
        transcripts.pend(recording, Locale.ENGLISH, START);
    }

    @AfterEach
    void stop() {
        speech.close();
    }

    @Test
    void are_parked_after_five_attempts_each_longer_after_the_last() {
        try (var later = later(UNREACHABLE, _ -> broken())) {
            for (int attempt = 1; attempt <= 5; attempt++) {
                if (attempt < 5) {
                    awaitPutOff(attempt, Duration.ofSeconds(5L << (attempt - 1)));
                }
                later.wake();
            }
            await().until(() -> state().equals(Optional.of(TranscriptState.PARKED)));
            assertThat(looked).hasValue(5);
        }
        now = now.plus(Duration.ofDays(1));
        assertThat(transcripts.claim(now, Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void are_taken_up_again_after_longer_pauses_while_a_draft_of_the_words_is_kept() {
        drafted = true;
        transcripts.putOff(claimLater(), 4, START);
        try (var later = later(UNREACHABLE, _ -> broken())) {
            for (int seconds : List.of(80, 160, 320, 640, 1280, 2560, 3600, 3600)) {
                await().until(() -> state().equals(Optional.of(TranscriptState.PARKED)));
                assertThat(transcripts.takeUpAgain(recording, now.plusSeconds(seconds - 1)))
                        .isFalse();

                now = now.plusSeconds(seconds);
                assertThat(transcripts.takeUpAgain(recording, now)).isTrue();
                later.wake();
            }
        }
        assertThat(looked).hasValueGreaterThanOrEqualTo(8);
    }

    @Test
    void wait_without_a_lost_attempt_while_no_recogniser_is_there() throws Exception {
        SpeechServers away =
                _ -> {
                    looked.incrementAndGet();
                    throw new SpeechUnavailable(Reason.AWAY, "not up");
                };
        try (var later = later(away, _ -> new short[0])) {
            for (int round = 1; round <= 8; round++) {
                awaitPutOff(0, Duration.ofSeconds(2));
                later.wake();
            }
        }
        assertThat(state()).contains(TranscriptState.PENDING);
        assertThat(claimLater().attempts()).isEqualTo(1);
    }

    @Test
    void do_not_lose_an_attempt_when_nobody_listens_at_the_address() {
        try (var later = later(language -> counted(UNREACHABLE, language), _ -> new short[0])) {
            for (int round = 1; round <= 8; round++) {
                awaitPutOff(0, Duration.ofSeconds(2));
                later.wake();
            }
        }
        assertThat(looked).hasValueGreaterThanOrEqualTo(8);
        assertThat(state()).contains(TranscriptState.PENDING);
    }

    @Test
    void wait_for_a_model_of_their_language() throws Exception {
        SpeechServers none = SpeechServers.fixed(Map.of());
        try (var _ = later(language -> counted(none, language), _ -> new short[0])) {
            awaitPutOff(0, Duration.ofMinutes(10));
        }
        assertThat(state()).contains(TranscriptState.PENDING);
        assertThat(claimLater().attempts()).isEqualTo(1);
    }

    @Test
    void are_claimed_by_one_core_only() throws Exception {
        speech = new SpeechClient(SpeechSettings.of(UNREACHABLE));
        for (int i = 0; i < 19; i++) {
            transcripts.pend(UUID.randomUUID(), Locale.ENGLISH, START);
        }
        List<Callable<List<UUID>>> cores = List.of(this::claimAll, this::claimAll, this::claimAll);
        var claimed = new ArrayList<UUID>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var core : threads.invokeAll(cores)) {
                claimed.addAll(core.get());
            }
        }

        assertThat(claimed).hasSize(20);
        assertThat(claimed.stream().collect(toSet())).hasSize(20);
    }

    @Test
    void fall_to_the_next_core_when_one_dies_over_them() {
        speech = new SpeechClient(SpeechSettings.of(UNREACHABLE));
        assertThat(transcripts.claim(START, Duration.ofMinutes(5))).isPresent();

        assertThat(transcripts.claim(START.plusSeconds(299), Duration.ofMinutes(5))).isEmpty();
        assertThat(transcripts.claim(START.plusSeconds(300), Duration.ofMinutes(5))).isPresent();
    }

    @Test
    void that_were_announced_wait_until_their_call_is_over() {
        speech = new SpeechClient(SpeechSettings.of(UNREACHABLE));
        var other = UUID.randomUUID();
        transcripts.announce(other, Locale.ENGLISH, START.plus(Duration.ofHours(6)));
        claimAll();
        assertThat(transcripts.claim(START.plusSeconds(1), Duration.ofMinutes(5))).isEmpty();

        transcripts.pend(other, Locale.CHINESE, START.plusSeconds(1));

        var claim = transcripts.claim(START.plusSeconds(1), Duration.ofMinutes(5)).orElseThrow();
        assertThat(claim.recording()).isEqualTo(other);
        assertThat(claim.language()).isEqualTo(Locale.CHINESE);
    }

    /// Waits until the next attempt is due in `pause`, and lets so much time pass.
    private void awaitPutOff(int attempts, Duration pause) {
        var due = now.plus(pause).atOffset(ZoneOffset.UTC);
        await().until(() ->
                database.transact(db ->
                        db.fetchExists(
                                TRANSCRIPT,
                                TRANSCRIPT.ATTEMPTS.eq(attempts),
                                TRANSCRIPT.DUE_AT.eq(due))));
        now = now.plus(pause);
    }

    private LaterTranscripts later(SpeechServers servers, Function<UUID, short[]> audio) {
        speech = new SpeechClient(SpeechSettings.of(servers));
        InstantSource clock = () -> now;
        return new LaterTranscripts(speech, transcripts, audio, _ -> drafted, clock);
    }

    private SpeechServer counted(SpeechServers servers, Locale language) throws SpeechUnavailable {
        looked.incrementAndGet();
        return servers.of(language);
    }

    private short[] broken() {
        looked.incrementAndGet();
        throw new IllegalStateException("unreadable");
    }

    private Optional<TranscriptState> state() {
        return transcripts.state(recording);
    }

    private TranscriptRepository.Claim claimLater() {
        return transcripts
                .claim(now.plus(Duration.ofHours(1)), Duration.ofMinutes(1))
                .orElseThrow();
    }

    private List<UUID> claimAll() {
        var mine = new ArrayList<UUID>();
        for (var claim = claim(); claim.isPresent(); claim = claim()) {
            mine.add(claim.get().recording());
        }
        return mine;
    }

    private Optional<TranscriptRepository.Claim> claim() {
        return transcripts.claim(START, Duration.ofMinutes(5));
    }
}
