package org.earshot.flows;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.earshot.ivr.PromptBook;
import org.earshot.ivr.Prompts;

/// Prompts that are read, not heard.
final class Wordings {

    private Wordings() {}

    /// Every prompt of a book, and the pause between groups of digits.
    static Prompts withoutSound(PromptBook words) {
        var files = new HashMap<Locale, Map<String, Path>>();
        for (var language : words.languages()) {
            var ids = new HashMap<String, Path>();
            ids.put("pause", Path.of("pause.wav"));
            words.in(language).forEach(row -> ids.put(row.id(), Path.of(row.id() + ".wav")));
            files.put(language, ids);
        }
        return new Prompts(files);
    }
}
