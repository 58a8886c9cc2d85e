package org.earshot.audit;

import java.time.Duration;
import java.util.function.Supplier;
import org.earshot.audit.Sequencer.Progress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings acts into the log, once a second, for as long as the process lives. What fails is tried
/// again: intake goes on meanwhile, as acts wait in the database; those that need a cosignature
/// wait for it in vain ([CosignedActs]).
public final class LogKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogKeeper.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Progress NOTHING = new Progress(0, false, "the log was not looked at yet");

    private final Supplier<Sequencer> opener;
    private final Thread thread;
    private volatile Progress progress = NOTHING;
    private @Nullable Sequencer sequencer; // the thread's own

    private LogKeeper(Supplier<Sequencer> opener) {
        this.opener = opener;
        this.thread = Thread.ofVirtual().name("log-of-acts").unstarted(this::work);
    }

    /// @param opener asked again as long as it fails
    public static LogKeeper start(Supplier<Sequencer> opener) {
        var keeper = new LogKeeper(opener);
        keeper.thread.start();
        return keeper;
    }

    /// How far the log is, and what is in the way.
    public Progress progress() {
        return progress;
    }

    /// Whether every act up to a moment ago is in the log and cosigned.
    public boolean isUp() {
        return progress.cosigned();
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                note(step());
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            letGo();
        }
    }

    /// After a failure what is on the disk is read anew: a file whose confirmation failed once is
    /// not to be believed.
    private Progress step() {
        try {
            Sequencer open = sequencer == null ? opener.get() : sequencer;
            sequencer = open;
            return open.step();
        } catch (RuntimeException failure) {
            letGo();
            return new Progress(progress.size(), false, String.valueOf(failure.getMessage()));
        }
    }

    private void letGo() {
        if (sequencer != null) {
            sequencer.close();
            sequencer = null;
        }
    }

    private void note(Progress now) {
        Progress before = progress;
        progress = now;
        if (now.cosigned() && !before.cosigned()) {
            LOG.info("The log of acts goes on, with {} leaves", now.size());
        } else if (!now.cosigned() && !now.trouble().equals(before.trouble())) {
            LOG.warn("The log of acts stands still: {}", now.trouble());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
