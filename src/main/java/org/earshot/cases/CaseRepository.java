package org.earshot.cases;

import static org.earshot.db.generated.Tables.CASE_EVENT;
import static org.earshot.db.generated.Tables.QUERY_CODE;
import static org.earshot.db.generated.Tables.REPORT;
import static org.earshot.db.generated.Tables.REPORT_CASE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.earshot.audit.Act;
import org.earshot.audit.AuditRepository;
import org.earshot.crypto.DataKey;
import org.earshot.db.Database;
import org.earshot.telephony.CallId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Cases: opened once for each report, screened, read.
final class CaseRepository {

    /// All that is chosen before the transaction, so that repeating it writes the same.
    ///
    /// @param act its leaf in the log
    record NewCase(
            UUID id,
            String trackingNumber,
            DataKey key,
            Instant openedAt,
            LocalDate destroyOn,
            Act act) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record NewCode(byte[] lookup, Instant issuedAt, Instant expiresAt, Issue act) {}

    /// Makes the leaf of a code's issue, when it is known for which case.
    interface Issue {
        Act of(UUID caseId, byte[] wrappedKey);
    }

    record Opened(UUID id, String trackingNumber) {}

    /// A case as stored: what staff see, and what is sealed of it.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Stored(
            CaseView view,
            int version,
            byte[] wrappedKey,
            byte @Nullable [] sealedReasons,
            @Nullable String rulesVersion) {}

    private final Database db;

    CaseRepository(Database db) {
        this.db = db;
    }

    /// Opens the case of the report of `call` unless it is open already, and adds `code` to it.
    ///
    /// @param code null when there is nobody to read it to
    /// @return empty when `fresh` or `code` happens to collide with another case: choose anew
    Optional<Opened> open(CallId call, NewCase fresh, @Nullable NewCode code) {
        return db.transact(tx -> {
            var report =
                    tx.select(REPORT.ID)
                            .from(REPORT)
                            .where(REPORT.CALL_ID.eq(call.value()))
                            .fetchSingle(row -> row.value1());
            if (insertCase(tx, report, fresh)) {
                addEvent(tx, fresh.id(), 1, fresh.openedAt(), CaseState.RECEIVED, "opened");
                AuditRepository.record(tx, fresh.act());
                tx.update(REPORT)
                        .set(REPORT.FILED_AT, utc(fresh.openedAt()))
                        .where(REPORT.ID.eq(report))
                        .execute();
            }
            return tx.select(REPORT_CASE.ID, REPORT_CASE.TRACKING_NUMBER)
                    .from(REPORT_CASE)
                    .where(REPORT_CASE.REPORT_ID.eq(report))
                    .fetchOptional(row -> new Opened(row.value1(), row.value2()))
                    .filter(opened -> code == null || insertCode(tx, opened.id(), code));
        });
    }

    /// @return false when somebody changed the case since `seen` was read
    boolean screen(Stored seen, Screening screening, byte[] sealedReasons, Act act, Instant at) {
        var id = seen.view().id();
        int next = seen.version() + 1;
        return db.transact(tx -> {
            int changed =
                    tx.update(REPORT_CASE)
                            .set(REPORT_CASE.STATE, CaseState.SCREENING.name())
                            .set(REPORT_CASE.CATEGORY, screening.category().name())
                            .set(REPORT_CASE.PRIORITY, screening.priority().name())
                            .set(REPORT_CASE.RULES_VERSION, screening.rulesVersion())
                            .set(REPORT_CASE.SEALED_REASONS, sealedReasons)
                            .set(REPORT_CASE.SCREENED_AT, utc(at))
                            .set(REPORT_CASE.VERSION, next)
                            .where(REPORT_CASE.ID.eq(id))
                            .and(REPORT_CASE.VERSION.eq(seen.version()))
                            .execute();
            if (changed == 1) {
                String why = seen.view().screenedAt() == null ? "screened" : "screened again";
                addEvent(tx, id, next, at, CaseState.SCREENING, why);
                AuditRepository.record(tx, act);
            }
            return changed == 1;
        });
    }

    Optional<CaseState> state(UUID caseId) {
        return db.transact(tx ->
                tx.select(REPORT_CASE.STATE)
                        .from(REPORT_CASE)
                        .where(REPORT_CASE.ID.eq(caseId))
                        .fetchOptional(row -> CaseState.valueOf(row.value1())));
    }

    /// Adds a line to the history of a case that stays in its state.
    static void addLine(DSLContext tx, UUID caseId, Instant at, String why) {
        var changed =
                tx.update(REPORT_CASE)
                        .set(REPORT_CASE.VERSION, REPORT_CASE.VERSION.plus(1))
                        .where(REPORT_CASE.ID.eq(caseId))
                        .returning(REPORT_CASE.VERSION, REPORT_CASE.STATE)
                        .fetchSingle();
        addEvent(tx, caseId, changed.getVersion(), at, CaseState.valueOf(changed.getState()), why);
    }

    Optional<Stored> find(String trackingNumber) {
        return findWhere(REPORT_CASE.TRACKING_NUMBER.eq(trackingNumber));
    }

    Optional<Stored> find(CallId call) {
        return findWhere(REPORT.CALL_ID.eq(call.value()));
    }

    List<CaseView> newest(int limit) {
        return db.transact(tx ->
                selectCases(tx, DSL.noCondition())
                        .orderBy(REPORT_CASE.OPENED_AT.desc(), REPORT_CASE.ID.desc())
                        .limit(limit)
                        .fetch(CaseRepository::view));
    }

    /// The oldest first.
    List<CallId> unscreened() {
        return db.transact(tx ->
                tx.select(REPORT.CALL_ID)
                        .from(REPORT_CASE)
                        .join(REPORT)
                        .on(REPORT.ID.eq(REPORT_CASE.REPORT_ID))
                        .where(REPORT_CASE.STATE.eq(CaseState.RECEIVED.name()))
                        .orderBy(REPORT_CASE.OPENED_AT, REPORT_CASE.ID)
                        .fetch(row -> new CallId(row.value1())));
    }

    List<CaseEvent> events(UUID caseId) {
        return db.transact(tx ->
                tx.selectFrom(CASE_EVENT)
                        .where(CASE_EVENT.CASE_ID.eq(caseId))
                        .orderBy(CASE_EVENT.SEQ)
                        .fetch(row ->
                                new CaseEvent(
                                        row.getSeq(),
                                        row.getAt().toInstant(),
                                        CaseState.valueOf(row.getState()),
                                        row.getWhy())));
    }

    /// For each code issued for a case, whether the caller keyed it back.
    List<Boolean> codesConfirmed(UUID caseId) {
        return db.transact(tx ->
                tx.select(QUERY_CODE.CONFIRMED_AT)
                        .from(QUERY_CODE)
                        .where(QUERY_CODE.CASE_ID.eq(caseId))
                        .fetch(row -> row.value1() != null));
    }

    private static boolean insertCase(DSLContext tx, UUID report, NewCase fresh) {
        return tx.insertInto(REPORT_CASE)
                        .set(REPORT_CASE.ID, fresh.id())
                        .set(REPORT_CASE.TRACKING_NUMBER, fresh.trackingNumber())
                        .set(REPORT_CASE.REPORT_ID, report)
                        .set(REPORT_CASE.STATE, CaseState.RECEIVED.name())
                        .set(REPORT_CASE.WRAPPED_KEY, fresh.key().wrapped())
                        .set(REPORT_CASE.OPENED_AT, utc(fresh.openedAt()))
                        .set(REPORT_CASE.DESTROY_ON, fresh.destroyOn())
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /// @return false when that very code belongs to another case
    private static boolean insertCode(DSLContext tx, UUID caseId, NewCode code) {
        int added =
                tx.insertInto(QUERY_CODE)
                        .set(QUERY_CODE.LOOKUP, code.lookup())
                        .set(QUERY_CODE.CASE_ID, caseId)
                        .set(QUERY_CODE.ISSUED_AT, utc(code.issuedAt()))
                        .set(QUERY_CODE.EXPIRES_AT, utc(code.expiresAt()))
                        .onConflictDoNothing()
                        .execute();
        if (added == 1) {
            tx.select(REPORT_CASE.WRAPPED_KEY)
                    .from(REPORT_CASE)
                    .where(REPORT_CASE.ID.eq(caseId))
                    .fetch(row -> code.act().of(caseId, row.value1()))
                    .forEach(act -> AuditRepository.record(tx, act));
        }
        return tx.fetchExists(
                QUERY_CODE, QUERY_CODE.LOOKUP.eq(code.lookup()).and(QUERY_CODE.CASE_ID.eq(caseId)));
    }

    private static void addEvent(
            DSLContext tx, UUID caseId, int seq, Instant at, CaseState state, String why) {
        tx.insertInto(CASE_EVENT)
                .set(CASE_EVENT.CASE_ID, caseId)
                .set(CASE_EVENT.SEQ, seq)
                .set(CASE_EVENT.AT, utc(at))
                .set(CASE_EVENT.STATE, state.name())
                .set(CASE_EVENT.WHY, why)
                .execute();
    }

    private Optional<Stored> findWhere(Condition condition) {
        return db.transact(tx ->
                selectCases(tx, condition)
                        .fetchOptional(row ->
                                new Stored(
                                        view(row),
                                        row.get(REPORT_CASE.VERSION),
                                        row.get(REPORT_CASE.WRAPPED_KEY),
                                        row.get(REPORT_CASE.SEALED_REASONS),
                                        row.get(REPORT_CASE.RULES_VERSION))));
    }

    private static SelectConditionStep<Record> selectCases(DSLContext tx, Condition condition) {
        return tx.select(REPORT_CASE.fields())
                .select(REPORT.CALL_ID, REPORT.LANGUAGE, REPORT.BEGUN_AT, REPORT.ENDED_BY)
                .from(REPORT_CASE)
                .join(REPORT)
                .on(REPORT.ID.eq(REPORT_CASE.REPORT_ID))
                .where(condition);
    }

    private static CaseView view(Record row) {
        return new CaseView(
                row.get(REPORT_CASE.ID),
                row.get(REPORT_CASE.TRACKING_NUMBER),
                new CallId(row.get(REPORT.CALL_ID)),
                Locale.forLanguageTag(row.get(REPORT.LANGUAGE)),
                CaseState.valueOf(row.get(REPORT_CASE.STATE)),
                named(Category.class, row.get(REPORT_CASE.CATEGORY)),
                named(Priority.class, row.get(REPORT_CASE.PRIORITY)),
                row.get(REPORT.BEGUN_AT).toInstant(),
                named(ReportEnding.class, row.get(REPORT.ENDED_BY)),
                row.get(REPORT_CASE.OPENED_AT).toInstant(),
                instant(row.get(REPORT_CASE.SCREENED_AT)),
                row.get(REPORT_CASE.DESTROY_ON));
    }

    private static <E extends Enum<E>> @Nullable E named(Class<E> type, @Nullable String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
