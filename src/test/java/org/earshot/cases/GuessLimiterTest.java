package org.earshot.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuessLimiterTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final SettableClock clock = new SettableClock();
    private final GuessLimiter limiter = new GuessLimiter(GuessLimits.DEFAULT, clock);

    @Test
    void five_tries_are_free_and_the_sixth_waits_ten_minutes() {
        assertThat(admittedOf(5, "a")).isEqualTo(5);
        assertThat(limiter.admit("a")).contains(TEN_MINUTES);
        assertThat(limiter.admit("b")).isEmpty();
    }

    @Test
    void each_further_wrong_code_doubles_the_pause_up_to_a_day() {
        admittedOf(5, "a");
        for (long minutes : new long[] {10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440}) {
            var pause = Duration.ofMinutes(minutes);
            assertThat(limiter.admit("a")).contains(pause);
            clock.advance(pause.minusMillis(1));
            assertThat(limiter.admit("a")).contains(Duration.ofMillis(1));
            clock.advance(Duration.ofMillis(1));
            assertThat(limiter.admit("a")).isEmpty();
        }
    }

    @Test
    void a_source_that_stayed_away_starts_afresh() {
        admittedOf(5, "a");
        clock.advance(TEN_MINUTES.plus(TEN_MINUTES));

        assertThat(admittedOf(6, "a")).isEqualTo(5);
    }

    @Test
    void a_right_code_costs_nothing_and_forgives_nothing() {
        admittedOf(4, "a");
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.admit("a")).isEmpty();
            limiter.giveBack("a");
        }

        assertThat(admittedOf(9, "a")).isEqualTo(1);
    }

    @Test
    void all_sources_together_are_held_to_the_overall_rate() {
        long atOnce = admittedFromSources(0, 1_000);
        clock.advance(Duration.ofSeconds(10));
        long later = admittedFromSources(1_000, 2_000);

        assertThat(atOnce).isEqualTo(60);
        assertThat(later).isEqualTo(10);
    }

    @Test
    void one_source_alone_cannot_use_up_the_overall_rate() {
        admittedOf(100_000, "greedy");

        assertThat(limiter.admit("honest")).isEmpty();
    }

    @Test
    void a_million_guesses_from_anywhere_in_a_minute_are_held_to_the_rate() {
        long admitted = 0;
        for (int i = 0; i < 1_000_000; i++) {
            admitted += limiter.admit("net " + i).isEmpty() ? 1 : 0;
            clock.advance(Duration.ofNanos(60_000));
        }

        assertThat(admitted).isBetween(119L, 120L);
    }

    @Test
    void impossible_limits_are_refused_by_name() {
        assertThatThrownBy(() -> new GuessLimits(0, TEN_MINUTES, TEN_MINUTES, 1, 1, 1))
                .hasMessage("cases.guesses.tries-per-source must be at least 1, got 0");
        assertThatThrownBy(() -> CaseSettings.of(12, 365))
                .hasMessage("cases.code-digits must be 14 to 24, got 12");
        assertThatThrownBy(() -> CaseSettings.of(16, 0))
                .hasMessage("cases.code-days must be at least 1, got 0");
    }

    private int admittedOf(int tries, String source) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += limiter.admit(source).isEmpty() ? 1 : 0;
        }
        return admitted;
    }

    private long admittedFromSources(int from, int to) {
        return IntStream.range(from, to).filter(i -> limiter.admit("net " + i).isEmpty()).count();
    }
}
