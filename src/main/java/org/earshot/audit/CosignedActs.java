package org.earshot.audit;

import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;

/// Knows which acts the witness has seen. Some acts are not done before that: from then on nobody
/// can take them back. Any process may ask that can read the log's folder.
public final class CosignedActs {

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final AuditRepository acts;
    private final LogFolder folder;
    private final NoteKey log;
    private final NoteKey witness;

    public CosignedActs(AuditRepository acts, LogFolder folder, NoteKey log, NoteKey witness) {
        this.acts = acts;
        this.folder = folder;
        this.log = log;
        this.witness = witness;
    }

    /// Waits for a committed act.
    ///
    /// @return false when it is not cosigned after `patience`: do nothing then
    public boolean await(UUID act, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!isCosigned(act)) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            Thread.sleep(LOOK_EVERY);
        }
        return true;
    }

    /// @throws NotALog when the checkpoint is not signed by the log
    public boolean isCosigned(UUID act) {
        return acts.find(act)
                .filter(leaf ->
                        folder.checkpoint()
                                .filter(note -> Cosignature.time(note, witness).isPresent())
                                .filter(note -> holds(Checkpoint.signed(note, log).size(), leaf))
                                .isPresent())
                .isPresent();
    }

    /// A database that was put back gives places to new acts which the log has given already.
    private boolean holds(long size, Leaves.Indexed leaf) {
        byte[] bytes = leaf.leaf();
        return bytes != null
                && leaf.index() < size
                && Arrays.equals(folder.entry(leaf.index(), size), bytes);
    }
}
