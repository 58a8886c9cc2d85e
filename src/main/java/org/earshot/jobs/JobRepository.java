package org.earshot.jobs;

import static org.earshot.db.generated.Tables.JOB_RUN;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.earshot.db.Database;
import org.jooq.impl.DSL;

/// How each job ended last: the heartbeat that an alarm is raised from.
public final class JobRepository {

    private static final int MOST = 500;

    private final Database database;
    private final InstantSource clock;

    public JobRepository(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// @param good empty when it never ended well
    /// @param trouble empty, or why the last run did not
    public record Run(Instant began, Optional<Instant> good, String trouble) {}

    void began(String name) {
        OffsetDateTime now = now();
        database.transact(tx ->
                tx.insertInto(JOB_RUN)
                        .set(JOB_RUN.NAME, name)
                        .set(JOB_RUN.BEGAN_AT, now)
                        .onConflict(JOB_RUN.NAME)
                        .doUpdate()
                        .set(JOB_RUN.BEGAN_AT, now)
                        .setNull(JOB_RUN.ENDED_AT)
                        // one that a clock ahead of time wrote says nothing
                        .set(JOB_RUN.GOOD_AT, DSL.when(JOB_RUN.GOOD_AT.le(now), JOB_RUN.GOOD_AT))
                        .execute());
    }

    void ended(String name, String trouble) {
        OffsetDateTime now = now();
        database.transact(tx -> {
            var ended =
                    tx.update(JOB_RUN)
                            .set(JOB_RUN.BEGAN_AT, DSL.least(JOB_RUN.BEGAN_AT, DSL.val(now)))
                            .set(JOB_RUN.ENDED_AT, now)
                            .set(JOB_RUN.TROUBLE, cut(trouble));
            return (trouble.isEmpty() ? ended.set(JOB_RUN.GOOD_AT, now) : ended)
                    .where(JOB_RUN.NAME.eq(name))
                    .execute();
        });
    }

    /// Empty when it never ran.
    public Optional<Run> find(String name) {
        return database.transact(tx ->
                tx.selectFrom(JOB_RUN)
                        .where(JOB_RUN.NAME.eq(name))
                        .fetchOptional(row ->
                                new Run(
                                        row.getBeganAt().toInstant(),
                                        Optional.ofNullable(row.getGoodAt())
                                                .map(OffsetDateTime::toInstant),
                                        row.getTrouble())));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String cut(String trouble) {
        return trouble.length() > MOST ? trouble.substring(0, MOST) : trouble;
    }
}
