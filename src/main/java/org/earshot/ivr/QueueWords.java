package org.earshot.ivr;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a caller who waits for an agent is told, as prompts.
final class QueueWords {

    private QueueWords() {}

    static List<String> of(int position, Optional<Duration> estimate) {
        var words = new ArrayList<>(List.of("queue-position", number(position)));
        if (estimate.isEmpty()) {
            words.add("queue-wait-unknown");
        } else {
            words.add("queue-wait-minutes");
            words.add(number(minutes(estimate.get())));
        }
        return words;
    }

    /// Rounded up: who is promised less than the truth is lied to.
    private static long minutes(Duration estimate) {
        return estimate.plusMinutes(1).minusMillis(1).toMinutes();
    }

    /// At least one: "nobody before you" and "at once" are never quite true.
    private static String number(long number) {
        return number > ImpliedPrompts.LARGEST_NUMBER
                ? "number-more"
                : "number-" + Math.max(1, number);
    }
}
