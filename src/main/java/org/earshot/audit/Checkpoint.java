package org.earshot.audit;

import java.util.Arrays;
import java.util.List;

/// How large the log is and what its root is ([tlog-checkpoint](https://c2sp.org/tlog-checkpoint)).
///
/// @param origin names the log; its key has the same name
/// @param extensions lines that we have no use for and keep
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

    public Checkpoint {
        extensions = List.copyOf(extensions);
    }

    static Checkpoint of(String origin, long size, Hash root) {
        return new Checkpoint(origin, size, root, List.of());
    }

    /// @throws NotALog when it is none
    static Checkpoint parse(String text) {
        List<String> lines = Arrays.asList(text.split("\n"));
        if (lines.size() < 3 || lines.contains("") || !lines.get(1).matches("0|[1-9]\\d{0,17}")) {
            throw new NotALog("no checkpoint: origin, size and root, each on a line");
        }
        return new Checkpoint(
                lines.getFirst(),
                Long.parseLong(lines.get(1)),
                Hash.parse(lines.get(2)),
                lines.subList(3, lines.size()));
    }

    /// @throws NotALog when the note is no checkpoint that `log` has signed
    static Checkpoint signed(Note note, NoteKey log) {
        var checkpoint = parse(note.text());
        if (!checkpoint.origin.equals(log.name())) {
            throw new NotALog("the checkpoint is of another log than " + log.name());
        }
        if (note.by(log).stream().noneMatch(line -> log.verifies(note.text(), line.signature()))) {
            throw new NotALog("the checkpoint is not signed by " + log.name());
        }
        return checkpoint;
    }

    String text() {
        var text = new StringBuilder();
        text.append(origin).append('\n').append(size).append('\n').append(root).append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
