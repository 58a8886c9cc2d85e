package org.earshot.ivr;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.earshot.telephony.Hangup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A caller who wants a person")
class ConnectingTest {

    private static final String ENDS =
            """
            bye: {kind: hangup, say: [d]}
            other: {kind: hangup, say: [e]}
            back: {kind: hangup, say: [c]}
            """;

    private static final String QUEUE =
            """
            start:
              kind: queue
              queue: agents
              say: [a]
              every: 30s
              callback: {key: 1, say: [b], after: 60s, next: back}
              longest: 5m
              next: bye
              otherwise: other
            """
                    + ENDS;

    private final FlowHarness call = new FlowHarness();

    @ParameterizedTest
    @CsvSource({"TALKED, d", "BUSY, e", "NO_ANSWER, e", "UNAVAILABLE, e"})
    void is_connected_or_goes_another_way(Outbound.Outcome outcome, String then) {
        call.house.connectionEnds(outcome);

        call.flow(
                        "start: {kind: transfer, say: [a], target: duty, ring: 25s, next: bye, otherwise: other}\n"
                                + ENDS)
                .run();

        assertThat(call.heard()).containsExactly("a", then);
        assertThat(call.house.acts()).containsExactly("rings duty for 25 s");
    }

    @Test
    void in_an_emergency_is_marked_as_such() {
        call.flow(
                        "start: {kind: emergency, say: [a], target: duty, ring: 25s, next: bye, otherwise: other}\n"
                                + ENDS)
                .run();

        assertThat(call.house.acts()).containsExactly("emergency duty for 25 s");
        assertThat(call.heard()).containsExactly("a", "d");
    }

    @Test
    void in_a_queue_is_told_the_position_and_the_wait_every_so_often() {
        call.house.queueTells(3, ofSeconds(61)).agentComesAfter(ofSeconds(45));

        call.flow(QUEUE).run();

        assertThat(call.heard())
                .containsExactly(
                        "a",
                        "queue-position",
                        "number-3",
                        "queue-wait-minutes",
                        "number-2",
                        "queue-position",
                        "number-3",
                        "queue-wait-minutes",
                        "number-2",
                        "talk",
                        "d");
        assertThat(call.house.acts()).containsExactly("joined agents", "talked");
    }

    @Test
    void in_a_queue_is_told_honestly_that_nobody_knows_how_long() {
        call.house.agentComesAfter(ofSeconds(10));

        call.flow(QUEUE).run();

        assertThat(call.heard())
                .containsExactly(
                        "a", "queue-position", "number-1", "queue-wait-unknown", "talk", "d");
    }

    @Test
    void in_a_long_queue_is_told_that_it_is_long() {
        call.house.queueTells(21, ofMinutes(20)).agentComesAfter(ofSeconds(5));

        call.flow(QUEUE).run();

        assertThat(call.heard())
                .containsSubsequence("number-more", "queue-wait-minutes", "number-20");
    }

    @Test
    void in_a_queue_is_offered_to_be_called_back_after_a_while() {
        call.caller.hears("b").waits(ofSeconds(7)).presses("1").hears("c");

        call.flow(QUEUE).run();

        assertThat(call.house.acts()).containsExactly("joined agents", "left the queue");
        assertThat(call.caller.elapsed()).isLessThan(ofSeconds(85));
    }

    @Test
    void in_a_queue_is_not_offered_it_before() {
        call.caller.hears("queue-position").presses("1");
        call.house.agentComesAfter(ofSeconds(50));

        call.flow(QUEUE).run();

        assertThat(call.heard()).doesNotContain("b").endsWith("talk", "d");
    }

    @Test
    void in_a_queue_does_not_wait_for_ever() {
        call.flow(QUEUE).run();

        assertThat(call.heard()).endsWith("e");
        assertThat(call.house.acts()).endsWith("left the queue");
        assertThat(call.caller.elapsed()).isBetween(ofMinutes(5), ofMinutes(6));
    }

    @Test
    void in_a_queue_that_closes_goes_another_way() {
        call.house.queueClosesAfter(ofSeconds(20));

        call.flow(QUEUE).run();

        assertThat(call.heard()).endsWith("e");
        assertThat(call.house.acts()).containsExactly("joined agents");
    }

    @Test
    void does_not_enter_a_queue_that_takes_nobody() {
        call.flow(QUEUE.replace("queue: agents", "queue: nobody")).run();

        assertThat(call.heard()).containsExactly("a", "e");
    }

    @Test
    void who_hangs_up_leaves_the_queue() {
        call.caller.hears("queue-position").waits(ofSeconds(12)).hangsUp();

        var by = call.flow(QUEUE).run();

        assertThat(by).isEqualTo(Hangup.By.CALLER);
        assertThat(call.house.acts()).containsExactly("joined agents", "left the queue");
    }
}
