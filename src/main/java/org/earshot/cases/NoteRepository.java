package org.earshot.cases;

import static org.earshot.db.generated.Tables.CASE_NOTE;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.earshot.db.Database;
import org.earshot.telephony.CallId;

/// Notes that reporters add to their case. Every write may be repeated.
final class NoteRepository {

    record Begun(UUID id, UUID caseId, CallId call, Locale language, Instant at) {}

    private final Database db;

    NoteRepository(Database db) {
        this.db = db;
    }

    void begin(Begun note) {
        db.transact(tx ->
                tx.insertInto(CASE_NOTE)
                        .set(CASE_NOTE.ID, note.id())
                        .set(CASE_NOTE.CASE_ID, note.caseId())
                        .set(CASE_NOTE.CALL_ID, note.call().value())
                        .set(CASE_NOTE.LANGUAGE, note.language().toLanguageTag())
                        .set(CASE_NOTE.BEGUN_AT, note.at().atOffset(ZoneOffset.UTC))
                        .onConflict(CASE_NOTE.ID)
                        .doNothing()
                        .execute());
    }

    /// The first ending stands.
    void end(UUID note, ReportEnding how, Instant at) {
        db.transact(tx -> {
            var ended =
                    tx.update(CASE_NOTE)
                            .set(CASE_NOTE.ENDED_AT, at.atOffset(ZoneOffset.UTC))
                            .set(CASE_NOTE.ENDED_BY, how.name())
                            .where(CASE_NOTE.ID.eq(note))
                            .and(CASE_NOTE.ENDED_AT.isNull())
                            .returning(CASE_NOTE.CASE_ID)
                            .fetchOptional(CASE_NOTE.CASE_ID);
            ended.ifPresent(
                    caseId -> CaseRepository.addLine(tx, caseId, at, "added to by its reporter"));
            return ended;
        });
    }

    boolean has(CallId call) {
        return db.transact(tx -> tx.fetchExists(CASE_NOTE, CASE_NOTE.CALL_ID.eq(call.value())));
    }

    /// Those of a call that have no end yet.
    List<UUID> open(CallId call) {
        return db.transact(tx ->
                tx.select(CASE_NOTE.ID)
                        .from(CASE_NOTE)
                        .where(CASE_NOTE.CALL_ID.eq(call.value()))
                        .and(CASE_NOTE.ENDED_AT.isNull())
                        .fetch(CASE_NOTE.ID));
    }

    /// Calls with a note that has no end yet, oldest first.
    List<CallId> unfinished() {
        return db.transact(tx ->
                tx.select(CASE_NOTE.CALL_ID)
                        .from(CASE_NOTE)
                        .where(CASE_NOTE.ENDED_AT.isNull())
                        .orderBy(CASE_NOTE.BEGUN_AT, CASE_NOTE.ID)
                        .fetch(row -> new CallId(row.value1())));
    }

    /// Of a case, oldest first.
    List<CaseNote> of(UUID caseId) {
        return db.transact(tx ->
                tx.selectFrom(CASE_NOTE)
                        .where(CASE_NOTE.CASE_ID.eq(caseId))
                        .orderBy(CASE_NOTE.BEGUN_AT, CASE_NOTE.ID)
                        .fetch(row ->
                                new CaseNote(
                                        row.getId(),
                                        new CallId(row.getCallId()),
                                        Locale.forLanguageTag(row.getLanguage()),
                                        row.getBegunAt().toInstant(),
                                        Optional.ofNullable(row.getEndedBy())
                                                .map(ReportEnding::valueOf))));
    }
}
