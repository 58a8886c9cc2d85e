package org.earshot.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockWitnessTest {

    private static final String NOON = "2026-11-20T12:00:00Z";

    private final TwoClocks clocks = new TwoClocks(NOON);
    private ClockWitness witness = ClockWitness.of(clocks.read());

    @Test
    void two_clocks_in_step_are_believed_for_years() {
        for (int day = 0; day < 800; day++) {
            clocks.pass(Duration.ofDays(1));
            assertThat(observe().isHeld()).isFalse();
        }
        assertThat(time()).isEqualTo(Instant.parse(NOON).plus(Duration.ofDays(800)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-30 * 24 * 60, -61, 61, 30 * 24 * 60})
    void t35_a_jump_of_more_than_an_hour_is_held_and_the_day_goes_on_as_before(long minutes) {
        clocks.jump(Duration.ofMinutes(minutes));
        assertThat(observe().isHeld()).isTrue();

        clocks.pass(Duration.ofHours(13));
        assertThat(observe().isHeld()).isTrue();
        assertThat(time()).isEqualTo("2026-11-21T01:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, -1, 1, 60})
    void a_small_step_is_believed(long minutes) {
        clocks.jump(Duration.ofMinutes(minutes));

        assertThat(observe().isHeld()).isFalse();
    }

    @Test
    void small_steps_that_add_up_are_held() {
        int believed = 0;
        for (int step = 0; step < 40; step++) {
            clocks.jump(Duration.ofMinutes(50));
            clocks.pass(Duration.ofMinutes(1));
            believed += observe().isHeld() ? 0 : 1;
        }
        assertThat(believed).isEqualTo(1);
    }

    @Test
    void a_clock_put_right_again_is_believed_at_once() {
        clocks.jump(Duration.ofDays(30));
        observe();
        clocks.pass(Duration.ofHours(5));
        clocks.jump(Duration.ofDays(-30));

        assertThat(observe().isHeld()).isFalse();
        assertThat(time()).isEqualTo("2026-11-20T17:00:00Z");
    }

    @Test
    void a_clock_that_jumped_is_believed_after_a_day_in_step() {
        clocks.jump(Duration.ofDays(3));
        observe();
        clocks.pass(Duration.ofHours(24).minusSeconds(1));
        assertThat(observe().isHeld()).isTrue();

        clocks.pass(Duration.ofSeconds(1));
        assertThat(observe().isHeld()).isFalse();
        assertThat(time()).isEqualTo("2026-11-24T12:00:00Z");
    }

    @Test
    void a_second_jump_begins_the_day_of_waiting_anew() {
        clocks.jump(Duration.ofDays(3));
        observe();
        clocks.pass(Duration.ofHours(23));
        clocks.jump(Duration.ofDays(3));
        observe();
        clocks.pass(Duration.ofHours(23));

        assertThat(observe().isHeld()).isTrue();
    }

    @Test
    void a_short_restart_of_the_machine_is_believed_a_long_one_held_for_a_day() {
        clocks.reboot(Duration.ofMinutes(20));
        assertThat(observe().isHeld()).isFalse();

        clocks.reboot(Duration.ofHours(60));
        assertThat(observe().isHeld()).isTrue();
        assertThat(time()).as("the day goes on").isEqualTo("2026-11-23T00:20:00Z");

        clocks.pass(Duration.ofHours(24));
        assertThat(observe().isHeld()).isFalse();
    }

    @Test
    void a_machine_that_wakes_in_the_past_stays_on_its_last_day() {
        clocks.reboot(Duration.ofDays(-20_000));

        assertThat(observe().isHeld()).isTrue();
        assertThat(time()).isEqualTo(NOON);
    }

    private ClockWitness observe() {
        witness = witness.observe(clocks.read());
        return witness;
    }

    private Instant time() {
        return witness.time(clocks.read());
    }
}
