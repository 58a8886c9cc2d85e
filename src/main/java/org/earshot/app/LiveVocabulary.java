package org.earshot.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.earshot.audio.Sound;
import org.earshot.audio.Wav;
import org.earshot.flows.Phrase;
import org.earshot.ivr.Flow;
import org.earshot.ivr.Pace;
import org.earshot.ivr.Prompts;

/// The prompts a caller listens for: those a dialogue names, and what a code is read with. Fewer
/// words are heard faster.
final class LiveVocabulary {

    static final String DIGIT = "digit-";

    /// Ends the id of a prompt that is spoken slowly.
    private static final String SLOWLY = "~slowly";

    private final Prompts prompts;
    private final List<Phrase.Act> acts;
    private final boolean writes;

    private LiveVocabulary(Prompts prompts, List<Phrase.Act> acts) {
        this.prompts = prompts;
        this.acts = acts;
        this.writes = acts.contains(new Phrase.Act.Presses(""));
    }

    /// @return sounds by `language/prompt`, perhaps with an ending, see [#prompt]
    static Map<String, Sound> of(List<Phrase.Act> acts, Flow flow, Prompts prompts)
            throws IOException {
        return new LiveVocabulary(prompts, acts).of(flow);
    }

    /// `language/prompt` of what was heard, however it was spoken.
    static String prompt(String heard) {
        return heard.endsWith(SLOWLY)
                ? heard.substring(0, heard.length() - SLOWLY.length())
                : heard;
    }

    private Map<String, Sound> of(Flow flow) throws IOException {
        var known = new HashMap<String, Sound>();
        for (var language : spoken(flow)) {
            for (var pace : flow.paces()) {
                add(language, pace, known);
            }
        }
        return known;
    }

    private void add(Locale language, Pace pace, Map<String, Sound> known) throws IOException {
        for (var id : prompts.in(language).keySet()) {
            String name = language.toLanguageTag() + "/" + id;
            if (isNamed(name) || (writes && (id.startsWith(DIGIT) || id.equals("code-again")))) {
                Path file = prompts.get(id, language, pace).audio();
                known.put(pace == Pace.SLOW ? name + SLOWLY : name, Wav.read(file));
            }
        }
    }

    /// Languages that are named; else the one a flow begins in.
    private Set<Locale> spoken(Flow flow) {
        var named = new HashSet<Locale>();
        for (var act : acts) {
            if (act instanceof Phrase.Act.Hears(var what) && what.contains("/")) {
                named.add(Locale.forLanguageTag(what.substring(0, what.indexOf('/'))));
            }
        }
        return named.isEmpty() ? Set.of(flow.languages().getFirst()) : named;
    }

    private boolean isNamed(String id) {
        return acts.stream()
                .anyMatch(act -> act instanceof Phrase.Act.Hears(var what) && isMeant(what, id));
    }

    /// Whether a prompt is the one a dialogue waits for. The digits of a real code are others than
    /// those that are written down: any is meant.
    static boolean isMeant(String what, String id) {
        return id.equals(what)
                || id.endsWith("/" + what)
                || (what.startsWith(DIGIT) && id.contains("/" + DIGIT));
    }
}
