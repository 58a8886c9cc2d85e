package org.earshot.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.flows.Coverage;

/// The flows of a test, a line each: how many dialogues went as written, scripted and live, how
/// much they cover, and how long the live calls were together.
final class FlowTestTable {

    private static final String LINE = "%-16s %-10s %-9s %-9s %-16s %-16s %s";

    private FlowTestTable() {}

    static List<String> of(FlowTestReport report) {
        var lines = new ArrayList<String>();
        lines.add(
                LINE.formatted(
                        "flow", "scripted", "live ari", "live agi", "steps", "branches", "calls"));
        for (var row : report.flows()) {
            lines.add(
                    LINE.formatted(
                            row.flow(),
                            row.passed() + "/" + row.dialogues(),
                            live(Optional.ofNullable(row.live().get("ari"))),
                            live(Optional.ofNullable(row.live().get("agi"))),
                            covered(report, row, Coverage.OfFlow::steps),
                            covered(report, row, Coverage.OfFlow::branches),
                            minutes(row)));
        }
        lines.add(
                LINE.formatted(
                                "all",
                                report.passed() + "/" + report.dialogues(),
                                live(Optional.ofNullable(report.live().get("ari"))),
                                live(Optional.ofNullable(report.live().get("agi"))),
                                "",
                                "",
                                "")
                        .strip());
        return lines;
    }

    private static String live(Optional<FlowTestReport.Live> live) {
        return live.map(it -> it.passed() + "/" + it.dialogues()).orElse("-");
    }

    private interface Part {
        Coverage.Share of(Coverage.OfFlow flow);
    }

    private static String covered(FlowTestReport report, FlowTestReport.FlowRow row, Part part) {
        return report.covered().stream()
                .filter(share -> share.flow().equals(row.flow()))
                .findFirst()
                .map(share -> part.of(share).toString())
                .orElse("-");
    }

    private static String minutes(FlowTestReport.FlowRow row) {
        return clock(
                row.live().values().stream().mapToLong(FlowTestReport.Live::callSeconds).sum());
    }

    static String clock(long seconds) {
        var time = Duration.ofSeconds(seconds);
        return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
