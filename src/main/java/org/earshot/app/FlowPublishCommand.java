package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.earshot.house.FlowFile;
import org.earshot.house.FlowFile.Place;
import org.earshot.house.FlowShelf;
import org.earshot.ivr.IvrRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot flow publish`
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Puts flows in force, with the calendars and prompts beside them. The next caller hears them; calls that are up go on as they began.",
            "All flows that would then be in force are checked together; what does not pass changes nothing."
        },
        footer = {
            "",
            "Examples:",
            "  ./earshot flow publish my-flows/main.yaml",
            "  ./earshot flow publish my-flows --draft",
            "  ./earshot flow publish main --version 3f9a2c"
        })
final class FlowPublishCommand extends FlowTask {

    @Parameters(
            paramLabel = "PATH",
            description =
                    "A folder, a flow, a calendar (calendars/NAME.yaml), prompts (LANGUAGE/prompts.csv); with --version a flow's name.")
    private String path = "";

    @Option(names = "--draft", description = "Check and keep them, and put nothing in force.")
    private boolean draft;

    @Option(
            names = "--version",
            paramLabel = "HASH",
            description =
                    "A version that is kept, by the first digits of its hash: a draft, or an earlier one.")
    private @Nullable String version;

    @Override
    void run(FlowShelf shelf) throws IvrRefused, InterruptedException {
        List<FlowFile> files = files(shelf);
        if (draft) {
            shelf.draft(files);
            files.forEach(file ->
                    Output.text("kept as a draft: %s, version %s".formatted(file, brief(file))));
            return;
        }
        Optional<Integer> release = shelf.publish(files);
        Output.text(
                release.map(number -> "Release %d is in force.".formatted(number))
                        .orElse("All of it is in force already."));
    }

    private List<FlowFile> files(FlowShelf shelf) {
        String kept = version;
        if (kept != null) {
            var place = new Place(FlowFile.Kind.FLOW, path);
            return List.of(shelf.find(place, kept.toLowerCase(Locale.ROOT)));
        }
        Path file = Path.of(path);
        try {
            List<FlowFile> files =
                    Files.isDirectory(file) ? FlowFile.in(file) : List.of(FlowFile.one(file));
            if (files.isEmpty()) {
                throw new Complaint("There is no flow in '" + path + "'.");
            }
            return files;
        } catch (IOException unreadable) {
            throw new Complaint("'" + path + "' cannot be read; name a flow or a folder of flows.");
        }
    }

    static String brief(FlowFile file) {
        return file.sha256().substring(0, 12);
    }
}
