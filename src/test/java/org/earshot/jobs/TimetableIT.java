package org.earshot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.earshot.db.Database;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The timetable in PostgreSQL")
@ExtendWith(TestPostgres.class)
@Timeout(60)
class TimetableIT {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicReference<String> trouble = new AtomicReference<>("");

    @Test
    void runs_a_job_at_once_and_again_by_the_next_core_and_says_when_it_is_late(Database db) {
        Job job = job();
        try (var first = Timetable.start(List.of(job), db, now::get)) {
            await(() -> runs.get() == 1 && run(db).good().isPresent());
            assertThat(first.isInTime()).isTrue();
        }
        pass(Duration.ofDays(2)); // no core ran meanwhile
        trouble.set("the disk is full");
        try (var second = Timetable.start(List.of(job), db, now::get)) {
            await(() -> runs.get() == 2 && !run(db).trouble().isEmpty());
            assertThat(second.isInTime()).isFalse();
            assertThat(second.trouble(job))
                    .startsWith("sweep has not ended well since")
                    .endsWith("the disk is full");

            trouble.set("");
            second.run("sweep");
            assertThat(second.isInTime()).isTrue();
            second.run("of-another-version");
        }
    }

    @Test
    void a_job_that_throws_is_written_down_and_does_not_stop_the_others(Database db) {
        var bad =
                new Job(
                        "broken",
                        Duration.ZERO,
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        () -> {
                            throw new IllegalStateException("no room");
                        });
        try (var timetable = Timetable.start(List.of(bad, job()), db, now::get)) {
            var repository = new JobRepository(db, now::get);
            await(() -> runs.get() > 0 && repository.find("broken").isPresent());
            await(() -> repository.find("broken").orElseThrow().trouble().equals("no room"));
            assertThat(timetable.isInTime()).as("it may still end well in time").isTrue();
            pass(Duration.ofHours(3));
            assertThat(timetable.isInTime()).isFalse();
        }
    }

    private Job job() {
        return new Job(
                "sweep",
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ofHours(2),
                () -> {
                    runs.incrementAndGet();
                    return trouble.get();
                });
    }

    private JobRepository.Run run(Database db) {
        return new JobRepository(db, now::get).find("sweep").orElseThrow();
    }

    private void pass(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    private static void await(java.util.concurrent.Callable<Boolean> done) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(50))
                .until(done);
    }
}
