package org.earshot.transcription;

import static org.earshot.db.generated.Tables.RECORDING;
import static org.earshot.db.generated.Tables.TRANSCRIPT;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.select;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.recording.RecordingSettings;
import org.jooq.DSLContext;

/// The table `transcript`. Every write may be repeated; a finished transcript is never overwritten.
public final class TranscriptRepository {

    private static final String PENDING = TranscriptState.PENDING.name();
    private static final String DONE = TranscriptState.DONE.name();

    private static final String RETENTION_CLASS = "TRANSCRIPT";

    private final Database database;
    private final KeyService keys;

    public TranscriptRepository(Database database, KeyService keys) {
        this.database = database;
        this.keys = keys;
    }

    /// A transcript still to be made.
    ///
    /// @param attempts begun so far, this one included
    record Claim(UUID recording, Locale language, int attempts) {}

    /// The finished transcript of a recording.
    ///
    /// @throws org.earshot.crypto.KeyDestroyed when its day has come
    public Optional<Transcript> find(UUID recording) {
        var row =
                database.transact(db ->
                        db.selectFrom(TRANSCRIPT)
                                .where(TRANSCRIPT.RECORDING_ID.eq(recording))
                                .and(TRANSCRIPT.STATE.eq(DONE))
                                .fetchOptional());
        return row.map(found ->
                new Transcript(
                        recording,
                        Locale.forLanguageTag(found.getLanguage()),
                        SealedLines.open(
                                keys.unwrap(found.getWrappedKey()),
                                recording,
                                found.getSealedWords()),
                        found.getMadeLive(),
                        found.getEngine()));
    }

    public Optional<TranscriptState> state(UUID recording) {
        return database.transact(db ->
                db.select(TRANSCRIPT.STATE)
                        .from(TRANSCRIPT)
                        .where(TRANSCRIPT.RECORDING_ID.eq(recording))
                        .fetchOptional(row -> TranscriptState.valueOf(row.value1())));
    }

    /// Notes that a transcript is being made, so that none is forgotten if we die over it.
    ///
    /// @param due when to make it from the recording, if it is not done by then
    void announce(UUID recording, Locale language, Instant due) {
        database.transact(db ->
                db.insertInto(TRANSCRIPT)
                        .set(TRANSCRIPT.RECORDING_ID, recording)
                        .set(TRANSCRIPT.LANGUAGE, language.toLanguageTag())
                        .set(TRANSCRIPT.STATE, PENDING)
                        .set(TRANSCRIPT.DUE_AT, utc(due))
                        .onConflict(TRANSCRIPT.RECORDING_ID)
                        .doNothing()
                        .execute());
    }

    /// Notes that the transcript must be made from the recording. What is done stays done.
    void pend(UUID recording, Locale language, Instant due) {
        database.transact(db ->
                db.insertInto(TRANSCRIPT)
                        .set(TRANSCRIPT.RECORDING_ID, recording)
                        .set(TRANSCRIPT.LANGUAGE, language.toLanguageTag())
                        .set(TRANSCRIPT.STATE, PENDING)
                        .set(TRANSCRIPT.DUE_AT, utc(due))
                        .onConflict(TRANSCRIPT.RECORDING_ID)
                        .doUpdate()
                        .set(TRANSCRIPT.LANGUAGE, excluded(TRANSCRIPT.LANGUAGE))
                        .set(TRANSCRIPT.DUE_AT, excluded(TRANSCRIPT.DUE_AT))
                        .where(TRANSCRIPT.STATE.eq(PENDING))
                        .execute());
    }

    /// Stores a finished transcript, to be destroyed on the same day as its recording.
    void done(Transcript transcript, Instant at) {
        database.transact(db -> {
            var destroyOn = destroyOn(db, transcript.recordingId(), at);
            return insertDone(db, transcript, keys.newDataKey(RETENTION_CLASS, destroyOn), at);
        });
    }

