package org.earshot.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.earshot.db.Database;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("waits")
@DisplayName("Asking with a query code")
@ExtendWith(TestPostgres.class)
@SuppressWarnings("NullAway.Init")
class StatusIT {

    private static final StatusAnswer NOT_FOUND = new StatusAnswer.NotFound();

    @TempDir private Path directory;
    private CasesHarness house;
    private CaseDesk desk;

    @BeforeEach
    void open(Database db) {
        house = new CasesHarness(db, directory);
        desk = house.desk;
    }

    @Test
    void tells_the_status_as_often_as_one_likes() {
        var code = house.openedCase().queryCode();

        for (int i = 0; i < 8; i++) {
            assertThat(desk.status(code, "a"))
                    .isInstanceOfSatisfying(
                            StatusAnswer.Found.class,
                            found -> assertThat(found.status()).isEqualTo(ReporterStatus.RECEIVED));
        }
    }

    @Test
    void wrong_mistyped_and_expired_codes_get_the_same_answer() {
        var code = house.openedCase().queryCode();
        assertThat(desk.status(wrongCode(), "a")).isEqualTo(NOT_FOUND);
        assertThat(desk.status("12", "a")).isEqualTo(NOT_FOUND);

        house.clock.advance(CasesHarness.SETTINGS.codeValid().minusMillis(1));
        assertThat(desk.status(code, "b")).isInstanceOf(StatusAnswer.Found.class);
        house.clock.advance(Duration.ofMillis(1));
        assertThat(desk.status(code, "b")).isEqualTo(NOT_FOUND);
    }

    @Test
    void wrong_expired_and_good_codes_take_the_same_time() {
        var expired = house.openedCase().queryCode();
        house.clock.advance(CasesHarness.SETTINGS.codeValid());
        var good = house.openedCase().queryCode();
        var wrong = wrongCode();
        desk.status(wrong, "warm-up");
        int rounds = 15;
        var times = new double[3][rounds];

        for (int i = 0; i < rounds; i++) {
            times[0][i] = millis(wrong, "wrong" + i);
            times[1][i] = millis(expired, "expired" + i);
            times[2][i] = millis(good, "good" + i);
        }

        assertThat(median(times[1])).isCloseTo(median(times[0]), within(20.0));
        assertThat(median(times[2])).isCloseTo(median(times[0]), within(20.0));
        assertThat(median(times[0])).isGreaterThanOrEqualTo(200);
    }

    @Test
    void the_sixth_wrong_code_must_wait_and_a_slip_costs_nothing() {
        for (int i = 0; i < 20; i++) {
            desk.status("1234567890", "a");
        }
        for (int i = 0; i < 5; i++) {
            assertThat(desk.status(wrongCode(), "a")).isEqualTo(NOT_FOUND);
        }

        var sixth = desk.status(wrongCode(), "a");

        assertThat(sixth).isEqualTo(new StatusAnswer.TryLater(Duration.ofMinutes(10)));
        assertThat(desk.status(wrongCode(), "b")).isEqualTo(NOT_FOUND);
        house.clock.advance(Duration.ofMinutes(10));
        assertThat(desk.status(wrongCode(), "a")).isEqualTo(NOT_FOUND);
    }

    @Test
    void a_stranger_cannot_lock_a_reporter_out() {
        var code = house.openedCase().queryCode();
        for (int i = 0; i < 10; i++) {
            desk.status(wrongCode(), "stranger");
        }

        assertThat(desk.status(code, "reporter")).isInstanceOf(StatusAnswer.Found.class);
    }

    @Test
    void many_at_once_pass_no_more_guesses_than_one_after_the_other() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    IntStream.range(0, 40)
                            .mapToObj(i -> pool.submit(() -> desk.status(wrongCode(), "a")))
                            .toList();
            int looked = 0;
            for (var answer : asked) {
                looked += answer.get().equals(NOT_FOUND) ? 1 : 0;
            }

            assertThat(looked).isEqualTo(5);
        }
    }

    private double millis(String code, String source) {
        long start = System.nanoTime();
        desk.status(code, source);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static String wrongCode() {
        return QueryCode.random(new SecureRandom(), 16).digits();
    }
}
