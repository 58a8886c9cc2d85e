package org.earshot.audit;

import java.util.ArrayList;
import java.util.List;

/// Looks things up in the files of a log, under a checkpoint that its key has signed.
public final class LogReader {

    private final LogFolder folder;
    private final Note note;
    private final Checkpoint checkpoint;

    /// @throws NotALog when there is no checkpoint, or the key has not signed it
    public LogReader(LogFolder folder, NoteKey log) {
        this.folder = folder;
        this.note =
                folder.checkpoint().orElseThrow(() -> new NotALog("there is no checkpoint yet"));
        this.checkpoint = Checkpoint.signed(note, log);
    }

    /// An act as it can be read without a key.
    public record Row(long index, String at, String who, String what, String kind, String object) {

        @Override
        public String toString() {
            return "%8d %s %s %s %s %s".formatted(index, at, who, what, kind, object);
        }
    }

    public long size() {
        return checkpoint.size();
    }

    /// The signed note, to be kept byte for byte.
    public String checkpoint() {
        return note.toString();
    }

    /// The newest acts, the oldest of them first.
    public List<Row> tail(int count) {
        var rows = new ArrayList<Row>();
        for (long at = Math.max(0, size() - count); at < size(); ) {
            var tile = Tile.at(Tile.ENTRIES, at / Tile.FULL, size());
            List<byte[]> entries = folder.entries(tile);
            for (int i = (int) (at % Tile.FULL); i < tile.width(); i++, at++) {
                rows.add(row(at, LeafCodec.read(entries.get(i))));
            }
        }
        return rows;
    }

    /// @throws NotALog when the files do not prove it
    public InclusionProof prove(long index) {
        byte[] entry = folder.entry(index, size());
        List<Hash> path = Merkle.inclusion(folder.nodes(size()), index, size());
        if (!Proofs.included(index, size(), Hash.leaf(entry), path, checkpoint.root())) {
            throw new NotALog(
                    "leaf %d does not lead to the checkpoint's root: run 'earshot audit verify'"
                            .formatted(index));
        }
        return new InclusionProof(
                index,
                Base64Text.encode(entry),
                path.stream().map(Hash::toString).toList(),
                note.toString());
    }

    private static Row row(long index, Act act) {
        Deed deed = act.deed();
        return new Row(
                index,
                act.at().toString(),
                deed.who().toString(),
                deed.what(),
                deed.kind(),
                deed.object());
    }
}
