package org.earshot.crypto;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Destroys the bucket keys whose day has come, and goes on with what a crash left half done.
///
/// ```
/// said in the log --> grave --> both copies --> share --> nothing opens any more --> said again --> grave closed
/// ```
///
/// Without the log nothing begins. From the grave on there is no way back, whatever the clock says
/// later.
public final class Destruction {

    private static final Logger LOG = LoggerFactory.getLogger(Destruction.class);

    private final KeyService keys;
    private final DestructionLog log;
    private final KeyClock clock;

    /// @param other a clock other than this machine's, for instance the database's
    public Destruction(
            KeyService keys, DestructionLog log, SteadyClock clock, InstantSource other) {
        this.keys = keys;
        this.log = log;
        this.clock = new KeyClock(keys.copies(), clock, other);
    }

    /// @param destroyed just now
    /// @param overdue whose day has come and which still open
    /// @param trouble empty, or why they do
    public record Outcome(List<Bucket> destroyed, List<Bucket> overdue, String trouble) {

        public Outcome {
            destroyed = List.copyOf(destroyed);
            overdue = List.copyOf(overdue);
        }

        public boolean isGood() {
            return overdue.isEmpty() && trouble.isEmpty();
        }
    }

    /// A person says that the clock, which jumped, is right.
    public void confirmClock() {
        var _ =
                keys.exclusively(() -> {
                    clock.confirm();
                    return clock;
                });
    }

    /// May be called at any time and as often as one likes.
    public synchronized Outcome run() {
        var destroyed = new ArrayList<Bucket>();
        String trouble = "";
        KeyClock.Verdict verdict = keys.exclusively(clock::look);
        try {
            for (Bucket begun : keys.halfDestroyed()) {
                finish(begun, verdict);
                destroyed.add(begun);
            }
            for (Bucket due : verdict.held().isEmpty() ? due(verdict) : List.<Bucket>of()) {
                begin(due);
                finish(due, verdict);
                destroyed.add(due);
            }
            trouble = verdict.held();
        } catch (RuntimeException failure) {
            LOG.error("Keys whose day has come could not be destroyed", failure);
            trouble = String.valueOf(failure.getMessage());
        }
        if (!verdict.held().isEmpty()) {
            LOG.error("No key is destroyed: {}", verdict.held());
        }
        return new Outcome(destroyed, due(verdict), trouble);
    }

    private List<Bucket> due(KeyClock.Verdict verdict) {
        return keys.buckets().stream()
                .filter(bucket -> !bucket.destroyOn().isAfter(verdict.today()))
                .toList();
    }

    private void begin(Bucket bucket) {
        log.intended(bucket);
        keys.bury(bucket);
    }

    private void finish(Bucket bucket, KeyClock.Verdict verdict) {
        keys.exclusively(() -> {
            keys.forget(bucket);
            return bucket;
        });
        requireGone(bucket);
        log.done(bucket);
        keys.exclusively(() -> {
            keys.close(bucket, verdict.now());
            return bucket;
        });
        LOG.info("The key {} was destroyed.", bucket);
    }

    private void requireGone(Bucket bucket) {
        try {
            keys.newDataKey(bucket.retentionClass(), bucket.destroyOn());
        } catch (KeyDestroyed gone) {
            if (!keys.copies().exists(bucket + KeyCopies.WRAPPED)) {
                return;
            }
        }
        throw new KeysUnavailable("The key " + bucket + " still opens after its destruction");
    }
}
