package org.earshot.transcription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.earshot.recording.Leg;
import org.earshot.speech.Heard;

/// Collects the caller's lines while the recogniser tells them, and passes them on.
final class HeardLines implements Consumer<Heard> {

    private final Duration offset;
    private final Consumer<Heard> listener;
    private final List<Line> lines = new ArrayList<>(); // guarded by this
    private volatile boolean missed;

    HeardLines(Duration offset, Consumer<Heard> listener) {
        this.offset = offset;
        this.listener = listener;
    }

    @Override
    public void accept(Heard heard) {
        if (heard instanceof Heard.Utterance utterance) {
            synchronized (this) {
                lines.add(Line.of(Leg.CALLER, utterance, offset));
            }
        }
        listener.accept(heard);
    }

    synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    void missedSome() {
        missed = true;
    }

    /// Whether every word was told.
    boolean complete() {
        return !missed;
    }
}
