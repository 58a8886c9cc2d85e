package org.earshot.calls;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.earshot.audio.SilenceMeter;
import org.earshot.ivr.Answer;
import org.jspecify.annotations.Nullable;

/// Hears the caller's leg: says how long there was no speech, and may listen for phrases. Fed by
/// the capture's thread, asked by the call's: both under the lock. While nothing is fed, no silence
/// is counted: that the sound is missing does not mean that the caller says nothing.
final class SpeechWatch {

    private final ReentrantLock lock = new ReentrantLock();
    private SilenceMeter meter = new SilenceMeter();
    private volatile PhraseEar.Recognisers recognisers = PhraseEar.Recognisers.NONE;
    private volatile @Nullable PhraseEar ear;

    /// From now on words may be understood.
    void understandBy(PhraseEar.Recognisers known) {
        recognisers = known;
    }

    /// Listens for phrases until the ear is closed, or another is opened.
    PhraseEar listenFor(Answer.Expected expected) {
        var opened = PhraseEar.open(expected, recognisers);
        ear = opened;
        return opened;
    }

    void hear(short[] samples) {
        PhraseEar listening = ear;
        if (listening != null) {
            listening.accept(samples);
        }
        lock.lock();
        try {
            meter.accept(samples);
        } finally {
            lock.unlock();
        }
    }

    /// What was heard so far does not count.
    void restart() {
        lock.lock();
        try {
            meter = new SilenceMeter();
        } finally {
            lock.unlock();
        }
    }

    Duration silentFor() {
        lock.lock();
        try {
            return meter.silentFor();
        } finally {
            lock.unlock();
        }
    }
}
