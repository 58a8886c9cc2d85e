package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.earshot.calls.CallEvent;
import org.earshot.ivr.Consent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The outcome of a live call")
class LiveOutcomeTest {

    @Test
    void is_told_in_the_phrases_of_dialogues() {
        List<CallEvent> events =
                List.of(
                        new CallEvent.Ringing("7K-42", "70001"),
                        new CallEvent.Consented(Consent.TRANSCRIPT_ONLY),
                        new CallEvent.QueueMoved("agents", "refused"),
                        new CallEvent.Connecting("emergency", true),
                        new CallEvent.Connected("NO_ANSWER"),
                        new CallEvent.Connecting("duty", false),
                        new CallEvent.Connected("TALKED"),
                        new CallEvent.LookedUp("unknown"),
                        new CallEvent.CodeWrong(),
                        new CallEvent.Ended("flow", Duration.ofSeconds(9)));

        assertThat(LiveOutcome.of(events, Map.of("name", "confirmed")))
                .containsExactly(
                        "agreed transcript-only",
                        "queue agents refused",
                        "emergency emergency no answer",
                        "transfer duty talked",
                        "case not found",
                        "code wrong",
                        "outcome name is confirmed",
                        "call ended by us");
    }

    @Test
    void is_compared_without_the_time_of_a_callback() {
        List<CallEvent> events = List.of(new CallEvent.CallbackBooked("2026-11-23T09:30"));
        var told = LiveOutcome.of(events, Map.of());

        assertThat(told).containsExactly("callback booked 2026-11-23 09:30");
        assertThat(LiveOutcome.comparable(told))
                .isEqualTo(LiveOutcome.comparable(List.of("callback booked 2026-11-24 14:00")));
    }
}
