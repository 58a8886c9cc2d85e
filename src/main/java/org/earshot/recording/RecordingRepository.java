package org.earshot.recording;

import static org.earshot.db.generated.Tables.RECORDING;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.earshot.db.Database;
import org.earshot.db.generated.tables.records.RecordingRecord;
import org.earshot.telephony.CallId;
import org.jooq.Condition;

/// The catalog in PostgreSQL.
public final class RecordingRepository implements RecordingCatalog {

    private final Database database;

    public RecordingRepository(Database database) {
        this.database = database;
    }

    @Override
    public void began(UUID id, CallId call, Instant startedAt, LocalDate destroyOn) {
        database.transact(db ->
                db.insertInto(RECORDING)
                        .set(RECORDING.ID, id)
                        .set(RECORDING.CALL_ID, call.value())
                        .set(RECORDING.STARTED_AT, utc(startedAt))
                        .set(RECORDING.STATE, State.CAPTURING.name())
                        .set(RECORDING.DESTROY_ON, destroyOn)
                        .onConflict(RECORDING.ID)
                        .doNothing()
                        .execute());
    }

    @Override
    public void sealed(Entry entry, Instant sealedAt, byte[] manifestSha256) {
        began(entry.id(), entry.call(), entry.startedAt(), entry.destroyOn());
        database.transact(db ->
                db.update(RECORDING)
                        .set(RECORDING.STATE, State.SEALED.name())
                        .set(
                                RECORDING.LENGTH_MS,
                                entry.length().map(Duration::toMillis).orElseThrow())
                        .set(RECORDING.GAP_MS, entry.gaps().toMillis())
                        .set(RECORDING.SEALED_AT, utc(sealedAt))
                        .set(RECORDING.MANIFEST_SHA256, manifestSha256)
                        .where(RECORDING.ID.eq(entry.id()))
                        .and(RECORDING.STATE.eq(State.CAPTURING.name()))
                        .execute());
    }

    @Override
    public Optional<Entry> find(UUID id) {
        return one(RECORDING.ID.eq(id));
    }

    @Override
    public Optional<Entry> ofCall(CallId call) {
        return one(RECORDING.CALL_ID.eq(call.value()));
    }

    /// Sealed ones whose day has come.
    List<UUID> due(LocalDate today) {
        return database.transact(db ->
                db.select(RECORDING.ID)
                        .from(RECORDING)
                        .where(RECORDING.STATE.eq(State.SEALED.name()))
                        .and(RECORDING.DESTROY_ON.le(today))
                        .fetch(RECORDING.ID));
    }

    void purged(UUID id) {
        database.transact(db ->
                db.update(RECORDING)
                        .set(RECORDING.STATE, State.PURGED.name())
                        .where(RECORDING.ID.eq(id))
                        .and(RECORDING.STATE.eq(State.SEALED.name()))
                        .execute());
    }

    private Optional<Entry> one(Condition which) {
        return database.transact(db ->
                db.selectFrom(RECORDING)
                        .where(which)
                        .orderBy(RECORDING.LENGTH_MS.desc().nullsLast())
                        .limit(1)
                        .fetchOptional()
                        .map(RecordingRepository::entry));
    }

    private static Entry entry(RecordingRecord row) {
        return new Entry(
                row.getId(),
                new CallId(row.getCallId()),
                row.getStartedAt().toInstant(),
                State.valueOf(row.getState()),
                Optional.ofNullable(row.getLengthMs()).map(Duration::ofMillis),
                Duration.ofMillis(row.getGapMs()),
                row.getDestroyOn());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
