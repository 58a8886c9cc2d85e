package org.earshot.house;

import static org.earshot.db.generated.Tables.CALL;
import static org.earshot.db.generated.Tables.STEP_COUNT;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.earshot.db.Database;
import org.jooq.impl.DSL;

/// How many callers are at, and came to, each step.
final class StepCountRepository {

    /// A step on a day.
    record StepOfDay(LocalDate day, String flow, String step) {}

    private final Database database;

    StepCountRepository(Database database) {
        this.database = database;
    }

    /// Adds to what is counted; when the commit was lost on the way back, twice. In one order, or
    /// two cores would wait for each other's rows.
    void add(Map<StepOfDay, Long> counts) {
        database.transact(db -> {
            counts.entrySet().stream()
                    .sorted(java.util.Comparator.comparing(entry -> entry.getKey().toString()))
                    .forEach(entry ->
                            db.insertInto(STEP_COUNT)
                                    .set(STEP_COUNT.COUNTED_ON, entry.getKey().day())
                                    .set(STEP_COUNT.FLOW, entry.getKey().flow())
                                    .set(STEP_COUNT.STEP, entry.getKey().step())
                                    .set(STEP_COUNT.ENTERED, entry.getValue())
                                    .onConflict(
                                            STEP_COUNT.COUNTED_ON, STEP_COUNT.FLOW, STEP_COUNT.STEP)
                                    .doUpdate()
                                    .set(
                                            STEP_COUNT.ENTERED,
                                            STEP_COUNT.ENTERED.plus(
                                                    DSL.excluded(STEP_COUNT.ENTERED)))
                                    .execute());
            return counts.size();
        });
    }

    /// By step, of one flow and day.
    Map<String, Long> entered(String flow, LocalDate day) {
        return database.transact(db ->
                db.select(STEP_COUNT.STEP, STEP_COUNT.ENTERED)
                        .from(STEP_COUNT)
                        .where(STEP_COUNT.FLOW.eq(flow), STEP_COUNT.COUNTED_ON.eq(day))
                        .fetchMap(STEP_COUNT.STEP, STEP_COUNT.ENTERED));
    }

    /// By flow, then step: calls of all cores that are up.
    Map<String, Map<String, Long>> now() {
        return database.transact(db -> {
            var now = new HashMap<String, Map<String, Long>>();
            db.select(CALL.FLOW_NOW, CALL.STEP, DSL.count().cast(Long.class))
                    .from(CALL)
                    .where(CALL.ENDED_AT.isNull(), CALL.FLOW_NOW.isNotNull(), CALL.STEP.isNotNull())
                    .groupBy(CALL.FLOW_NOW, CALL.STEP)
                    .forEach(row ->
                            now.computeIfAbsent(row.value1(), _ -> new HashMap<>())
                                    .put(row.value2(), row.value3()));
            return now;
        });
    }
}
