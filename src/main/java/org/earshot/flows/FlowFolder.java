package org.earshot.flows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.earshot.ivr.IvrFlows;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.LocatedYaml;
import org.earshot.ivr.Problem;
import org.earshot.ivr.PromptBook;

/// Flows and what they need, as files, right or wrong: `*.yaml`, `calendars/*.yaml`, `prompts/`.
///
/// @param flows the files by the flows' names
/// @param calendars the files by the calendars' names
public record FlowFolder(
        SortedMap<String, byte[]> flows, SortedMap<String, byte[]> calendars, PromptBook prompts) {

    private static final String ENDING = ".yaml";

    public FlowFolder {
        flows = Collections.unmodifiableSortedMap(new TreeMap<>(flows));
        calendars = Collections.unmodifiableSortedMap(new TreeMap<>(calendars));
    }

    /// Prompts and calendars are those of the program where the folder has none of its own.
    ///
    /// @param place a folder; or a flow, which stands for itself and those it comes to call
    /// @throws IvrRefused when something cannot be read, or the prompts are wrong
    public static FlowFolder read(Path place) throws IvrRefused {
        boolean folder = Files.isDirectory(place);
        var around = folder ? place : place.toAbsolutePath().getParent();
        if (around == null) {
            throw refused(place, "this is no flow; name a file or a folder.");
        }
        return new FlowFolder(
                folder ? files(place) : andCalled(place, around),
                files(own(around, "calendars")),
                PromptBook.read(own(around, "prompts")));
    }

    /// The same with another version of one flow.
    public FlowFolder with(String name, byte[] flow) {
        var changed = new TreeMap<>(flows);
        changed.put(name, flow.clone());
        return new FlowFolder(changed, calendars, prompts);
    }

    private static Path own(Path folder, String part) {
        var own = folder.resolve(part);
        return Files.isDirectory(own) ? own : IvrFlows.shipped().resolve(part);
    }

    private static SortedMap<String, byte[]> files(Path folder) throws IvrRefused {
        var files = new TreeMap<String, byte[]>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        for (var file : list(folder)) {
            var name = String.valueOf(file.getFileName());
            if (name.endsWith(ENDING)) {
                files.put(name.substring(0, name.length() - ENDING.length()), bytes(file));
            }
        }
        return files;
    }

    private static SortedMap<String, byte[]> andCalled(Path flow, Path folder) throws IvrRefused {
        var files = new TreeMap<String, byte[]>();
        var waiting = new ArrayDeque<>(List.of(flow));
        while (!waiting.isEmpty()) {
            var file = waiting.remove();
            var name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
            if (!files.containsKey(name)) {
                files.put(name, bytes(file));
                callsOf(files.get(name)).stream()
                        .map(called -> folder.resolve(called + ENDING))
                        .filter(Files::isRegularFile)
                        .forEach(waiting::add);
            }
        }
        return files;
    }

    private static List<String> callsOf(byte[] flow) {
        var yaml = LocatedYaml.parse("", new String(flow, StandardCharsets.UTF_8));
        return Outline.of("", "", yaml).steps().values().stream()
                .filter(step -> step.is("call"))
                .map(step -> step.node().path("flow").asText())
                .filter(name -> name.matches("[a-z0-9-]+"))
                .toList();
    }

    private static List<Path> list(Path folder) throws IvrRefused {
        try (var children = Files.list(folder)) {
            return children.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw refused(folder, "the folder cannot be listed: " + e.getMessage() + ".");
        }
    }

    private static byte[] bytes(Path file) throws IvrRefused {
        if (!Files.exists(file)) {
            throw refused(file, "there is no such file; correct the name of the flow.");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw refused(file, "the file cannot be read: " + e.getMessage() + ".");
        }
    }

    private static IvrRefused refused(Path file, String sentence) {
        var name = String.valueOf(file.getFileName());
        return new IvrRefused("the flow " + name, List.of(new Problem(name, 0, sentence)));
    }
}
