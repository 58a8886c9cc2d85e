package org.earshot.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.earshot.db.generated.Tables.TRANSCRIPT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.earshot.cases.CaseDesk;
import org.earshot.cases.CaseSettings;
import org.earshot.cases.ScreeningRules;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.house.SurveyRepository;
import org.earshot.recording.Drafts;
import org.earshot.recording.Leg;
import org.earshot.recording.RecordingRepository;
import org.earshot.recording.RecordingSettings;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallId;
import org.earshot.transcription.Transcriber;
import org.earshot.transcription.TranscriptRepository;
import org.earshot.transcription.TranscriptState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What happens to the only copy of a report when nobody could write it down during the call.
@DisplayName("The draft of a call that is over")
@ExtendWith(TestPostgres.class)
@SuppressWarnings({"NullAway", "NullAway.Init"}) // what is never used
class DraftSweepIT {

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir private Path directory;
    private final UUID recording = UUID.randomUUID();
    private final CallId call = CallId.random();
    private final Instant answered = CLOCK.instant();
    private Database db;
    private Drafts drafts;
    private CallServices services;
    private TranscriptRepository transcripts;
    private Sweep sweep;
    private DraftSweep draftSweep;
    private CallRecord row;

    @BeforeEach
    void speakAndHangUp(Database database) {
        db = database;
        var keys = KeyService.open(directory.resolve("keys"));
        drafts =
                Drafts.open(
                        new RecordingSettings(directory.resolve("r"), Period.ofDays(30), 1_000),
                        keys,
                        CLOCK);
        transcripts = new TranscriptRepository(db, keys);
        services = services(keys);
        var recordings = new RecordingRepository(db);
        var closing = new CallClosing(services);
        sweep = new Sweep(services, closing, recordings, transcripts, null, null);
        draftSweep = new DraftSweep(services, closing, recordings, transcripts);
        row = begun();
        recordings.began(recording, call, answered, LocalDate.EPOCH.plusYears(90));
        draft();
    }

    private CallServices services(KeyService keys) {
        return new CallServices(
                new CallRepository(db),
                null,
                drafts,
                new Transcriber(null, transcripts, CLOCK),
                new CaseDesk(db, keys, ScreeningRules.builtIn(), CaseSettings.DEFAULT, CLOCK),
                null,
                Numbers.NONE,
                new Desks(null, null, null, null, new SurveyRepository(db), null, null, null),
                LiveFeed.NOBODY,
                CLOCK);
    }

    private CallRecord begun() {
        var begun =
                new CallRecord(
                        call,
                        "channel-" + call,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "main",
                        Locale.ENGLISH,
                        Optional.empty(),
                        Optional.empty());
        services.calls().begin(begun, "scripted", new byte[32], answered);
        return begun;
    }

    private void draft() {
        var draft = drafts.begin(call, answered, recording);
        draft.write(Leg.CALLER, new short[8_000]);
        assertThat(draft.close(CLOCK.instant()).sealed()).isTrue();
        Path mark = directory.resolve("r/drafts/open").resolve(recording.toString());
        await().until(() -> !Files.exists(mark));
    }

    @AfterEach
    void end() {
        drafts.close();
    }

    @Test
    void becomes_a_report_when_the_database_knows_of_none_and_of_no_transcript() {
        assertThat(state()).isEmpty();

        draftSweep.run();
        draftSweep.run();

        assertThat(drafts.holds(recording)).isTrue();
        assertThat(state()).contains(TranscriptState.PENDING);
        assertThat(services.cases().find(call)).isPresent();
        assertThat(services.cases().unfinished()).doesNotContain(call);
    }

    @Test
    void becomes_a_report_when_the_end_of_its_call_was_lost() {
        sweep.closeLost(row);

        assertThat(drafts.holds(recording)).isTrue();
        assertThat(state()).contains(TranscriptState.PENDING);
        assertThat(services.cases().find(call)).isPresent();
        assertThat(services.calls().unended()).extracting(CallRecord::id).doesNotContain(call);
    }

    @Test
    void outlives_a_transcript_that_was_given_up_and_has_it_tried_again_in_time() {
        services.transcriber().later(recording, Locale.ENGLISH);
        parked(CLOCK.instant().plusSeconds(3_600));

        draftSweep.run();
        assertThat(state()).contains(TranscriptState.PARKED);
        parked(CLOCK.instant().minusSeconds(1));
        draftSweep.run();

        assertThat(state()).contains(TranscriptState.PENDING);
        assertThat(drafts.holds(recording)).isTrue();
    }

    @Test
    void is_destroyed_once_the_transcript_is_made() {
        services.transcriber().later(recording, Locale.ENGLISH);
        draftSweep.run();
        assertThat(drafts.holds(recording)).isTrue();
        db.transact(sql ->
                sql.update(TRANSCRIPT)
                        .set(TRANSCRIPT.STATE, TranscriptState.DONE.name())
                        .set(TRANSCRIPT.WRAPPED_KEY, new byte[] {1})
                        .set(TRANSCRIPT.SEALED_WORDS, new byte[] {1})
                        .where(TRANSCRIPT.RECORDING_ID.eq(recording))
                        .execute());

        draftSweep.run();

        assertThat(drafts.holds(recording)).isFalse();
    }

    private void parked(Instant until) {
        db.transact(sql ->
                sql.update(TRANSCRIPT)
                        .set(TRANSCRIPT.STATE, TranscriptState.PARKED.name())
                        .set(TRANSCRIPT.DUE_AT, until.atOffset(ZoneOffset.UTC))
                        .where(TRANSCRIPT.RECORDING_ID.eq(recording))
                        .execute());
    }

    private Optional<TranscriptState> state() {
        return transcripts.state(recording);
    }
}
