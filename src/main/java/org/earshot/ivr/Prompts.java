package org.earshot.ivr;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Every prompt of every language, ready to be played. Made by [PromptSpeaker].
public final class Prompts {

    /// 300 ms of silence, between the groups of a code.
    static final String PAUSE = "pause";

    private final Map<Locale, Map<String, Path>> files;

    public Prompts(Map<Locale, Map<String, Path>> files) {
        this.files = Map.copyOf(files);
    }

    public Set<Locale> languages() {
        return files.keySet();
    }

    /// @throws IllegalArgumentException when there is none; cannot happen with a flow that
    ///   [FlowLoader] accepted
    public Prompt get(String id, Locale language) {
        var file = files.getOrDefault(language, Map.of()).get(id);
        if (file == null) {
            throw new IllegalArgumentException(
                    "no prompt " + id + " in " + language.toLanguageTag());
        }
        return new Prompt(id, language, file);
    }

    /// Ids and files of one language, in the order of the ids.
    public Map<String, Path> in(Locale language) {
        return new TreeMap<>(files.getOrDefault(language, Map.of()));
    }

    /// The prompt that speaks one digit.
    static String digit(char digit) {
        return "digit-" + digit;
    }
}
