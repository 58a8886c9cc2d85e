package org.earshot.cases;

import static org.earshot.db.generated.Tables.QUERY_CODE;
import static org.earshot.db.generated.Tables.REPORT;
import static org.earshot.db.generated.Tables.REPORT_CASE;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.earshot.db.Database;
import org.earshot.telephony.CallId;
import org.jooq.impl.DSL;

/// What is stored of query codes.
final class QueryCodeRepository {

    record KnownCode(UUID caseId, CaseState state, Instant expiresAt) {}

    private final Database db;

    QueryCodeRepository(Database db) {
        this.db = db;
    }

    /// One statement, whether the code is wrong, expired or good.
    Optional<KnownCode> find(byte[] lookup) {
        return db.transact(tx ->
                tx.select(REPORT_CASE.ID, REPORT_CASE.STATE, QUERY_CODE.EXPIRES_AT)
                        .from(QUERY_CODE)
                        .join(REPORT_CASE)
                        .on(REPORT_CASE.ID.eq(QUERY_CODE.CASE_ID))
                        .where(QUERY_CODE.LOOKUP.eq(lookup))
                        .fetchOptional(row ->
                                new KnownCode(
                                        row.value1(),
                                        CaseState.valueOf(row.value2()),
                                        row.value3().toInstant())));
    }

    /// @return whether it is a code of the case of `call`; the first time it is confirmed is kept
    boolean confirm(CallId call, byte[] lookup, Instant at) {
        var now = at.atOffset(ZoneOffset.UTC);
        return db.transact(tx ->
                tx.update(QUERY_CODE)
                        .set(
                                QUERY_CODE.CONFIRMED_AT,
                                DSL.coalesce(
                                        QUERY_CODE.CONFIRMED_AT,
                                        DSL.greatest(QUERY_CODE.ISSUED_AT, DSL.val(now))))
                        .from(REPORT_CASE, REPORT)
                        .where(QUERY_CODE.LOOKUP.eq(lookup))
                        .and(REPORT_CASE.ID.eq(QUERY_CODE.CASE_ID))
                        .and(REPORT.ID.eq(REPORT_CASE.REPORT_ID))
                        .and(REPORT.CALL_ID.eq(call.value()))
                        .execute())
                == 1;
    }
}
