package org.earshot.flows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One phrase of a [Dialogue], of one of three sorts.
public sealed interface Phrase {

    /// What the caller does, in order.
    sealed interface Act extends Phrase {
        record Hears(String what) implements Act {}

        /// @param keys empty means the code
        record Presses(String keys) implements Act {}

        record Says(String words) implements Act {}

        record Speaks(Duration time) implements Act {}

        record Waits(Duration time) implements Act {}

        record HangsUp() implements Act {}

        record CoreRestarts() implements Act {}
    }

    /// How the house is; understood by [Circumstances].
    record Setting(String text) implements Phrase {}

    /// What must come of it, as [HouseNotes] have it.
    record Outcome(String text) implements Phrase {}

    Pattern HEARS = Pattern.compile("hears ((?:[a-zA-Z-]+/)?[a-z0-9-]+)");
    Pattern PRESSES = Pattern.compile("presses ([0-9*#A-D]+)");
    Pattern SPAN = Pattern.compile("(speaks|waits) ([0-9]+ (?:ms|s|m))");

    /// The last word of what comes of a call, and of a report.
    String NAME = "[a-z0-9-]+";

    List<Pattern> OUTCOMES =
            List.of(
                    Pattern.compile("agreed (recorded|transcript-only|minutes-only)"),
                    Pattern.compile("(report|note|comment) ends by (key|silence|limit|hangup)"),
                    Pattern.compile("case opened|code wrong|code confirmed"),
                    Pattern.compile("case found|case not found|codes locked|case unavailable"),
                    Pattern.compile("queue " + NAME + " (joined|talked|left|closed|refused)"),
                    Pattern.compile(
                            "callback refused|callback booked [-0-9]{10} [0-9]{2}:[0-9]{2}"),
                    Pattern.compile(
                            "(transfer|emergency) "
                                    + NAME
                                    + " (talked|busy|no answer|unavailable)"),
                    Pattern.compile("hook " + NAME + " (answered|failed)"),
                    Pattern.compile("answered [A-Za-z0-9-]+ [0-9*#A-D]"),
                    Pattern.compile("outcome [A-Za-z0-9_-]+ is .*"),
                    Pattern.compile("call ended by (us|caller)"));

    /// Empty when it is none.
    ///
    /// @throws IllegalArgumentException when it is one, but says what cannot be
    static Optional<Phrase> of(String text) {
        var act = act(text);
        if (act.isPresent()) {
            return act;
        }
        if (new Circumstances().learn(text)) {
            return Optional.of(new Setting(text));
        }
        return OUTCOMES.stream().anyMatch(form -> form.matcher(text).matches())
                ? Optional.of(new Outcome(text))
                : Optional.empty();
    }

    private static Optional<Phrase> act(String text) {
        var hears = HEARS.matcher(text);
        var presses = PRESSES.matcher(text);
        var span = SPAN.matcher(text);
        if (hears.matches()) {
            return Optional.of(new Act.Hears(hears.group(1)));
        } else if (presses.matches()) {
            return Optional.of(new Act.Presses(presses.group(1)));
        } else if (text.startsWith("says ")) {
            return Optional.of(new Act.Says(text.substring("says ".length()).strip()));
        } else if (span.matches()) {
            var time = HousePhrases.span(span.group(2));
            return Optional.of(
                    span.group(1).equals("speaks") ? new Act.Speaks(time) : new Act.Waits(time));
        }
        return switch (text) {
            case "presses the code" -> Optional.of(new Act.Presses(""));
            case "hangs up" -> Optional.of(new Act.HangsUp());
            case "the core restarts" -> Optional.of(new Act.CoreRestarts());
            default -> Optional.empty();
        };
    }
}
