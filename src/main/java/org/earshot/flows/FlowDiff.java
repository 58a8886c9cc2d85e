package org.earshot.flows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.earshot.ivr.Flow;
import org.earshot.ivr.PromptBook;
import org.earshot.ivr.PromptWords;
import org.earshot.ivr.Step;
import org.earshot.telephony.Dtmf;

/// What changed between two versions of a flow, for the person who is to publish the second.
public final class FlowDiff {

    private FlowDiff() {}

    /// @param sign `+` there now, `-` no longer, `~` otherwise
    /// @param step empty when it is about the flow as a whole
    /// @param key inside the step, as the flow writes it; empty when the whole step is meant
    public record Change(char sign, String step, String key, String before, String after) {

        @Override
        public String toString() {
            var where = step + (step.isEmpty() || key.isEmpty() ? "" : " ") + key;
            return switch (sign) {
                case '+' -> "+ " + where + (after.isEmpty() ? "" : ": " + after);
                case '-' -> "- " + where + (before.isEmpty() ? "" : ": " + before);
                default -> "~ " + where + ": " + before + " -> " + after;
            };
        }
    }

    /// Empty when a caller would notice nothing but other words.
    public static List<Change> between(Flow before, Flow after) {
        var changes = new ArrayList<Change>();
        compare("", whole(before), whole(after), changes);
        for (var id : FlowOrder.of(before)) {
            if (!after.steps().containsKey(id)) {
                changes.add(new Change('-', id, "", before.step(id).kind(), ""));
            }
        }
        for (var id : FlowOrder.of(after)) {
            var step = after.step(id);
            if (before.steps().containsKey(id)) {
                compare(id, values(before.step(id)), values(step), changes);
            } else {
                changes.add(new Change('+', id, "", "", step.kind()));
            }
        }
        return changes;
    }

    /// Prompts whose words changed, in every language.
    public static List<Change> between(PromptBook before, PromptBook after) {
        return compare(words(before), words(after));
    }

    private static List<Change> compare(Map<String, String> before, Map<String, String> after) {
        var changes = new ArrayList<Change>();
        compare("", before, after, changes);
        return changes;
    }

    private static SortedMap<String, String> words(PromptBook book) {
        var words = new TreeMap<String, String>();
        for (var language : book.languages()) {
            for (PromptWords row : book.in(language)) {
                words.put(
                        "prompt " + language.toLanguageTag() + "/" + row.id(),
                        "\"" + row.words() + "\"");
            }
        }
        return words;
    }

    private static void compare(
            String step, Map<String, String> before, Map<String, String> after, List<Change> into) {
        var keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (var key : keys) {
            var was = before.getOrDefault(key, "");
            var is = after.getOrDefault(key, "");
            if (!was.equals(is)) {
                char sign = was.isEmpty() ? '+' : is.isEmpty() ? '-' : '~';
                into.add(new Change(sign, step, key, was, is));
            }
        }
    }

    private static SortedMap<String, String> whole(Flow flow) {
        var values = new TreeMap<String, String>();
        values.put("start", flow.start());
        values.put("languages", text(flow.languages()));
        flatten("", flow.options(), values);
        return values;
    }

    private static SortedMap<String, String> values(Step step) {
        var values = new TreeMap<String, String>();
        values.put("kind", step.kind());
        flatten("", step, values);
        return values;
    }

    /// Every value inside, by the path to it.
    private static void flatten(String path, Object value, Map<String, String> into) {
        switch (value) {
            case Dtmf key -> into.put(path, String.valueOf(key.symbol()));
            case Record record ->
                    RecordParts.of(record)
                            .forEach((name, inner) -> flatten(inside(path, name), inner, into));
            case Optional<?> optional ->
                    optional.ifPresent(present -> flatten(path, present, into));
            case Map<?, ?> map ->
                    map.forEach((key, inner) -> flatten(inside(path, text(key)), inner, into));
            case List<?> list when list.stream().anyMatch(Record.class::isInstance) -> {
                for (int i = 0; i < list.size(); i++) {
                    flatten(inside(path, String.valueOf(i + 1)), list.get(i), into);
                }
            }
            default -> into.put(path, text(value));
        }
    }

    private static String inside(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String text(Object value) {
        return switch (value) {
            case Duration time -> StepText.time(time);
            case Locale language -> language.toLanguageTag();
            case Dtmf key -> String.valueOf(key.symbol());
            case Enum<?> constant -> HousePhrases.inWords(constant);
            case Collection<?> many -> many.stream().map(FlowDiff::text).toList().toString();
            default -> value.toString();
        };
    }
}
