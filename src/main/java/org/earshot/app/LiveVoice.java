package org.earshot.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.audio.Sound;
import org.earshot.audio.Wav;
import org.earshot.ivr.Espeak;

/// What callers of live dialogues say: sentences and words that the tiny speech models know.
final class LiveVoice {

    /// A voice that no model was trained with, nor any prompt is spoken by.
    private static final String VOICE = "en-gb";

    private static final int WORDS_PER_MINUTE = 150;

    private final Espeak espeak;
    private final Path scratch;
    private final Sound usual;
    private final Sound danger;
    private final Map<String, Sound> said = new ConcurrentHashMap<>();

    LiveVoice(Espeak espeak, Path scratch) throws IOException {
        this.espeak = espeak;
        this.scratch = scratch;
        usual = shipped("en-bribe.wav");
        danger = shipped("en-bomb.wav");
    }

    /// A sentence of somebody's report, again and again.
    Sound report(Duration length, boolean ofDanger) {
        Sound sentence = ofDanger ? danger : usual;
        var samples = new short[(int) (length.toMillis() * Sound.TELEPHONE_HZ / 1_000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sentence.samples()[i % sentence.samples().length];
        }
        return Sound.telephone(samples);
    }

    /// An answer in a word.
    Sound saying(String words) throws IOException, InterruptedException {
        Sound known = said.get(words);
        if (known == null) {
            known = espeak.speak(words, VOICE, WORDS_PER_MINUTE, scratch).mono(Sound.TELEPHONE_HZ);
            said.put(words, known);
        }
        return known;
    }

    private static Sound shipped(String wav) throws IOException {
        try (InputStream shipped = LiveVoice.class.getResourceAsStream("/test-audio/" + wav)) {
            return Wav.read(Objects.requireNonNull(shipped, wav + " is in the jar"))
                    .mono(Sound.TELEPHONE_HZ);
        }
    }
}
