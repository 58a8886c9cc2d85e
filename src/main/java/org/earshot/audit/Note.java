package org.earshot.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text with signatures below it ([signed-note](https://c2sp.org/signed-note)).
///
/// @param text ends with a line feed
record Note(String text, List<Line> signatures) {

    private static final String DASH = "\u2014 ";
    private static final int MAX_LINES = 100;
    private static final int ID_BYTES = 4;

    Note {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || !isPlain(text)) {
            throw new NotALog("the text of a note is lines without control characters");
        }
    }

    /// @param id of the key
    record Line(String name, byte[] id, byte[] signature) {

        boolean isBy(NoteKey key) {
            return name.equals(key.name()) && Arrays.equals(id, key.id());
        }
    }

    /// @throws NotALog when it is none
    static Note parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || !isPlain(note)) {
            throw new NotALog("no signed note: text, an empty line, signatures");
        }
        String[] lines = note.substring(end + 2).split("\n");
        if (lines.length > MAX_LINES) {
            throw new NotALog("a note with more than 100 signatures");
        }
        return new Note(note.substring(0, end + 1), Arrays.stream(lines).map(Note::line).toList());
    }

    static Line line(String line) {
        String[] words = line.split(" ", -1);
        if (!line.startsWith(DASH) || words.length != 3 || words[1].isEmpty()) {
            throw new NotALog("a line below a note is no signature");
        }
        byte[] blob = Base64Text.decode(words[2]);
        if (blob.length <= ID_BYTES) {
            throw new NotALog("a signature of " + blob.length + " bytes");
        }
        return new Line(
                words[1],
                Arrays.copyOf(blob, ID_BYTES),
                Arrays.copyOfRange(blob, ID_BYTES, blob.length));
    }

    static String write(Line line) {
        byte[] blob = Arrays.copyOf(line.id(), ID_BYTES + line.signature().length);
        System.arraycopy(line.signature(), 0, blob, ID_BYTES, line.signature().length);
        return DASH + line.name() + " " + Base64Text.encode(blob) + "\n";
    }

    Note with(Line more) {
        var lines = new ArrayList<>(signatures);
        lines.add(more);
        return new Note(text, lines);
    }

    List<Line> by(NoteKey key) {
        return signatures.stream().filter(line -> line.isBy(key)).toList();
    }

    /// As it is stored and sent.
    @Override
    public String toString() {
        var note = new StringBuilder(text).append('\n');
        signatures.forEach(line -> note.append(write(line)));
        return note.toString();
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c == '\n' || c >= ' ');
    }
}
