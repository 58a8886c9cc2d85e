package org.earshot.cases;

import static org.earshot.db.generated.Tables.REPORT;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.earshot.db.Database;
import org.earshot.telephony.CallId;

/// Reports, one a call.
final class ReportRepository {

    private final Database db;

    ReportRepository(Database db) {
        this.db = db;
    }

    /// @return the report of that call, be it `fresh` or one begun before
    Report begin(Report fresh) {
        return db.transact(tx -> {
            tx.insertInto(REPORT)
                    .set(REPORT.ID, fresh.id())
                    .set(REPORT.CALL_ID, fresh.call().value())
                    .set(REPORT.LANGUAGE, fresh.language().toLanguageTag())
                    .set(REPORT.BEGUN_AT, fresh.begunAt().atOffset(ZoneOffset.UTC))
                    .onConflict(REPORT.CALL_ID)
                    .doNothing()
                    .execute();
            return tx.select(REPORT.ID, REPORT.LANGUAGE, REPORT.BEGUN_AT)
                    .from(REPORT)
                    .where(REPORT.CALL_ID.eq(fresh.call().value()))
                    .fetchSingle(row ->
                            new Report(
                                    row.value1(),
                                    fresh.call(),
                                    Locale.forLanguageTag(row.value2()),
                                    row.value3().toInstant()));
        });
    }

    /// The first ending stands.
    void end(CallId call, ReportEnding how, Instant at) {
        db.transact(tx ->
                tx.update(REPORT)
                        .set(REPORT.ENDED_AT, at.atOffset(ZoneOffset.UTC))
                        .set(REPORT.ENDED_BY, how.name())
                        .where(REPORT.CALL_ID.eq(call.value()))
                        .and(REPORT.ENDED_AT.isNull())
                        .execute());
    }

    boolean hasBegun(CallId call) {
        return db.transact(tx -> tx.fetchExists(REPORT, REPORT.CALL_ID.eq(call.value())));
    }

    /// Calls whose report is not ended or has no case yet, oldest first.
    List<CallId> unfinished() {
        return db.transact(tx ->
                tx.select(REPORT.CALL_ID)
                        .from(REPORT)
                        .where(REPORT.ENDED_AT.isNull().or(REPORT.FILED_AT.isNull()))
                        .orderBy(REPORT.BEGUN_AT, REPORT.ID)
                        .fetch(row -> new CallId(row.value1())));
    }
}
