package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pace of a loop that is behind")
class PaceTest {

    private static final long MS = 1_000_000;

    private final Pace pace = new Pace(150 * MS);

    /// A loop that is behind for so long while so many call, evenly.
    private int entered(int milliseconds, int calls) {
        int entered = 0;
        for (int i = 1; i <= calls; i++) {
            entered += pace.mayEnter(milliseconds * MS * i / calls) ? 1 : 0;
        }
        return entered;
    }

    @Test
    void lets_everybody_in_while_the_loop_keeps_up() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(pace.mayEnter(0)).isTrue();
        }
    }

    @Test
    void refuses_nobody_of_a_moderate_rate_after_a_pause() {
        for (int i = 0; i < 100; i++) {
            assertThat(entered(140, 280)).isEqualTo(280); // 2,000 a second
            assertThat(pace.mayEnter(0)).isTrue();
        }
    }

    @Test
    void lets_a_part_of_a_flood_in_and_nobody_when_the_backlog_is_long() {
        int first = entered(140, 5_600); // 40,000 a second
        assertThat(first).isBetween(1_900, 2_200);

        for (int i = 0; i < 10; i++) {
            entered(140, 5_600);
        }
        assertThat(entered(140, 5_600)).isLessThanOrEqualTo(first).isGreaterThan(1_900);
        assertThat(pace.mayEnter(151 * MS)).isFalse();
    }

    @Test
    void refuses_nobody_because_of_a_short_pause_whatever_the_rate() {
        assertThat(entered(50, 900)).isEqualTo(900); // 18,000 a second
        assertThat(pace.mayEnter(0)).isTrue();
    }

    @Test
    void refuses_sooner_where_the_settings_say_so() {
        assertThat(new Pace(10 * MS).mayEnter(10 * MS)).isTrue();
        assertThat(new Pace(10 * MS).mayEnter(11 * MS)).isFalse();
    }

    @Test
    void after_a_flood_lets_the_usual_rate_in_again() {
        for (int i = 0; i < 50; i++) {
            entered(140, 5_600);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(pace.mayEnter(0)).isTrue();
            entered(100, 200);
        }
        assertThat(entered(140, 280)).isEqualTo(280);
    }
}
