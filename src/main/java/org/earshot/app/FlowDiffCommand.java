package org.earshot.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.earshot.flows.FlowDiff;
import org.earshot.ivr.IvrRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot flow diff`
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "What changed between two versions of a flow, or of a folder of flows with its"
                        + " prompts. Exit code 1 when something did.",
        footer = {"", "Example:", "  ./earshot flow diff published/main.yaml ivr-flows/main.yaml"})
final class FlowDiffCommand implements Callable<Integer> {

    @Parameters(paramLabel = "A", description = "Before: a flow or a folder.")
    private Path before = Path.of("");

    @Parameters(paramLabel = "B", description = "After.")
    private Path after = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /// A change of one flow, or of the words all flows share.
    private record Row(String flow, String sign, String step, String key, String was, String is) {

        static Row of(String flow, FlowDiff.Change change) {
            return new Row(
                    flow,
                    String.valueOf(change.sign()),
                    change.step(),
                    change.key(),
                    change.before(),
                    change.after());
        }
    }

    @Override
    public Integer call() throws IvrRefused {
        var one = FlowChoice.of(before);
        var other = FlowChoice.of(after);
        var rows = new ArrayList<Row>();
        var lines = new ArrayList<String>();
        if (Files.isDirectory(before) && Files.isDirectory(after)) {
            folders(one, other, rows, lines);
        } else {
            add(other.name(), FlowDiff.between(one.flow(), other.flow()), rows, lines);
        }
        add("", FlowDiff.between(one.flows().prompts(), other.flows().prompts()), rows, lines);
        if (json) {
            Output.json(rows);
        } else {
            lines.forEach(Output::text);
        }
        return rows.isEmpty() ? 0 : 1;
    }

    private static void folders(
            FlowChoice one, FlowChoice other, List<Row> rows, List<String> lines) {
        var names = new TreeSet<>(one.flows().flows().keySet());
        names.addAll(other.flows().flows().keySet());
        for (var name : names) {
            var was = one.flows().named(name);
            var is = other.flows().named(name);
            if (was.isPresent() && is.isPresent()) {
                add(name, FlowDiff.between(was.get(), is.get()), rows, lines);
            } else {
                var sign = is.isPresent() ? "+" : "-";
                rows.add(new Row(name, sign, "", "", "", ""));
                lines.add(sign + " flow " + name);
            }
        }
    }

    private static void add(
            String flow, List<FlowDiff.Change> changes, List<Row> rows, List<String> lines) {
        if (!changes.isEmpty() && !flow.isEmpty()) {
            lines.add("flow " + flow);
        }
        for (var change : changes) {
            rows.add(Row.of(flow, change));
            lines.add((flow.isEmpty() ? "" : "  ") + change);
        }
    }
}
