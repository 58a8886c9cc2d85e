package org.earshot.calls;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.earshot.ivr.Line;
import org.earshot.ivr.Prompt;
import org.earshot.ivr.Prompts;
import org.earshot.masking.Mask;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// Asks for an extension: up to four digits, ended by `#` or by a pause.
final class ExtensionPrompt {

    private static final int MOST_DIGITS = 4;

    /// As the flow's own questions: time to look the number up.
    private static final Duration FIRST_KEY = Duration.ofSeconds(8);

    private static final Duration NEXT_KEY = Duration.ofSeconds(3);

    private static final Set<Dtmf> DIGITS =
            IntStream.rangeClosed('0', '9')
                    .mapToObj(digit -> new Dtmf((char) digit))
                    .collect(Collectors.toUnmodifiableSet());

    private final Line line;
    private final Prompts prompts;
    private final Mask mask;

    ExtensionPrompt(Line line, Prompts prompts, Mask mask) {
        this.line = line;
        this.prompts = prompts;
        this.mask = mask;
    }

    /// @param again whether the one before was wrong
    /// @return what was keyed, perhaps nothing
    String ask(boolean again) throws Hangup {
        line.answer();
        var words =
                again
                        ? List.of(prompt("mask-wrong"), prompt("mask-extension"))
                        : List.of(prompt("mask-extension"));
        Optional<Dtmf> key = line.play(words, DIGITS);
        if (key.isEmpty()) {
            key = line.readKey(FIRST_KEY);
        }
        var keyed = new StringBuilder();
        while (key.isPresent() && key.get().isDigit()) {
            keyed.append(key.get().symbol());
            key = keyed.length() < MOST_DIGITS ? line.readKey(NEXT_KEY) : Optional.empty();
        }
        return keyed.toString();
    }

    private Prompt prompt(String id) {
        return prompts.get(id, language(prompts, mask));
    }

    /// What is said when nobody can be reached.
    static List<Prompt> nobody(Prompts prompts, Mask mask) {
        return List.of(prompts.get("mask-nobody", language(prompts, mask)));
    }

    private static Locale language(Prompts prompts, Mask mask) {
        return prompts.languages().contains(mask.language()) ? mask.language() : Locale.ENGLISH;
    }
}
