package org.earshot.flows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.Problem;

/// The dialogues of a folder of flows.
public final class DialogueBook {

    private DialogueBook() {}

    /// All `*.dialogues`, in the order of the files' names.
    ///
    /// @throws IvrRefused with all problems of all files at once
    public static List<Dialogue> read(Path folder) throws IvrRefused {
        var dialogues = new ArrayList<Dialogue>();
        var problems = new ArrayList<Problem>();
        for (var file : files(folder)) {
            try {
                dialogues.addAll(Dialogue.read(file));
            } catch (IvrRefused refused) {
                problems.addAll(refused.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new IvrRefused("the dialogues", problems);
        }
        return List.copyOf(dialogues);
    }

    private static List<Path> files(Path folder) throws IvrRefused {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dialogues")).sorted().toList();
        } catch (IOException e) {
            throw new IvrRefused(
                    "the dialogues",
                    List.of(new Problem(folder.toString(), 0, "the folder cannot be listed.")));
        }
    }
}
