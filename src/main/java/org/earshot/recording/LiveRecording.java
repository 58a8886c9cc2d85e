package org.earshot.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The recording of a call that is up. All methods may be called from any thread.
///
/// Frames are taken without waiting for the disk; each full second of a leg goes to the committer.
/// A kill at any moment costs at most the second in hand.
public final class LiveRecording {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRecording.class);

    /// A hang-up does not wait longer for a disk that hangs; sealing goes on behind it.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// An end before audio that was captured, by more than this, comes from a wall clock that was
    /// set.
    private static final long CLOCK_TOLERANCE = Samples.PER_SECOND;

    private final Header header;
    private final CallClock clock;
    private final JournalKeeper keeper;
    private final int generation;
    private final long storedBefore;

    // Guarded by this object's lock.
    private final Silences silences = new Silences();
    private final Map<Leg, LegWriter> legs = new EnumMap<>(Leg.class);
    private @Nullable CompletableFuture<JournalKeeper.Outcome> ending;
    private boolean detached;

    LiveRecording(
            Header header,
            CallClock clock,
            JournalKeeper keeper,
            int generation,
            long storedBefore) {
        this.header = header;
        this.clock = clock;
        this.keeper = keeper;
        this.generation = generation;
        this.storedBefore = storedBefore;
    }

    public UUID id() {
        return header.id();
    }

    /// Takes a frame that arrived just now: 16-bit samples, 8,000 a second. Never waits for the
    /// disk, never throws because of it; after [#close(Instant)] frames are dropped.
    public synchronized void write(Leg leg, short[] samples) {
        if (ending != null || detached || samples.length == 0) {
            return;
        }
        legs.computeIfAbsent(leg, _ -> new LegWriter(leg, generation, silences))
                .write(clock.position(), samples, keeper::offer);
    }

    /// From now on, or no longer, all legs are recorded as silence. The timeline goes on. A span
    /// reaches a quarter of a second beyond its end, as sound is still on its way then.
    public synchronized void silence(boolean on) {
        if (on) {
            silences.on();
        } else {
            silences.off(clock.position());
        }
    }

    /// What is spoken from now on is recorded as silence; what was spoken before is kept, however
    /// late it arrives. Until [#silence] says otherwise.
    public synchronized void fallSilent() {
        silences.onFrom(clock.position());
    }

    /// Time since the answer.
    public Duration position() {
        return Samples.duration(clock.position());
    }

    /// Ends and seals the recording; repeated, it gives the same answer. Does not wait for a disk
    /// that hangs or fails: then the answer says not sealed, and the recorder goes on trying.
    public SealedRecording close(Instant endedAt) {
        var outcome = await(end(endedAt));
        return new SealedRecording(
                header.id(),
                header.call(),
                Samples.duration(outcome.length()),
                Samples.duration(outcome.gaps()),
                outcome.sealed());
    }

    /// Hands over what is in hand, for the core stops while the call goes on.
    synchronized void detach() {
        if (ending == null && !detached) {
            detached = true;
            legs.values().forEach(leg -> leg.finish().ifPresent(keeper::offer));
        }
    }

    private synchronized CompletableFuture<JournalKeeper.Outcome> end(Instant endedAt) {
        if (ending == null) {
            legs.values().forEach(leg -> leg.finish().ifPresent(keeper::offer));
            ending = keeper.seal(length(endedAt));
        }
        return ending;
    }

    /// From answer to hang-up by the wall clock, unless that was set in between: it cannot end in
    /// the future, nor before audio that was captured.
    private long length(Instant endedAt) {
        long now = clock.position();
        long captured =
                Math.max(
                        storedBefore,
                        legs.values().stream().mapToLong(LegWriter::end).max().orElse(0));
        long length = Samples.in(Duration.between(header.answeredAt(), endedAt));
        if (length > now + CLOCK_TOLERANCE || length < captured - CLOCK_TOLERANCE) {
            LOG.warn(
                    "Call {}: the wall clock was set during the call; its end is measured",
                    header.call());
            return Math.max(now, captured);
        }
        return Math.max(0, length);
    }

    private JournalKeeper.Outcome await(CompletableFuture<JournalKeeper.Outcome> outcome) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                try {
                    return outcome.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (TimeoutException _) {
                    LOG.error(
                            "Call {}: the disk has not confirmed the end of its recording",
                            header.call());
                    return new JournalKeeper.Outcome(clock.position(), 0, null);
                } catch (ExecutionException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
