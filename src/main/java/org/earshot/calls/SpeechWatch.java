package org.earshot.calls;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.earshot.audio.SilenceMeter;

/// Hears the caller's leg and says how long there was no speech. Fed by the capture's thread, asked
/// by the call's: both under the lock. While nothing is fed, no silence is counted: that the sound
/// is missing does not mean that the caller says nothing.
final class SpeechWatch {

    private final ReentrantLock lock = new ReentrantLock();
    private SilenceMeter meter = new SilenceMeter();

    void hear(short[] samples) {
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
