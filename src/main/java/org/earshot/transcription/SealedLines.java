package org.earshot.transcription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.earshot.crypto.Aad;
import org.earshot.crypto.DataKey;
import org.earshot.recording.Leg;
import org.earshot.speech.Word;

/// The lines of a transcript as they are stored: JSON, sealed for their row. Times in milliseconds.
final class SealedLines {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SealedLines() {}

    private record StoredWord(String text, long start, long end, double confidence) {}

    private record StoredLine(Leg speaker, List<StoredWord> words) {}

    private record Stored(List<StoredLine> lines) {}

    static byte[] seal(DataKey key, UUID recording, List<Line> lines) {
        try {
            var stored = new Stored(lines.stream().map(SealedLines::stored).toList());
            return key.seal(place(recording), MAPPER.writeValueAsBytes(stored));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("lines that are no JSON");
        }
    }

    /// @throws org.earshot.crypto.TamperedException when they were altered or belong to another row
    static List<Line> open(DataKey key, UUID recording, byte[] sealed) {
        try {
            var stored = MAPPER.readValue(key.open(place(recording), sealed), Stored.class);
            return stored.lines().stream().map(SealedLines::line).toList();
        } catch (IOException foreign) {
            // Without its cause, which quotes what it could not read.
            throw new IllegalStateException(
                    "transcript " + recording + " was written by another version of Earshot");
        }
    }

    private static Aad place(UUID recording) {
        return new Aad("transcript", "sealed_words", recording.toString());
    }

    private static StoredLine stored(Line line) {
        return new StoredLine(
                line.speaker(), line.words().stream().map(SealedLines::stored).toList());
    }

    private static StoredWord stored(Word word) {
        return new StoredWord(
                word.text(), word.start().toMillis(), word.end().toMillis(), word.confidence());
    }

    private static Line line(StoredLine line) {
        return Line.of(line.speaker(), line.words().stream().map(SealedLines::word).toList());
    }

    private static Word word(StoredWord word) {
        return new Word(
                word.text(),
                Duration.ofMillis(word.start()),
                Duration.ofMillis(word.end()),
                word.confidence());
    }
}
