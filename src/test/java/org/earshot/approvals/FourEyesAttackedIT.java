package org.earshot.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.db.generated.Tables.APPROVAL_ANSWER;
import static org.earshot.db.generated.Tables.APPROVAL_USE;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.earshot.db.Database;
import org.earshot.rights.Right;
import org.earshot.rights.Subject;
import org.earshot.site.TestPostgres;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// T06: ten thousand attempts to do alone what takes two. Most of them go around the desk, straight
/// to the database, as if every check of the program had been taken out.
@DisplayName("Ten thousand attacks on four eyes")
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class FourEyesAttackedIT {

    private static final int AT_ONCE = 200;
    private static final int RACES = 3;

    private Office office;
    private Subject first;
    private Subject second;

    /// Nobody but the test's own count says so.
    private final AtomicInteger tried = new AtomicInteger();

    private final AtomicInteger succeeded = new AtomicInteger();

    @BeforeAll
    void open(Database db, @TempDir Path keys) {
        office = new Office(db, keys.resolve("keys"));
        first = office.supervisor();
        second = office.supervisor();
    }

    @Test
    void none_succeeds() throws Exception {
        var wish = Office.unmask("case");
        var waiting = office.asked(first, wish);
        var agreed = office.approved(first, second, wish);
        var used = office.approved(first, second, wish);
        office.takes(first, used, wish);

        var other = Office.unmask("another");
        var stale =
                office.desk.request(
                        first,
                        wish,
                        office.theCase(),
                        Office.WHY,
                        office.key,
                        Duration.ofMillis(1));

        for (var who :
                List.of(first, office.again(first), office.supervisorOfTheCity(), office.agent())) {
            many(120, () -> approves(who, waiting, wish));
            sql(800, answers(who, waiting, wish));
        }
        many(100, () -> approves(second, stale, wish));
        sql(800, answers(second, stale, wish));
        many(100, () -> approves(second, waiting, other));
        sql(800, answers(second, waiting, other));
        many(100, () -> office.takes(first, used, wish));
        sql(800, uses(first, used, wish));
        many(100, () -> office.takes(first, agreed, other));
        sql(800, uses(first, agreed, other));
        sql(600, uses(second, agreed, wish)); // the agreement is the first person's
        sql(600, uses(first, waiting, wish)); // nobody agreed
        var unlike = Wish.of(Right.HOLD_LIFT, "case", "case", List.of());
        sql(
                600,
                uses(first, agreed, new Wish(unlike.right(), "case", "case", wish.targetSha256())));
        assertThat(succeeded).hasValue(0);

        races(wish);
        assertThat(tried.get()).isGreaterThanOrEqualTo(10_000);
        office.takes(first, agreed, wish); // what two people agreed to has survived all of it
        assertThat(office.desk.find(waiting.id()).state()).isEqualTo(Approval.State.WAITING);
    }

    private static String answers(Subject who, Approval asked, Wish seen) {
        return """
        INSERT INTO approval_answer (approval_id, said, person_id, requester, target_sha256, leaf_id)
        VALUES ('%s', 'APPROVED', '%s', '%s', '\\x%s', act)\
        """
                .formatted(asked.id(), who.person(), asked.requester(), seen.targetSha256());
    }

    private static String uses(Subject who, Approval approval, Wish now) {
        return """
        INSERT INTO approval_use (approval_id, said, act, kind, object, requester, target_sha256, leaf_id)
        VALUES ('%s', 'APPROVED', '%s', '%s', '%s', '%s', '\\x%s', act)\
        """
                .formatted(
                        approval.id(),
                        now.right().id(),
                        now.kind(),
                        now.object(),
                        who.person(),
                        now.targetSha256());
    }

    /// By somebody who writes to the tables as the core does, with no line of ours in between.
    private void sql(int times, String insert) {
        tried.addAndGet(times);
        String block =
                """
                DO $$ DECLARE act uuid; BEGIN
                FOR i IN 1..%d LOOP
                    BEGIN
                        act := gen_random_uuid();
                        INSERT INTO audit_leaf (act_id, leaf) VALUES (act, '\\x01');
                        %s;
                        RAISE EXCEPTION 'attack % succeeded', i;
                    EXCEPTION WHEN check_violation OR foreign_key_violation OR unique_violation THEN NULL;
                    END;
                END LOOP; END $$\
                """
                        .replace("%d", Integer.toString(times))
                        .replace("%s", insert);
        office.db.transact(tx ->
                tx.connectionResult(connection -> connection.createStatement().execute(block)));
    }

    /// Two hundred at once, and one of them wins: one answer, one use.
    private void races(Wish wish) throws Exception {
        var people = IntStream.range(0, 8).mapToObj(_ -> office.supervisor()).toList();
        for (int race = 0; race < RACES; race++) {
            var asked = office.asked(first, wish);
            succeeded.set(0);
            var turn = new AtomicInteger();
            many(AT_ONCE, () -> approves(people.get(turn.getAndIncrement() % 8), asked, wish));
            assertThat(succeeded).hasValue(1);
            succeeded.set(0);
            many(AT_ONCE, () -> office.takes(first, asked, wish));
            assertThat(succeeded).hasValue(1);
            assertThat(rowsOf(asked)).isEqualTo(2);
        }
    }

    private int rowsOf(Approval asked) {
        return office.db.transact(tx ->
                tx.fetchCount(APPROVAL_ANSWER, APPROVAL_ANSWER.APPROVAL_ID.eq(asked.id()))
                        + tx.fetchCount(APPROVAL_USE, APPROVAL_USE.APPROVAL_ID.eq(asked.id())));
    }

    private void approves(Subject who, Approval asked, Wish seen) {
        office.desk.approve(who, asked.id(), seen, office.theCase(), Office.WHY);
    }

    /// At once, as far as the pool of connections lets them.
    private void many(int times, Runnable attack) throws Exception {
        var ready = new CountDownLatch(1);
        var connections = new Semaphore(5);
        var attacks = new ArrayList<Callable<Void>>();
        for (int i = 0; i < times; i++) {
            attacks.add(() -> {
                ready.await();
                connections.acquire();
                try {
                    once(attack);
                } finally {
                    connections.release();
                }
                return null;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = attacks.stream().map(threads::submit).toList();
            ready.countDown();
            for (var each : running) {
                each.get();
            }
        }
    }

    private void once(Runnable attack) {
        tried.incrementAndGet();
        try {
            attack.run();
            succeeded.incrementAndGet();
        } catch (ApprovalRefused | DataAccessException refused) {
            assertThat(refused).isNotNull();
        }
    }
}
