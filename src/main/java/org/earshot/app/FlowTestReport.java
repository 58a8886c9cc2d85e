package org.earshot.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.earshot.flows.Coverage;
import org.earshot.flows.Dialogue;
import org.earshot.flows.DialogueResult;

/// What `earshot flow test` has to tell; the document of `--json`.
///
/// @param live by adapter; left out without `--live`
/// @param differences dialogues of which something else came over the other adapter
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record FlowTestReport(
        int dialogues,
        int passed,
        long millis,
        Map<String, Live> live,
        List<FlowRow> flows,
        List<Failure> failed,
        List<Difference> differences,
        List<Coverage.OfFlow> covered) {

    /// Over one adapter.
    ///
    /// @param again how many were lived through twice, because the first time did not go as written
    record Live(int dialogues, int passed, int again, long callSeconds) {

        static Live of(List<LiveRehearsal.Lived> lived) {
            return new Live(
                    lived.size(),
                    (int) lived.stream().filter(LiveRehearsal.Lived::passed).count(),
                    (int) lived.stream().filter(one -> one.turn().again()).count(),
                    lived.stream()
                            .map(one -> one.result().length())
                            .reduce(Duration.ZERO, Duration::plus)
                            .toSeconds());
        }
    }

    /// One flow, of the dialogues that were lived through.
    record FlowRow(String flow, int dialogues, int passed, Map<String, Live> live) {}

    /// A dialogue that did not pass.
    ///
    /// @param over `scripted`, `ari` or `agi`
    record Failure(
            String over,
            String file,
            int line,
            String title,
            String failure,
            List<String> expected,
            List<String> outcome,
            List<String> unmet,
            List<String> heard) {

        static Failure of(String over, DialogueResult result) {
            var dialogue = result.dialogue();
            return new Failure(
                    over,
                    dialogue.file(),
                    dialogue.line(),
                    dialogue.title(),
                    result.failure(),
                    dialogue.outcome(),
                    result.outcome(),
                    result.unmet(),
                    result.heard());
        }
    }

    record Difference(String file, int line, String title, Map<String, List<String>> outcomes) {}

    static FlowTestReport of(
            List<DialogueResult> scripted,
            List<LiveRehearsal.Lived> lived,
            long millis,
            List<Coverage.OfFlow> covered) {
        var failed =
                Stream.concat(
                                scripted.stream()
                                        .filter(result -> !result.passed())
                                        .map(result -> Failure.of("scripted", result)),
                                lived.stream()
                                        .filter(one -> !one.passed())
                                        .map(one -> Failure.of(one.turn().adapter(), one.result())))
                        .toList();
        int passed = (int) scripted.stream().filter(DialogueResult::passed).count();
        return new FlowTestReport(
                scripted.size(),
                passed,
                millis,
                byAdapter(lived),
                lived.isEmpty() ? List.of() : rows(scripted, lived),
                failed,
                differences(lived),
                covered);
    }

    boolean isGood() {
        return failed.isEmpty() && differences.isEmpty();
    }

    private static Map<String, Live> byAdapter(List<LiveRehearsal.Lived> lived) {
        var byAdapter = new LinkedHashMap<String, Live>();
        lived.stream()
                .map(one -> one.turn().adapter())
                .distinct()
                .sorted()
                .forEach(adapter ->
                        byAdapter.put(
                                adapter,
                                Live.of(
                                        lived.stream()
                                                .filter(one -> one.turn().adapter().equals(adapter))
                                                .toList())));
        return byAdapter;
    }

    private static List<FlowRow> rows(
            List<DialogueResult> scripted, List<LiveRehearsal.Lived> lived) {
        return scripted.stream()
                .map(result -> result.dialogue().flow())
                .distinct()
                .sorted()
                .map(flow -> row(flow, scripted, lived))
                .toList();
    }

    private static FlowRow row(
            String flow, List<DialogueResult> scripted, List<LiveRehearsal.Lived> lived) {
        var ours = scripted.stream().filter(it -> it.dialogue().flow().equals(flow)).toList();
        return new FlowRow(
                flow,
                ours.size(),
                (int) ours.stream().filter(DialogueResult::passed).count(),
                byAdapter(
                        lived.stream()
                                .filter(one -> one.turn().dialogue().flow().equals(flow))
                                .toList()));
    }

    /// By dialogue: what came of it must be the same over every adapter.
    private static List<Difference> differences(List<LiveRehearsal.Lived> lived) {
        var byDialogue = new LinkedHashMap<Dialogue, Map<String, List<String>>>();
        lived.forEach(one ->
                byDialogue
                        .computeIfAbsent(one.turn().dialogue(), _ -> new LinkedHashMap<>())
                        .put(one.turn().adapter(), LiveOutcome.comparable(one.result().outcome())));
        var differences = new ArrayList<Difference>();
        byDialogue.forEach((dialogue, outcomes) -> {
            if (outcomes.values().stream().distinct().count() > 1) {
                differences.add(
                        new Difference(
                                dialogue.file(), dialogue.line(), dialogue.title(), outcomes));
            }
        });
        return differences;
    }
}
