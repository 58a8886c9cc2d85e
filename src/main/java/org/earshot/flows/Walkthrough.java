package org.earshot.flows;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.earshot.ivr.Flow;
import org.earshot.ivr.FlowRunner;
import org.earshot.ivr.FlowState;
import org.earshot.ivr.Pace;
import org.earshot.telephony.Hangup;

/// One call through a flow at a keyboard.
public final class Walkthrough {

    private static final Pattern ONE_ACT = Pattern.compile("'[^']*'|\\S");

    private final FlowBook book;
    private final Consumer<String> shown;

    /// @param shown what happens, line by line
    public Walkthrough(FlowBook book, Consumer<String> shown) {
        this.book = book;
        this.shown = shown;
    }

    /// What a caller types, from a script: each key is typed when the flow asks next; `_` lets the
    /// wait run out, `c` keys the code, `'words'` says them, `!` hangs up. At its end the caller
    /// hangs up.
    public static Function<String, Optional<String>> script(String keys) {
        var acts = new ArrayDeque<String>();
        ONE_ACT.matcher(keys).results().forEach(act -> acts.add(act.group()));
        return _ -> Optional.ofNullable(acts.poll()).map(Walkthrough::typed);
    }

    private static String typed(String act) {
        return switch (act) {
            case "_" -> "";
            case "c" -> "code";
            case "!" -> "hangup";
            default ->
                    act.startsWith("'") && act.length() > 1
                            ? "say " + act.substring(1, act.length() - 1)
                            : act;
        };
    }

    /// @param house phrases about it
    /// @param typed what the caller does when asked
    public void run(Flow flow, List<String> house, Function<String, Optional<String>> typed) {
        var how = new Circumstances();
        for (var phrase : house) {
            if (!how.learn(phrase)) {
                throw new IllegalArgumentException(
                        "'%s' says nothing about the house; ivr-flows/README.md lists what can be said."
                                .formatted(phrase));
            }
        }
        var line = new TypedLine(book.prompts(), typed, shown);
        var simulated = new SimulatedHouse(how, book.calendars(), line, new Narrator());
        var runner =
                new FlowRunner(
                        line, Wordings.withoutSound(book.prompts()), simulated.house(), book);
        var end = "us";
        try {
            runner.run(flow);
        } catch (Hangup hangup) {
            end = hangup.by().name().toLowerCase(Locale.ROOT);
        }
        shown.accept("* call ended by " + end);
    }

    /// Tells where the caller is and what comes of it.
    private final class Narrator implements HouseWatch {

        @Override
        public void entered(FlowState state) {
            var step = book.named(state.flow()).map(flow -> flow.step(state.step()).kind());
            var text =
                    "[%s/%s] %s, %s%s"
                            .formatted(
                                    state.flow(),
                                    state.step(),
                                    step.orElse("?"),
                                    state.language().toLanguageTag(),
                                    state.pace() == Pace.SLOW ? ", slow" : "");
            var variables = new TreeMap<>(state.variables());
            shown.accept(variables.isEmpty() ? text : text + " " + variables);
        }

        @Override
        public void noted(String phrase) {
            shown.accept("* " + phrase);
        }
    }
}