    /// Takes the transcript that is due longest, for as long as `lease`: whoever dies over it loses
    /// it to the next. Several cores may ask at once.
    Optional<Claim> claim(Instant now, Duration lease) {
        return database.transact(db ->
                db.update(TRANSCRIPT)
                        .set(TRANSCRIPT.ATTEMPTS, TRANSCRIPT.ATTEMPTS.plus(1))
                        .set(TRANSCRIPT.DUE_AT, utc(now.plus(lease)))
                        .where(
                                TRANSCRIPT.RECORDING_ID.eq(
                                        select(TRANSCRIPT.RECORDING_ID)
                                                .from(TRANSCRIPT)
                                                .where(TRANSCRIPT.STATE.eq(PENDING))
                                                .and(TRANSCRIPT.DUE_AT.le(utc(now)))
                                                .orderBy(TRANSCRIPT.DUE_AT)
                                                .limit(1)
                                                .forUpdate()
                                                .skipLocked()))
                        .returningResult(
                                TRANSCRIPT.RECORDING_ID, TRANSCRIPT.LANGUAGE, TRANSCRIPT.ATTEMPTS)
                        .fetchOptional(row ->
                                new Claim(
                                        row.value1(),
                                        Locale.forLanguageTag(row.value2()),
                                        row.value3())));
    }

    /// Gives a claim back.
    ///
    /// @param attempts those that count against the recording
    void putOff(Claim claim, int attempts, Instant due) {
        move(claim.recording(), TranscriptState.PENDING, attempts, due);
    }

    /// Gives a transcript up: a person must look.
    ///
    /// @param until not to be taken up again before
    void park(Claim claim, Instant until) {
        move(claim.recording(), TranscriptState.PARKED, claim.attempts(), until);
    }

    /// A transcript that was given up is due again, for one more attempt.
    ///
    /// @return whether it was parked, and long enough
    boolean takeUpAgain(UUID recording, Instant now) {
        return database.transact(db ->
                db.update(TRANSCRIPT)
                        .set(TRANSCRIPT.STATE, PENDING)
                        .set(TRANSCRIPT.DUE_AT, utc(now))
                        .where(TRANSCRIPT.RECORDING_ID.eq(recording))
                        .and(TRANSCRIPT.STATE.eq(TranscriptState.PARKED.name()))
                        .and(TRANSCRIPT.DUE_AT.le(utc(now)))
                        .execute())
                > 0;
    }

    private void move(UUID recording, TranscriptState to, int attempts, Instant due) {
        database.transact(db ->
                db.update(TRANSCRIPT)
                        .set(TRANSCRIPT.STATE, to.name())
                        .set(TRANSCRIPT.ATTEMPTS, attempts)
                        .set(TRANSCRIPT.DUE_AT, utc(due))
                        .where(TRANSCRIPT.RECORDING_ID.eq(recording))
                        .and(TRANSCRIPT.STATE.eq(PENDING))
                        .execute());
    }

    private static int insertDone(DSLContext db, Transcript made, DataKey key, Instant at) {
        return db.insertInto(TRANSCRIPT)
                .set(TRANSCRIPT.RECORDING_ID, made.recordingId())
                .set(TRANSCRIPT.LANGUAGE, made.language().toLanguageTag())
                .set(TRANSCRIPT.STATE, DONE)
                .set(TRANSCRIPT.MADE_LIVE, made.live())
                .set(TRANSCRIPT.ENGINE, made.engine())
                .set(TRANSCRIPT.DUE_AT, utc(at))
                .set(TRANSCRIPT.MADE_AT, utc(at))
                .set(TRANSCRIPT.WRAPPED_KEY, key.wrapped())
                .set(
                        TRANSCRIPT.SEALED_WORDS,
                        SealedLines.seal(key, made.recordingId(), made.lines()))
                .onConflict(TRANSCRIPT.RECORDING_ID)
                .doUpdate()
                .setAllToExcluded()
                .where(TRANSCRIPT.STATE.ne(DONE))
                .execute();
    }

    /// Of a recording the database does not know (yet): as if it were kept for the usual time.
    private static LocalDate destroyOn(DSLContext db, UUID recording, Instant now) {
        return db.select(RECORDING.DESTROY_ON)
                .from(RECORDING)
                .where(RECORDING.ID.eq(recording))
                .fetchOptional(RECORDING.DESTROY_ON)
                .orElseGet(() ->
                        LocalDate.ofInstant(now, ZoneOffset.UTC)
                                .plus(RecordingSettings.DEFAULT_KEEP));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
