package org.earshot.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Those who guess")
class ThrottleTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // it may wrap
    private final Throttle throttle = new Throttle(nanos::get);

    @Test
    void wait_twice_as_long_each_time() {
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.admit("a", 3)).isEmpty();
        }
        for (int pause : new int[] {1, 2, 4, 8}) {
            assertThat(throttle.admit("a", 3)).hasValue(Duration.ofSeconds(pause));
            nanos.addAndGet(Duration.ofSeconds(pause).toNanos());
            assertThat(throttle.admit("a", 3)).isEmpty();
        }
    }

    @Test
    void never_wait_longer_than_a_quarter_of_an_hour() {
        for (int i = 0; i < 60; i++) {
            throttle.admit("a", 3).ifPresent(wait -> nanos.addAndGet(wait.toNanos()));
        }
        throttle.admit("a", 3); // a try or a wait, whichever is due
        assertThat(throttle.admit("a", 3).orElseThrow())
                .isLessThanOrEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void slow_down_nobody_else() {
        for (int i = 0; i < 50; i++) {
            throttle.admit("stranger", 3);
        }
        assertThat(throttle.admit("stranger", 3)).isPresent();
        assertThat(throttle.admit("owner", 3)).isEmpty();
    }

    @Test
    void are_forgotten_after_an_hour_and_what_was_right_does_not_count() {
        throttle.admit("a", 1);
        throttle.giveBack("a");
        assertThat(throttle.admit("a", 1)).isEmpty();
        assertThat(throttle.admit("a", 1)).isPresent();
        nanos.addAndGet(Duration.ofMinutes(61).toNanos());
        assertThat(throttle.admit("a", 1)).isEmpty();
    }

    @Test
    void cannot_fill_the_memory() {
        for (int i = 0; i < 40_000; i++) {
            throttle.admit("name " + i, 3);
        }
        assertThat(throttle.admit("name 1", 1)).isEmpty(); // forgotten
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "aaaaaaaaaaaaaaaa",
                "kim-is-my-name-x",
                "my Password 2026",
                "earshot earshot"
            })
    void have_an_easy_time_with_passwords_that_are_refused(String password) {
        assertThatThrownBy(() -> Passwords.require(password, "kim"))
                .isInstanceOf(StaffRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery", "올빼미 자전거 도서관 우산", "一二三四五六七八九十甲乙"})
    void have_none_with_several_words_in_any_script(String password) {
        assertThatCode(() -> Passwords.require(password, "kim")).doesNotThrowAnyException();
    }
}
