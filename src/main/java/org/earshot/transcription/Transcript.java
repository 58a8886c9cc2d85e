package org.earshot.transcription;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// The words of one recording, in the order of their time.
///
/// @param live whether all of it was heard while the call was up
/// @param engine the model that heard it, for instance `vosk-tiny-en-8k`
public record Transcript(
        UUID recordingId, Locale language, List<Line> lines, boolean live, String engine) {

    public Transcript {
        lines = List.copyOf(lines);
    }

    /// The words alone, a line each.
    public String text() {
        return lines.stream().map(Line::text).collect(joining("\n"));
    }

    /// Never the words.
    @Override
    public String toString() {
        return "Transcript(" + recordingId + ", " + lines.size() + " lines)";
    }
}
