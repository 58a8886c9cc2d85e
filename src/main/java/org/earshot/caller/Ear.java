package org.earshot.caller;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earshot.audio.Sound;

/// Recognises known prompts in what was heard, by normalised cross-correlation: a prompt came
/// through G.711, so but for rounding it is the very recording. One ear may serve many calls.
///
/// Two passes: the loudest fifth of a second of each prompt is sought in the sound at a quarter of
/// the rate, and where it is likely the whole prompt is compared sample by sample. A prompt counts
/// only when it was heard to its end, and is told some 70 ms later. Where several fit the same
/// place the most alike wins. A prompt that is another's beginning, sample by sample, hides the
/// longer one.
public final class Ear {

    private final List<KnownPrompt> vocabulary;

    /// @throws IllegalArgumentException when a prompt is too short or silent to be told apart
    public Ear(Map<String, Sound> vocabulary) {
        List<KnownPrompt> known = new ArrayList<>();
        vocabulary.forEach((id, sound) -> known.add(KnownPrompt.of(id, sound)));
        this.vocabulary = List.copyOf(known);
    }

    /// The prompts of `vocabulary` in `heard`, in the order they were heard.
    public static List<HeardPrompt> hear(Sound heard, Map<String, Sound> vocabulary) {
        return new Ear(vocabulary).hear(heard);
    }

    /// The prompts in `heard`, in the order they were heard.
    public List<HeardPrompt> hear(Sound heard) {
        Hearing hearing = listen();
        hearing.accept(heard.mono(Sound.TELEPHONE_HZ).samples());
        return hearing.finish();
    }

    /// Listens to a call while it goes on.
    public Hearing listen() {
        return new Hearing(vocabulary);
    }
}
