package org.earshot.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.earshot.house.FlowShelf;
import org.earshot.house.FlowVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot flow list`
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "The flows, calendars and prompts in force; with --all every version that was in force once, and the drafts.",
        footer = {"", "Examples:", "  ./earshot flow list", "  ./earshot flow list main --all"})
final class FlowListCommand extends FlowTask {

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Only versions of this file.")
    private @Nullable String name;

    @Option(names = "--all", description = "Earlier versions and drafts too.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    void run(FlowShelf shelf) {
        String only = name;
        List<FlowVersion> versions =
                shelf.list().stream()
                        .filter(version -> all || version.inForce())
                        .filter(version -> only == null || version.place().name().equals(only))
                        .toList();
        if (json) {
            Output.json(versions.stream().map(FlowListCommand::document).toList());
        } else {
            versions.forEach(version -> Output.text(line(version)));
            Output.text("Release %d is in force.".formatted(shelf.newest()));
        }
    }

    private static Map<String, Object> document(FlowVersion version) {
        var document = new LinkedHashMap<String, Object>();
        document.put("file", version.place().toString());
        document.put("sha256", version.sha256());
        document.put("state", state(version));
        document.put("releases", version.releases());
        document.put("storedAt", version.storedAt().toString());
        return document;
    }

    private static String line(FlowVersion version) {
        String releases =
                version.releases().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "%-28s %s  %-12s %s%s"
                .formatted(
                        version.place(),
                        version.sha256().substring(0, 12),
                        state(version),
                        version.storedAt(),
                        releases.isEmpty() ? "" : "  release " + releases);
    }

    private static String state(FlowVersion version) {
        if (version.inForce()) {
            return "in force";
        }
        return version.releases().isEmpty() ? "draft" : "earlier";
    }
}
