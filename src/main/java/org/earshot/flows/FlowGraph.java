package org.earshot.flows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.earshot.ivr.Flow;
import org.earshot.ivr.PromptBook;
import org.earshot.ivr.Step;

/// A flow as it is drawn: a box for each step, an arrow for each pair of steps one of which leads
/// to the other.
///
/// @param boxes in the order a caller comes to them
record FlowGraph(Flow flow, List<Box> boxes, List<Arrow> arrows) {

    /// The box of the key that leads to a person at any time; no step can be called so.
    static final String ANY_TIME = " any time";

    /// @param detail what the step is about, if there is more to say than its name
    /// @param words what the caller hears first
    record Box(String id, String kind, Family family, String detail, String words) {}

    /// @param labels empty when there is only one way on
    /// @param astray whether it is for who gives no right answer, or when something is not to be
    ///   had
    record Arrow(String from, String to, List<String> labels, boolean astray) {
        Arrow {
            labels = List.copyOf(labels);
        }

        String label() {
            return String.join(" · ", labels);
        }
    }

    /// What a step is for. Kinds of a family have one colour.
    enum Family {
        SPEAK("says", "#f1f5f9", "#64748b"),
        ASK("asks", "#e6f0fd", "#2563eb"),
        KEEP("records", "#fdecec", "#dc2626"),
        CODE("code", "#fef4dc", "#c97a06"),
        DECIDE("decides", "#f2edfd", "#7c3aed"),
        PEOPLE("people", "#e6f6ec", "#15803d"),
        FLOW("flows", "#e3f5f6", "#0e7490");

        final String title;
        final String fill;
        final String line;

        Family(String title, String fill, String line) {
            this.title = title;
            this.fill = fill;
            this.line = line;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Family of(Step step) {
            return switch (step) {
                case Step.Say _, Step.Hangup _ -> SPEAK;
                case Step.Menu _, Step.Collect _, Step.Listen _, Step.Agree _, Step.Survey _ -> ASK;
                case Step.Report _, Step.AddNote _ -> KEEP;
                case Step.Code _, Step.Status _ -> CODE;
                case Step.Choose _, Step.Hours _, Step.Assign _, Step.Hook _ -> DECIDE;
                case Step.Queue _, Step.Callback _, Step.Emergency _, Step.Transfer _ -> PEOPLE;
                case Step.Call _, Step.Return _ -> FLOW;
            };
        }
    }

    /// @param words of the prompts; those of the flow's first language are shown
    static FlowGraph of(Flow flow, PromptBook words) {
        return of(flow, words, flow.languages().getFirst());
    }

    /// @param language of the words in the boxes
    static FlowGraph of(Flow flow, PromptBook words, Locale language) {
        var boxes = new ArrayList<Box>();
        var arrows = new ArrayList<Arrow>();
        for (var id : FlowOrder.of(flow)) {
            var step = flow.step(id);
            var detail = StepText.detail(step);
            boxes.add(
                    new Box(
                            id,
                            step.kind(),
                            Family.of(step),
                            detail.equals(id) ? "" : detail,
                            StepText.firstWords(step, words, language)));
            arrows.addAll(arrows(id, step));
        }
        flow.options()
                .person()
                .ifPresent(person -> {
                    boxes.add(
                            new Box(
                                    ANY_TIME,
                                    "key",
                                    Family.PEOPLE,
                                    person.key().symbol() + " at any time",
                                    ""));
                    arrows.add(new Arrow(ANY_TIME, person.next(), List.of(), false));
                });
        return new FlowGraph(flow, List.copyOf(boxes), List.copyOf(arrows));
    }

    static List<Arrow> arrows(String id, Step step) {
        var branches = Branches.of(step);
        var byTarget = new LinkedHashMap<String, List<String>>();
        branches.forEach(branch ->
                byTarget.computeIfAbsent(branch.to(), _ -> new ArrayList<>()).add(branch.label()));
        if (byTarget.size() == 1 && !alwaysLabelled(step)) {
            return List.of(new Arrow(id, branches.getFirst().to(), List.of(), false));
        }
        return byTarget.entrySet().stream()
                .map(way ->
                        new Arrow(
                                id,
                                way.getKey(),
                                way.getValue().stream()
                                        .map(label -> StepText.label(step, label))
                                        .toList(),
                                way.getValue().stream().allMatch(FlowGraph::astray)))
                .toList();
    }

    /// Ways that tell something even where all lead to the same step.
    private static boolean alwaysLabelled(Step step) {
        return step instanceof Step.Menu || step instanceof Step.Agree;
    }

    private static boolean astray(String label) {
        return switch (label) {
            case Branches.OTHERWISE, "silent", "unavailable", "unconfirmed" -> true;
            default -> false;
        };
    }

    /// Those that occur, in the order of the legend.
    List<Family> families() {
        var used = boxes.stream().map(Box::family).collect(Collectors.toSet());
        return Arrays.stream(Family.values()).filter(used::contains).toList();
    }

    String languages() {
        return flow.languages().stream()
                .map(Locale::toLanguageTag)
                .collect(Collectors.joining(" · "));
    }

    Map<String, Integer> numbers() {
        var numbers = new LinkedHashMap<String, Integer>();
        boxes.forEach(box -> numbers.put(box.id(), numbers.size()));
        return numbers;
    }
}
