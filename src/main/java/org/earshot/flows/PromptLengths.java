package org.earshot.flows;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// How long prompts take to play, where they have been spoken already.
public interface PromptLengths {

    /// Taken for a prompt whose length is not known: a sentence.
    Duration USUAL = Duration.ofSeconds(4);

    Optional<Duration> of(String prompt, Locale language);

    static PromptLengths unknown() {
        return (_, _) -> Optional.empty();
    }
}
