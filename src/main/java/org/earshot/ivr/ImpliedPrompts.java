package org.earshot.ivr;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// The prompts that a step plays without naming them: what it reads out depends on the call.
public final class ImpliedPrompts {

    /// Larger ones are `number-more`.
    static final int LARGEST_NUMBER = 20;

    /// Slots begin at a multiple of five minutes.
    static final int MINUTES_APART = 5;

    private ImpliedPrompts() {}

    /// @param kind as a flow names it; see [Step#kind]
    public static Set<String> of(String kind) {
        return switch (kind) {
            case "code" -> all("digit-", 0, 9);
            case "status" -> states();
            case "queue" -> queue();
            case "callback" -> slots();
            default -> Set.of();
        };
    }

    private static Set<String> states() {
        var prompts = new TreeSet<String>();
        for (var state : CaseInquiry.State.values()) {
            prompts.add(CaseSteps.prompt(state));
        }
        return prompts;
    }

    private static Set<String> queue() {
        var prompts = all("number-", 1, LARGEST_NUMBER);
        prompts.addAll(
                List.of(
                        "number-more",
                        "queue-position",
                        "queue-wait-minutes",
                        "queue-wait-unknown"));
        return prompts;
    }

    private static Set<String> slots() {
        var prompts = all("hour-", 0, 23);
        prompts.addAll(all("weekday-", 1, 7));
        prompts.addAll(all("press-", 1, 9));
        var minutes = new ArrayList<String>();
        for (int minute = MINUTES_APART; minute < 60; minute += MINUTES_APART) {
            minutes.add("minute-" + minute);
        }
        prompts.addAll(minutes);
        prompts.addAll(List.of("day-today", "day-tomorrow"));
        return prompts;
    }

    private static Set<String> all(String prefix, int first, int last) {
        var prompts = new TreeSet<String>();
        IntStream.rangeClosed(first, last).forEach(number -> prompts.add(prefix + number));
        return prompts;
    }
}
