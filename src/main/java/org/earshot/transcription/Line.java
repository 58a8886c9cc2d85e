package org.earshot.transcription;

import java.time.Duration;
import java.util.List;
import org.earshot.recording.Leg;
import org.earshot.speech.Heard;
import org.earshot.speech.Word;

/// What one side said in one go.
///
/// @param start from the beginning of the recording
public record Line(Leg speaker, Duration start, Duration end, String text, List<Word> words) {

    public Line {
        words = List.copyOf(words);
    }

    /// An utterance has at least one word.
    ///
    /// @param offset where in the recording the session began
    static Line of(Leg speaker, Heard.Utterance utterance, Duration offset) {
        var words = utterance.words().stream().map(word -> word.shifted(offset)).toList();
        return of(speaker, words);
    }

    static Line of(Leg speaker, List<Word> words) {
        return new Line(
                speaker,
                words.getFirst().start(),
                words.getLast().end(),
                new Heard.Utterance(words).text(),
                words);
    }

    /// Never the words.
    @Override
    public String toString() {
        return "Line(" + speaker + ", " + start + " to " + end + ")";
    }
}
