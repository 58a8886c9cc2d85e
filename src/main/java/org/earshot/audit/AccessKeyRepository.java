package org.earshot.audit;

import static org.earshot.db.generated.Tables.AUDIT_ACCESS_KEY;

import java.time.LocalDate;
import java.util.function.Supplier;
import org.earshot.db.Database;

/// The wrapped keys of [AccessLog], one a month, and its leaves.
final class AccessKeyRepository {

    private final Database db;

    AccessKeyRepository(Database db) {
        this.db = db;
    }

    void record(Act act) {
        db.transact(tx -> {
            AuditRepository.record(tx, act);
            return act;
        });
    }

    /// @param fresh asked when the month has none yet; whoever is first decides
    byte[] ofMonth(LocalDate month, Supplier<byte[]> fresh) {
        return db.transact(tx -> {
            var select =
                    tx.select(AUDIT_ACCESS_KEY.WRAPPED_KEY)
                            .from(AUDIT_ACCESS_KEY)
                            .where(AUDIT_ACCESS_KEY.MONTH.eq(month));
            var there = select.fetchOptional(row -> row.value1());
            if (there.isPresent()) {
                return there.get();
            }
            tx.insertInto(AUDIT_ACCESS_KEY)
                    .set(AUDIT_ACCESS_KEY.MONTH, month)
                    .set(AUDIT_ACCESS_KEY.WRAPPED_KEY, fresh.get())
                    .onConflictDoNothing()
                    .execute();
            return select.fetchSingle(row -> row.value1());
        });
    }
}
