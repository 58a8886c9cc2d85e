package org.earshot.flows;

import java.time.Duration;
import java.util.List;

/// What became of a [Dialogue].
///
/// @param outcome in the phrases of dialogues
/// @param unmet the caller's acts that never came to be done
/// @param heard what the caller heard begin, in order
/// @param failure what broke; empty when nothing did
/// @param length of the call, by the caller's clock
public record DialogueResult(
        Dialogue dialogue,
        List<String> outcome,
        List<String> unmet,
        List<String> heard,
        String failure,
        Duration length) {

    public DialogueResult {
        outcome = List.copyOf(outcome);
        unmet = List.copyOf(unmet);
        heard = List.copyOf(heard);
    }

    public boolean passed() {
        return failure.isEmpty() && unmet.isEmpty() && outcome.equals(dialogue.body().outcome());
    }

    /// Why it did not pass, line by line.
    public String complaint() {
        var text = new StringBuilder();
        text.append("%s:%d: %s".formatted(dialogue.file(), dialogue.line(), dialogue.title()));
        if (!failure.isEmpty()) {
            text.append("\n    it broke: ").append(failure);
        }
        if (!outcome.equals(dialogue.body().outcome())) {
            text.append("\n    was to come of it: ").append(words(dialogue.body().outcome()));
            text.append("\n    came of it:        ").append(words(outcome));
        }
        if (!unmet.isEmpty()) {
            text.append("\n    the caller never came to: ").append(words(unmet));
        }
        text.append("\n    the caller heard: ").append(String.join(" ", heard));
        return text.toString();
    }

    private static String words(List<String> phrases) {
        return phrases.isEmpty() ? "nothing" : String.join(" · ", phrases);
    }
}
