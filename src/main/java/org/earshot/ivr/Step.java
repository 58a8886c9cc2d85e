package org.earshot.ivr;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.earshot.telephony.Dtmf;

/// One step of a flow, as written in `ivr-flows/*.yaml`.
///
/// Adding a step means: a record here, a schema `ivr-flows/schema/<name>.schema.json`, a case in
/// [FlowRunner] and in [StepReader]. The compiler names the last two, a test the schema.
public sealed interface Step {

    /// While such a step runs, neither side of the call is recorded.
    default boolean sensitive() {
        return switch (this) {
            case Code _, Collect _ -> true;
            case Say _, Menu _, Report _, Hangup _ -> false;
        };
    }

    /// Plays prompts and goes on. Keys do not stop it: what it says must be heard.
    record Say(List<String> say, String next) implements Step {
        public Say {
            say = List.copyOf(say);
        }
    }

    /// Plays prompts, waits for one key, and goes where that key leads; after `attempts` without a
    /// key it knows, it goes to `otherwise`. Any key stops the prompts.
    ///
    /// @param inEachLanguage whether the prompts are played once in every language of the flow
    record Menu(
            List<String> say,
            boolean inEachLanguage,
            Map<Dtmf, Choice> keys,
            Duration timeout,
            int attempts,
            String otherwise)
            implements Step {
        public Menu {
            say = List.copyOf(say);
            keys = Map.copyOf(keys);
            requireAtLeastOne("attempts", attempts);
        }

        boolean choosesLanguage() {
            return keys.values().stream().anyMatch(choice -> choice.language().isPresent());
        }
    }

    /// Where a key of a [Menu] leads, and the language spoken from there on.
    record Choice(String next, Optional<Locale> language) {}

    /// The caller keys the code just read, in any way: while it is read, after the prompts, with
    /// `#` at the end or without. Right goes to `next`, wrong plays `wrong` and goes to `retry`,
    /// the `attempts`-th time wrong, or no key at all, to `otherwise`.
    ///
    /// @param timeout how long to wait for the first key
    /// @param pause how long to wait for each further key
    /// @param attempts counted over the whole call, however often the step is entered
    record Collect(
            List<String> say,
            Duration timeout,
            Duration pause,
            int attempts,
            List<String> wrong,
            String retry,
            String next,
            String otherwise)
            implements Step {
        public Collect {
            say = List.copyOf(say);
            wrong = List.copyOf(wrong);
            requireAtLeastOne("attempts", attempts);
        }
    }

    /// Plays prompts, beeps, and lets the caller speak.
    ///
    /// @param interrupted played instead of `say` when the call is taken up again in this step
    record Report(List<String> say, List<String> interrupted, SpeechLimits limits, String next)
            implements Step {
        public Report {
            say = List.copyOf(say);
            interrupted = List.copyOf(interrupted);
        }
    }

    /// Opens the case and reads its code, digit by digit, a pause after each `group`, `times` times
    /// with `again` in between. From the second reading on a digit key stops it: the caller keys
    /// the code already.
    ///
    /// @param otherwise where to go when there is no code to be had
    record Code(
            List<String> say,
            List<String> again,
            int times,
            int group,
            String next,
            String otherwise)
            implements Step {
        public Code {
            say = List.copyOf(say);
            again = List.copyOf(again);
            requireAtLeastOne("times", times);
            requireAtLeastOne("group", group);
        }
    }

    /// Plays prompts and ends the call.
    record Hangup(List<String> say) implements Step {
        public Hangup {
            say = List.copyOf(say);
        }
    }

    private static void requireAtLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, got " + value);
        }
    }
}
