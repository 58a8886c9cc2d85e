package org.earshot.ivr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A paragraph of a `.dialogues` file: what the caller does and hears, and what came of it.
record Dialogue(String title, List<String> phrases) {

    private static final Pattern PARAGRAPHS = Pattern.compile("\n\n+");

    static List<Dialogue> read(Path file) throws IOException {
        var dialogues = new ArrayList<Dialogue>();
        for (var paragraph : PARAGRAPHS.split(Files.readString(file), -1)) {
            var lines = paragraph.lines().filter(line -> !line.startsWith("#")).toList();
            if (!lines.isEmpty()) {
                var phrases =
                        lines.stream()
                                .skip(1)
                                .flatMap(line -> Arrays.stream(line.split("·", -1)))
                                .map(String::strip)
                                .toList();
                dialogues.add(new Dialogue(lines.getFirst().replaceFirst(":$", ""), phrases));
            }
        }
        return dialogues;
    }

    /// Teaches a line the caller's part.
    ScriptedLine script() {
        var line = new ScriptedLine();
        for (var phrase : phrases) {
            if (phrase.startsWith("hears ")) {
                line.hears(phrase.substring(6));
            } else if (phrase.equals("presses the code")) {
                line.presses(RecordingIntake.CODE);
            } else if (phrase.startsWith("presses ")) {
                line.presses(phrase.substring(8));
            } else if (phrase.startsWith("speaks ")) {
                line.speaks(Duration.ofSeconds(Integer.parseInt(phrase.replaceAll("[^0-9]", ""))));
            } else if (phrase.equals("hangs up")) {
                line.hangsUp();
            }
        }
        return line;
    }

    /// What is to come of it: every phrase that is not the caller's.
    List<String> outcome() {
        return phrases.stream()
                .filter(phrase -> !phrase.matches("(hears|presses|speaks|hangs) .*"))
                .toList();
    }

    @Override
    public String toString() {
        return title;
    }
}
