package org.earshot.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.recording.RecordingFailed.Reason;
import org.earshot.telephony.CallId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the slots of one recording to the disk, whatever it takes.
///
/// ```
/// keeping --commit fails twice--> waiting --a second later--> keeping
///    |                               |
///    +------------ seal -------------+--> sealing --manifest confirmed--> sealed
/// ```
///
/// A failure is told once; the newest minute waits in memory, and what does not fit becomes a gap.
final class JournalKeeper implements Committer.Work {

    private static final Logger LOG = LoggerFactory.getLogger(JournalKeeper.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// A minute of two legs, one megabyte.
    static final int MOST_WAITING = 120;

    /// How a recording ended: told when the manifest is confirmed, or the first time it could not
    /// be.
    ///
    /// @param manifestSha256 null while it is not sealed
    record Outcome(long length, long gaps, @Nullable ByteBuffer manifestSha256) {
        boolean sealed() {
            return manifestSha256 != null;
        }
    }

    /// Who wants to know.
    interface Watcher {
        /// Something of it is in the recordings directory.
        void opened(Journal journal);

        void failed(CallId call, RecordingFailed failure);

        void sealed(Journal journal, Outcome outcome);
    }

    private final CallId call;
    private final Journal journal;
    private final Committer committer;
    private final Watcher watcher;
    private final Queue<Slot> offered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean openedTold = new AtomicBoolean();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile @Nullable Long sealAt;
    private volatile boolean told;
    private volatile @Nullable Long retryAt;
    private volatile boolean sealTried;
    private volatile boolean finished;

    JournalKeeper(CallId call, Journal journal, Committer committer, Watcher watcher) {
        this.call = call;
        this.journal = journal;
        this.committer = committer;
        this.watcher = watcher;
    }

    /// Opens the journal, before the first second is full.
    void open() {
        committer.commit(this);
    }

    /// Never waits.
    void offer(Slot slot) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            tell(
                    new RecordingFailed(
                            Reason.DISK_TOO_SLOW,
                            "The disk of the recordings directory has taken nothing of call "
                                    + call
                                    + " for a minute; its recording has a gap until it does"));
            return;
        }
        offered.add(slot);
        committer.commit(this);
    }

    /// Ends the recording at `length` samples, once.
    CompletableFuture<Outcome> seal(long length) {
        sealAt = length;
        committer.commitFirst(this);
        return outcome;
    }

    @Override
    public void write() {
        if (finished || isPausing()) {
            return;
        }
        try {
            drain();
            journal.write();
            tellOpened();
        } catch (IOException | KeysUnavailable | KeyDestroyed failure) {
            // The confirmer meets the same failure, and deals with it.
            LOG.debug("Call {}: a journal failed: {}", call, failure.toString());
        } catch (RuntimeException bug) {
            LOG.error("Call {}: its recording cannot be written", call, bug);
        }
    }

    @Override
    public boolean commit() {
        if (finished) {
            return false;
        }
        if (isPausing()) {
            return true;
        }
        try {
            drain();
            return !keep();
        } catch (RuntimeException bug) {
            LOG.error("Call {}: its recording cannot be written", call, bug);
            failed(bug);
            return true;
        }
    }

    /// Twice, if it went well before: a file that failed is abandoned, and the next one often
    /// works.
    private boolean keep() {
        int most = retryAt == null ? 2 : 1;
        for (int attempt = 1; ; attempt++) {
            try {
                persist();
                retryAt = null;
                return true;
            } catch (IOException | KeysUnavailable | KeyDestroyed failure) {
                LOG.error(
                        "Call {}: a journal failed and is abandoned: {}", call, failure.toString());
                journal.abandon();
                if (attempt == most) {
                    failed(failure);
                    return false;
                }
            }
        }
    }

    private void persist() throws IOException {
        Long length = sealAt;
        if (length != null) {
            drain(); // what was offered before the end
            ByteBuffer sha256 = journal.seal(length);
            finished = true;
            var sealed = new Outcome(length, journal.gaps(length), sha256);
            watcher.sealed(journal, sealed);
            outcome.complete(sealed);
        } else if (journal.unconfirmed() > 0 || !journal.isOpen()) {
            journal.write();
            tellOpened();
            waiting.addAndGet(-journal.force());
        }
    }

    /// In one go: nothing may be on its way when the manifest is made.
    private synchronized void drain() {
        for (Slot slot = offered.poll(); slot != null; slot = offered.poll()) {
            journal.add(slot);
        }
    }

    /// The first try to seal does not wait.
    private boolean isPausing() {
        Long until = retryAt;
        return until != null && System.nanoTime() - until < 0 && (sealAt == null || sealTried);
    }

    private void failed(Exception failure) {
        retryAt = System.nanoTime() + PAUSE.toNanos();
        tell(explained(failure));
        Long length = sealAt;
        if (length != null) {
            sealTried = true;
            outcome.complete(new Outcome(length, journal.gaps(length), null));
        }
    }

    private void tellOpened() {
        if (!openedTold.getAndSet(true)) {
            watcher.opened(journal);
        }
    }

    private void tell(RecordingFailed failure) {
        if (!told) {
            told = true;
            watcher.failed(call, failure);
        }
    }

    private RecordingFailed explained(Exception failure) {
        if (failure instanceof KeysUnavailable || failure instanceof KeyDestroyed) {
            return new RecordingFailed(
                    Reason.KEYS,
                    "Call " + call + " is not recorded for want of a key: " + failure.getMessage(),
                    failure);
        }
        if (isDiskFull(failure)) {
            return new RecordingFailed(
                    Reason.DISK_FULL,
                    "Call "
                            + call
                            + " is not recorded: the disk of the recordings directory is full;"
                            + " free some space and recording goes on by itself",
                    failure);
        }
        return new RecordingFailed(
                Reason.DISK_ERROR,
                "Call "
                        + call
                        + " is not recorded: the recordings directory cannot be written ("
                        + failure.getClass().getSimpleName()
                        + "); look at the disk",
                failure);
    }

    /// ENOSPC and EDQUOT have no exception of their own in Java.
    private static boolean isDiskFull(Exception failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded");
    }
}
