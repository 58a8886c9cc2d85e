package org.earshot.staff;

import static org.earshot.db.generated.Tables.STAFF_ACT_KEY;

import java.util.function.Supplier;
import org.earshot.db.Database;

/// The wrapped keys of the details of acts, one a year.
final class ActKeyRepository {

    private final Database db;

    ActKeyRepository(Database db) {
        this.db = db;
    }

    /// @param fresh asked when the year has none yet; whoever is first decides
    byte[] ofYear(int year, Supplier<byte[]> fresh) {
        return db.transact(tx -> {
            var select =
                    tx.select(STAFF_ACT_KEY.WRAPPED_KEY)
                            .from(STAFF_ACT_KEY)
                            .where(STAFF_ACT_KEY.YEAR.eq(year));
            var there = select.fetchOptional(row -> row.value1());
            if (there.isPresent()) {
                return there.get();
            }
            tx.insertInto(STAFF_ACT_KEY)
                    .set(STAFF_ACT_KEY.YEAR, year)
                    .set(STAFF_ACT_KEY.WRAPPED_KEY, fresh.get())
                    .onConflictDoNothing()
                    .execute();
            return select.fetchSingle(row -> row.value1());
        });
    }
}
