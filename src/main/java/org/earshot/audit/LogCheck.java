package org.earshot.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.earshot.audit.Leaves.Indexed;
import org.jspecify.annotations.Nullable;

/// Reads the whole log once, in flat memory: rebuilds the tree and compares database, entry
/// bundles, hash tiles, checkpoint and what others have seen of it.
public final class LogCheck {

    private static final int MOST = 100;

    private final LogFolder folder;
    private final NoteKey log;
    private final @Nullable Leaves database;
    private final List<Seen> seen;
    private final List<Finding> findings = new ArrayList<>();
    private final Frontier frontier = new Frontier();
    private long lastGood;

    private LogCheck(LogFolder folder, NoteKey log, @Nullable Leaves database, List<Seen> seen) {
        this.folder = folder;
        this.log = log;
        this.database = database;
        this.seen =
                seen.stream()
                        .sorted(Comparator.comparingLong((Seen one) -> one.checkpoint().size()))
                        .toList();
    }

    /// Everything there is.
    ///
    /// @param log a key that was kept elsewhere: the folder's own says nothing
    public static LogReport verify(
            LogFolder folder, NoteKey log, AuditRepository database, List<Seen> seen) {
        return verify(folder, log, (Leaves) database, seen);
    }

    static LogReport verify(LogFolder folder, NoteKey log, Leaves database, List<Seen> seen) {
        return new LogCheck(folder, log, database, seen).run();
    }

    /// The files alone.
    public static LogReport fsck(LogFolder folder, NoteKey log) {
        return new LogCheck(folder, log, null, List.of()).run();
    }

    private LogReport run() {
        Checkpoint checkpoint = checkpoint();
        long size = checkpoint.size();
        for (Seen one : seen) {
            if (one.checkpoint().size() > size) {
                found(
                        size,
                        "and those behind it are gone: %s has seen %d leaves, the checkpoint has %d"
                                .formatted(one.by(), one.checkpoint().size(), size));
            }
        }
        var upper = new UpperTiles(folder, this::found);
        for (long number = 0; number * Tile.FULL < size && findings.size() < MOST; number++) {
            tile(number, size, upper);
        }
        upper.finish();
        compare("the checkpoint", checkpoint);
        strays();
        return new LogReport(size, frontier.root().toString(), findings);
    }

    private Checkpoint checkpoint() {
        var none = Checkpoint.of(log.name(), 0, Hash.EMPTY);
        try {
            Optional<Note> note = folder.checkpoint();
            if (note.isEmpty() && (!seen.isEmpty() || (database != null && database.size() > 0))) {
                throw new NotALog("the checkpoint is missing");
            }
            note.ifPresent(this::lines);
            return note.map(there -> Checkpoint.signed(there, log)).orElse(none);
        } catch (NotALog unusable) {
            findings.add(new Finding(null, String.valueOf(unusable.getMessage())));
            return none;
        }
    }

    /// Below our own checkpoint stands our signature, and those of the witnesses we know.
    private void lines(Note note) {
        var witnesses = new ArrayList<NoteKey>();
        for (Seen one : seen) {
            NoteKey witness = one.witness();
            if (witness != null) {
                witnesses.add(witness);
            }
        }
        for (Note.Line line : note.signatures()) {
            boolean good =
                    line.isBy(log)
                            ? log.verifies(note.text(), line.signature())
                            : witnesses.isEmpty() || isByOne(witnesses, note, line);
            if (!good) {
                findings.add(
                        new Finding(null, "the checkpoint carries a signature that is not good"));
            }
        }
    }

    private static boolean isByOne(List<NoteKey> witnesses, Note note, Note.Line line) {
        return witnesses.stream()
                .anyMatch(key -> Cosignature.time(note.text(), line, key).isPresent());
    }

    /// 256 leaves.
    private void tile(long number, long size, UpperTiles upper) {
        long first = number * Tile.FULL;
        var tile = Tile.at(0, number, size);
        List<Hash> hashes = read(first, () -> folder.hashes(tile));
        List<Hash> bundle =
                read(
                        first,
                        () ->
                                folder.entries(Tile.at(Tile.ENTRIES, number, size)).stream()
                                        .map(Hash::leaf)
                                        .toList());
        Map<Long, Hash> rows = database == null ? Map.of() : rows(database, first, tile.width());
        for (int i = 0; i < tile.width(); i++) {
            var copies = new Copies(at(hashes, i), at(bundle, i), rows.get(first + i));
            String fault = copies.fault(database != null);
            if (!fault.isEmpty()) {
                found(first + i, fault);
            }
            frontier.add(copies.best());
            compareWithSeen();
        }
        if (tile.isFull() && hashes.size() == Tile.FULL) {
            upper.below(0, hashes);
        }
    }

    /// The hash of one leaf in the three places that have it.
    private record Copies(@Nullable Hash tile, @Nullable Hash bundle, @Nullable Hash row) {

        String fault(boolean withDatabase) {
            if (withDatabase && row == null) {
                return "is missing from the database";
            }
            if (tile == null || bundle == null) {
                return "is missing from the files";
            }
            boolean filesAgree = tile.equals(bundle);
            if (row == null || row.equals(tile)) {
                return filesAgree ? "" : "is altered in its entry bundle or its hash tile";
            }
            return filesAgree
                    ? "is altered in the database"
                    : row.equals(bundle) ? "is altered in its hash tile" : "is altered everywhere";
        }

        /// What two say, else what one says.
        Hash best() {
            if (row != null && bundle != null && row.equals(bundle)) {
                return row;
            }
            return tile != null ? tile : bundle != null ? bundle : row != null ? row : Hash.EMPTY;
        }
    }

    private void compareWithSeen() {
        for (Seen one : seen) {
            if (one.checkpoint().size() == frontier.size()) {
                compare(one.by(), one.checkpoint());
            }
        }
    }

    private void compare(String by, Checkpoint known) {
        if (frontier.size() != known.size()) {
            return; // said already
        }
        if (frontier.root().equals(known.root())) {
            lastGood = known.size();
        } else if (known.size() == 0) {
            findings.add(new Finding(null, "the empty tree has another root in " + by));
        } else {
            found(
                    lastGood,
                    "or one behind it, before %d, is not what %s has seen"
                            .formatted(known.size(), by));
        }
    }

    private void strays() {
        long strays = database == null ? 0 : database.strays();
        if (strays > 0) {
            findings.add(
                    new Finding(
                            null,
                            "%d acts in the database neither are in the log nor wait for it"
                                    .formatted(strays)));
        }
    }

    private <T> List<T> read(long first, Supplier<List<T>> file) {
        try {
            return file.get();
        } catch (NotALog misfit) {
            found(first, "and those behind it: " + misfit.getMessage());
            return List.of();
        }
    }

    private static Map<Long, Hash> rows(Leaves database, long first, int width) {
        var rows = new HashMap<Long, Hash>();
        for (Indexed row : database.read(first, width)) {
            byte[] leaf = row.leaf();
            if (leaf != null) {
                rows.put(row.index(), Hash.leaf(leaf));
            }
        }
        return rows;
    }

    private static @Nullable Hash at(List<Hash> hashes, int index) {
        return index < hashes.size() ? hashes.get(index) : null;
    }

    private void found(long leaf, String what) {
        if (findings.size() < MOST) {
            findings.add(new Finding(leaf, what));
        }
    }
}
