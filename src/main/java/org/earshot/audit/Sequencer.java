package org.earshot.audit;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.audit.Leaves.Indexed;
import org.jspecify.annotations.Nullable;

/// Brings recorded acts into the tree: index, tiles, checkpoint, cosignature, in this order and
/// each on the disk before the next. Killed anywhere, the next run goes on where this one stopped,
/// and does what is half done again with the same result.
public final class Sequencer implements AutoCloseable {

    private static final int BATCH = 1024;

    private final Leaves leaves;
    private final LogFolder folder;
    private final NoteSigner log;
    private final @Nullable WitnessLink witness;
    private final @Nullable NoteKey witnessKey;
    private final Closeable lock;
    private long witnessed;

    private Sequencer(
            Leaves leaves,
            LogFolder folder,
            NoteSigner log,
            @Nullable WitnessLink witness,
            @Nullable NoteKey witnessKey) {
        this.leaves = leaves;
        this.folder = folder;
        this.log = log;
        this.witness = witness;
        this.witnessKey = witnessKey;
        this.lock = folder.lock();
    }

    /// @param trouble empty, or why there is no cosignature: acts that need one must stop then
    public record Progress(long size, boolean cosigned, String trouble) {}

    /// A log nobody watches: whoever has its key can write it anew.
    static Sequencer alone(Leaves leaves, LogFolder folder, NoteSigner log) {
        return new Sequencer(leaves, folder, log, null, null);
    }

    /// The one writer of a folder, until closed.
    ///
    /// @throws NotALog when another process is
    public static Sequencer open(
            AuditRepository acts,
            LogFolder folder,
            NoteSigner log,
            WitnessLink witness,
            NoteKey witnessKey) {
        return watched(acts, folder, log, witness, witnessKey);
    }

    static Sequencer watched(
            Leaves leaves,
            LogFolder folder,
            NoteSigner log,
            WitnessLink witness,
            NoteKey witnessKey) {
        return new Sequencer(leaves, folder, log, witness, witnessKey);
    }

    /// Takes in what waits, up to some thousand acts, and publishes a checkpoint if that made the
    /// log larger.
    ///
    /// @throws NotALog when database or files do not hold any more what the checkpoint says;
    ///   nothing is signed then
    public synchronized Progress step() {
        Note note = folder.checkpoint().orElseGet(() -> log.sign(empty()));
        var before = Checkpoint.signed(note, log.key());
        requireAll(before, leaves.size()); // before places that are taken are given away again
        leaves.assign(BATCH);
        long size = leaves.size();
        if (size > before.size()) {
            note = extend(before, Math.min(size, before.size() + BATCH));
        }
        return cosigned(note);
    }

    private static void requireAll(Checkpoint before, long size) {
        if (size < before.size()) {
            throw new NotALog(
                    "the database holds %d leaves, the checkpoint %d: run 'earshot audit verify'"
                            .formatted(size, before.size()));
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException ignored) {
            // The kernel lets go of it when we end.
        }
    }

    private Note extend(Checkpoint before, long to) {
        folder.extend(before.size(), read(before.size(), to));
        Nodes nodes = folder.nodes(to);
        var after = Checkpoint.of(log.key().name(), to, Merkle.root(nodes, to));
        if (!Proofs.consistent(
                before.size(),
                to,
                before.root(),
                after.root(),
                Merkle.consistency(nodes, before.size(), to))) {
            throw new NotALog("the tiles no longer have the root of the checkpoint");
        }
        Note note = log.sign(after);
        folder.publish(note);
        folder.tidy(before.size(), to);
        return note;
    }

    private List<byte[]> read(long from, long to) {
        var more = new ArrayList<byte[]>();
        for (Indexed leaf : leaves.read(from, (int) (to - from))) {
            byte[] bytes = leaf.leaf();
            if (bytes == null || leaf.index() != from + more.size()) {
                break;
            }
            more.add(bytes);
        }
        if (more.size() != to - from) {
            throw new NotALog("leaf %d is missing from the database".formatted(from + more.size()));
        }
        return more;
    }

    private Progress cosigned(Note note) {
        var checkpoint = Checkpoint.parse(note.text());
        if (witness == null || witnessKey == null) {
            return new Progress(checkpoint.size(), false, "no witness is set up");
        }
        if (Cosignature.time(note, witnessKey).isPresent()) {
            witnessed = checkpoint.size();
            return new Progress(checkpoint.size(), true, "");
        }
        WitnessAnswer answer = ask(witness, note, checkpoint);
        if (answer.size() >= 0 && answer.size() <= checkpoint.size()) {
            witnessed = answer.size();
            answer = ask(witness, note, checkpoint);
        }
        return accept(note, checkpoint, answer, witnessKey);
    }

    private WitnessAnswer ask(WitnessLink link, Note note, Checkpoint checkpoint) {
        long old = Math.min(witnessed, checkpoint.size());
        var proof = Merkle.consistency(folder.nodes(checkpoint.size()), old, checkpoint.size());
        return link.ask(new WitnessRequest(old, proof, note).toString());
    }

    private Progress accept(
            Note note, Checkpoint checkpoint, WitnessAnswer answer, NoteKey watching) {
        if (answer.status() != WitnessAnswer.COSIGNED) {
            return new Progress(
                    checkpoint.size(),
                    false,
                    "the witness answers %d: %s".formatted(answer.status(), answer.sentence()));
        }
        Optional<Note.Line> good = answer.cosignature(note, watching);
        if (good.isEmpty()) {
            return new Progress(
                    checkpoint.size(), false, "the witness's answer is not signed by its key");
        }
        folder.publish(note.with(good.get()));
        witnessed = checkpoint.size();
        return new Progress(checkpoint.size(), true, "");
    }

    private Checkpoint empty() {
        return Checkpoint.of(log.key().name(), 0, Hash.EMPTY);
    }
}
