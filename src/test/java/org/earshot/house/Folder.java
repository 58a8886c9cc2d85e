package org.earshot.house;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.earshot.flows.FlowCheck;
import org.earshot.flows.Names;
import org.earshot.flows.PromptLengths;
import org.earshot.house.FlowFile.Kind;
import org.earshot.ivr.Calendars;
import org.earshot.ivr.Pace;
import org.earshot.ivr.PromptBook;
import org.earshot.ivr.Prompts;

/// A small folder of flows with the words of this source tree, and others made of it.
public final class Folder {

    private static final String MAIN =
            """
            # Says goodbye.
            languages: [en]
            start: language
            steps:
              language: {kind: say, say: [thanks], next: person}
              person: {kind: transfer, say: [thanks], target: duty, ring: 20s, next: goodbye, otherwise: goodbye}
              goodbye: {kind: hangup, say: [thanks]}
            """;

    private Folder() {}

    public static List<FlowFile> files() throws Exception {
        var files = new ArrayList<FlowFile>(FlowFile.in(Path.of("ivr-flows")));
        files.removeIf(file -> file.kind() == Kind.FLOW);
        files.add(flow(MAIN));
        return files;
    }

    /// The same flow under another hash.
    public static FlowFile mainWith(String remark) {
        return flow(MAIN + "# " + remark + "\n");
    }

    /// One that does something else.
    ///
    /// @param time for which the telephone of the person rings
    public static FlowFile mainThatRings(String time) {
        return flow(MAIN.replace("ring: 20s", "ring: " + time));
    }

    /// One whose start is nowhere.
    static FlowFile broken() {
        return flow(MAIN.replace("start: language", "start: nowhere"));
    }

    private static FlowFile flow(String text) {
        return new FlowFile(Kind.FLOW, "main", text.getBytes(StandardCharsets.UTF_8));
    }

    /// As the program brings it: no release.
    public static FlowSet set(Path scratch) throws Exception {
        var folder = Files.createTempDirectory(scratch, "shipped");
        for (var file : files()) {
            var to = file.place().in(folder);
            Files.createDirectories(requireNonNull(to.getParent()));
            Files.write(to, file.source());
        }
        var check = FlowCheck.of(folder, Names.unknown(), PromptLengths.unknown());
        return FlowSet.of(0, "main", check, new Calendars(List.of()), Folder::mute);
    }

    /// Prompts without sound.
    public static Prompts mute(PromptBook book, Set<Pace> paces) {
        var files = new HashMap<Locale, Map<String, Path>>();
        for (var language : book.languages()) {
            var ids = new HashMap<String, Path>();
            ids.put("pause", Path.of("pause.wav"));
            book.in(language).forEach(row -> ids.put(row.id(), Path.of(row.id() + ".wav")));
            files.put(language, ids);
        }
        return new Prompts(files);
    }
}
