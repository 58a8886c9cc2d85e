package org.earshot.backup;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.earshot.audit.AuditRepository;
import org.earshot.audit.LogHead;
import org.earshot.db.Database;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// What a backup and its drill compare: rows, the log of acts, and keys that must open.
final class CountRepository {

    /// Tables that only hold what is under way: nothing can be said of their rows.
    private static final List<String> PASSING = List.of("audit_waiting", "job_run");

    private final Database database;

    CountRepository(Database database) {
        this.database = database;
    }

    /// Rows of each table, at one moment.
    Map<String, Long> rows() {
        return database.transact(tx -> {
            tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            var counts = new TreeMap<String, Long>();
            for (String table : tables(tx)) {
                counts.put(table, (long) tx.fetchCount(DSL.table(DSL.name("public", table))));
            }
            return counts;
        });
    }

    /// Of the acts that have an index.
    LogHead log() {
        return LogHead.of(new AuditRepository(database));
    }

    LogHead log(long size) {
        return LogHead.of(new AuditRepository(database), size);
    }

    boolean isRecovering() {
        return database.transact(tx ->
                tx.select(DSL.function("pg_is_in_recovery", SQLDataType.BOOLEAN))
                        .fetchSingle()
                        .value1());
    }

    /// Wrapped keys of random rows, from every table that has some.
    List<byte[]> someKeys(int most) {
        return database.transact(tx -> {
            var found = new ArrayList<byte[]>();
            List<String> tables = tablesWithKeys(tx);
            for (String table : tables) {
                var key = DSL.field(DSL.name("wrapped_key"), SQLDataType.BLOB);
                found.addAll(
                        tx.select(key)
                                .from(DSL.table(DSL.name("public", table)))
                                .where(key.isNotNull())
                                .orderBy(DSL.rand())
                                .limit(Math.max(1, most / tables.size()))
                                .fetch(key));
            }
            return found;
        });
    }

    static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static List<String> tables(DSLContext tx) {
        return tx
                .fetch(
                        "SELECT table_name FROM information_schema.tables"
                                + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")
                .getValues(0, String.class)
                .stream()
                .filter(name -> !PASSING.contains(name))
                .toList();
    }

    private static List<String> tablesWithKeys(DSLContext tx) {
        return tx.fetch(
                        "SELECT table_name FROM information_schema.columns"
                                + " WHERE table_schema = 'public' AND column_name = 'wrapped_key'")
                .getValues(0, String.class);
    }
}
