package org.earshot.speech;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.earshot.audio.Sound;
import org.jspecify.annotations.Nullable;
import org.vosk.Recognizer;

/// One recogniser in native memory. Belongs to the thread that used it first: Vosk's are not
/// thread-safe, and one that is used after it was closed takes the process with it.
final class VoskRecognizer implements AutoCloseable {

    private final Recognizer recognizer;
    private final Upsampler upsampler;
    private @Nullable Thread owner;
    private boolean closed;

    VoskRecognizer(Recognizer recognizer, int sampleRateHz) {
        this.recognizer = recognizer;
        this.upsampler = new Upsampler(sampleRateHz / Sound.TELEPHONE_HZ);
    }

    /// Takes 8 kHz samples.
    ///
    /// @return Vosk's JSON of a piece of speech that ended in them
    Optional<String> accept(short[] samples) {
        guard();
        short[] raised = upsampler.raise(samples);
        return recognizer.acceptWaveForm(raised, raised.length)
                ? Optional.of(recognizer.getResult())
                : Optional.empty();
    }

    /// Vosk's JSON of the speech in hand.
    String partial() {
        guard();
        return recognizer.getPartialResult();
    }

    /// Vosk's JSON of what was left. A piece of speech may end in the last samples of all: then it
    /// comes first, and the final result behind it is empty.
    List<String> finish() {
        Stream<String> ended = accept(new short[Upsampler.DELAY]).stream();
        return Stream.concat(ended, Stream.of(recognizer.getFinalResult())).toList();
    }

    @Override
    public void close() {
        if (!closed) {
            guard();
            closed = true;
            recognizer.close();
        }
    }

    private void guard() {
        if (closed) {
            throw new IllegalStateException("the recogniser is closed");
        }
        if (owner == null) {
            owner = Thread.currentThread();
        } else if (!owner.equals(Thread.currentThread())) {
            throw new IllegalStateException("the recogniser belongs to another thread");
        }
    }
}
