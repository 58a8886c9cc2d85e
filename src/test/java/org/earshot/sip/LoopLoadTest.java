package org.earshot.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The load of an event loop")
class LoopLoadTest {

    private static final int OUTER = 0;
    private static final int INNER = 1;
    private static final long MS = 1_000_000;

    private final LoopLoad load = new LoopLoad(2);
    private long now = 5_000_000_000L;

    private void turn(int port, int messages, boolean empty) {
        load.turnBegan(port, now);
        for (int i = 0; i < messages; i++) {
            load.took(port);
        }
        now += MS;
        load.turnEnded(port, empty, now);
    }

    @Test
    void is_the_time_since_a_socket_was_last_seen_empty() {
        for (int i = 0; i < 30; i++) {
            turn(OUTER, 64, false);
        }
        assertThat(load.backlogNanos(now)).isEqualTo(30 * MS);

        turn(OUTER, 10, true);
        assertThat(load.backlogNanos(now)).isZero();
    }

    @Test
    void is_nothing_while_the_messages_are_few() {
        load.turnBegan(OUTER, now);
        load.took(OUTER);

        assertThat(load.backlogNanos(now + 10 * MS)).isZero();
    }

    @Test
    void does_not_go_on_for_a_socket_whose_last_turn_was_full_and_from_which_nothing_more_comes() {
        for (int i = 0; i < 30; i++) {
            turn(INNER, 64, false);
        }
        for (int i = 0; i < 40; i++) {
            turn(OUTER, 5, true);
        }
        assertThat(load.backlogNanos(now)).isZero();

        turn(INNER, 64, false);
        turn(INNER, 64, false);
        assertThat(load.backlogNanos(now)).isEqualTo(2 * MS);
    }
}
