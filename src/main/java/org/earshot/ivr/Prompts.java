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
    private final Map<Locale, Map<String, Path>> slow;

    public Prompts(Map<Locale, Map<String, Path>> files) {
        this(files, Map.of());
    }

    /// @param slow those that are spoken slowly too; the others are heard as they are
    public Prompts(Map<Locale, Map<String, Path>> files, Map<Locale, Map<String, Path>> slow) {
        this.files = Map.copyOf(files);
        this.slow = Map.copyOf(slow);
    }

    public Set<Locale> languages() {
        return files.keySet();
    }

    /// @throws IllegalArgumentException when there is none; cannot happen with a flow that was
    ///   checked
    public Prompt get(String id, Locale language) {
        return get(id, language, Pace.NORMAL);
    }

    /// @throws IllegalArgumentException when there is none; cannot happen with a flow that was
    ///   checked
    public Prompt get(String id, Locale language, Pace pace) {
        var normal = files.getOrDefault(language, Map.of()).get(id);
        var file =
                switch (pace) {
                    case NORMAL -> normal;
                    case SLOW -> slow.getOrDefault(language, Map.of()).getOrDefault(id, normal);
                };
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
