package org.earshot.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.earshot.flows.StepSketch;
import org.earshot.ivr.Flow;
import org.earshot.ivr.PromptBook;

/// A step of a flow, as the API shows it.
///
/// @param family what such a step is for, as in the picture
/// @param detail empty when there is nothing more to say than its name
record FlowStepView(
        String id,
        String kind,
        String family,
        String detail,
        List<PromptView> prompts,
        List<WayView> ways) {

    /// A prompt that the step names.
    ///
    /// @param when under which key
    /// @param words by language
    record PromptView(String id, String when, Map<String, String> words) {

        static PromptView of(StepSketch.Played played, List<Locale> languages, PromptBook book) {
            var words = new TreeMap<String, String>();
            for (var language : languages) {
                book.words(played.prompt(), language)
                        .ifPresent(row -> words.put(language.toLanguageTag(), row.words()));
            }
            return new PromptView(played.prompt(), played.when(), words);
        }
    }

    /// @param label what leads there; empty when it is the only way
    /// @param astray whether it is for who gives no right answer, or when something is not to be
    ///   had
    record WayView(String label, String to, boolean astray) {}

    static FlowStepView of(StepSketch step, Flow flow, PromptBook book) {
        return new FlowStepView(
                step.id(),
                step.kind(),
                step.family(),
                step.detail(),
                step.prompts().stream()
                        .map(played -> PromptView.of(played, flow.languages(), book))
                        .toList(),
                step.ways().stream()
                        .map(way -> new WayView(way.label(), way.to(), way.astray()))
                        .toList());
    }
}
