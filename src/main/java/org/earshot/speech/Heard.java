package org.earshot.speech;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// What the recogniser made of the audio so far.
public sealed interface Heard {

    /// Words of the sentence being spoken; the next one replaces it.
    record Partial(String text) implements Heard {
        @Override
        public String toString() {
            return "Partial(" + text.length() + " characters)";
        }
    }

    /// A finished piece of speech, final.
    record Utterance(List<Word> words) implements Heard {

        public Utterance {
            words = List.copyOf(words);
        }

        public String text() {
            return words.stream().map(Word::text).collect(joining(" "));
        }

        @Override
        public String toString() {
            return "Utterance(" + words.size() + " words)";
        }
    }
}
