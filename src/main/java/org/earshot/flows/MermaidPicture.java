package org.earshot.flows;

import java.util.Locale;

/// A flow as a [Mermaid](https://mermaid.js.org/syntax/flowchart.html) flowchart, which READMEs and
/// wikis draw by themselves.
final class MermaidPicture {

    private MermaidPicture() {}

    static String of(FlowGraph graph) {
        var text = new StringBuilder("flowchart TD\n");
        var numbers = graph.numbers();
        for (var box : graph.boxes()) {
            text.append(
                    "    s%d%s:::%s\n".formatted(numbers.get(box.id()), shape(box), family(box)));
        }
        for (var arrow : graph.arrows()) {
            var line = arrow.astray() ? "-.->" : "-->";
            var label = arrow.labels().isEmpty() ? "" : "|\"" + quoted(arrow.label()) + "\"|";
            text.append(
                    "    s%d %s%s s%d\n"
                            .formatted(
                                    numbers.get(arrow.from()),
                                    line,
                                    label,
                                    numbers.get(arrow.to())));
        }
        for (var family : graph.families()) {
            text.append(
                    "    classDef %s fill:%s,stroke:%s\n"
                            .formatted(
                                    family.name().toLowerCase(Locale.ROOT),
                                    family.fill,
                                    family.line));
        }
        return text.toString();
    }

    private static String family(FlowGraph.Box box) {
        return box.family().name().toLowerCase(Locale.ROOT);
    }

    private static String shape(FlowGraph.Box box) {
        var detail = box.detail().isEmpty() ? "" : ": " + box.detail();
        var text =
                box.id().equals(FlowGraph.ANY_TIME)
                        ? box.detail()
                        : box.id() + "<br/><small>" + box.kind() + quoted(detail) + "</small>";
        return switch (box.kind()) {
            case "hangup", "return", "key" -> "([\"" + text + "\"])";
            case "choose", "hours" -> "{{\"" + text + "\"}}";
            default -> "[\"" + text + "\"]";
        };
    }

    /// Mermaid's way of writing what would end a label.
    private static String quoted(String text) {
        return text.replace("#", "#35;").replace("\"", "#quot;").replace("<", "#lt;");
    }
}
