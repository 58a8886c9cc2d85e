package org.earshot.crypto;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/// The file `root.sealed` in both key directories: the root key under what a person or a token
/// holds. Its lock is the lock of the whole directory.
final class RootStore {

    private static final String NAME = "root.sealed";
    private static final String ID = "root.id";
    private static final String PURPOSE = "core root key";

    private final KeyPlaces places;
    private final KeyCopies copies;
    private final SealedFile file;

    RootStore(KeyPlaces places, KeyCopies copies) {
        this.places = places;
        this.copies = copies;
        file = file(places.first(), places.unsealing());
    }

    <T> T exclusively(Supplier<T> work) {
        return file.exclusively(work);
    }

    /// The root; on first use a fresh one. Under the lock, after the copies were healed.
    ///
    /// @throws KeysUnavailable when there should be one and it is gone, or does not open
    RootRing openOrCreate() {
        if (copies.exists(NAME)) {
            return read();
        }
        requireNoneLost();
        // Installations of the first builds had the root key itself in this file.
        RootRing ring =
                copies.read(KeyPlaces.KeyFile.NAME)
                        .filter(_ -> !copies.names(KeyCopies.WRAPPED).isEmpty())
                        .map(RootStore::whole)
                        .map(RootRing::after)
                        .orElseGet(RootRing::fresh);
        write(ring);
        return ring;
    }

    RootRing read() {
        try {
            return file.read().map(RootRing::of).orElseThrow(this::gone);
        } catch (KeysUnavailable damaged) {
            return fromSecond().orElseThrow(() -> damaged);
        }
    }

    /// Whole or not at all, in the first and then in the second; a kill in between is put right by
    /// the next [KeyCopies#heal].
    void write(RootRing ring) {
        file.write(ring.toBytes());
        copies.mirror(NAME);
        if (places.unsealing() instanceof Unsealing.KeyFile(var key) && isInside(key)) {
            copies.mirror(key.getFileName().toString());
        }
        copies.replace(ID, ring.id().getBytes(StandardCharsets.US_ASCII));
        places.mark().ifPresent(this::mark);
    }

    /// Whether another process has changed the root since `ring`.
    boolean isNewerThan(RootRing ring) {
        byte[] id = ring.id().getBytes(StandardCharsets.US_ASCII);
        return !Arrays.equals(id, copies.read(ID).orElse(id));
    }

    /// From now on only `next` opens it.
    void reseal(Unsealing next) {
        var _ = read(); // also a damaged first is good again now
        var _ = file.reseal(next);
        copies.mirror(NAME);
        if (places.unsealing() instanceof Unsealing.KeyFile(var key)
                && isInside(key)
                && !next.equals(places.unsealing())) {
            copies.shred(key.getFileName().toString());
        }
        if (next instanceof Unsealing.KeyFile(var key) && isInside(key)) {
            copies.mirror(key.getFileName().toString());
        }
    }

    private Optional<RootRing> fromSecond() {
        return places.second()
                .filter(there -> Files.exists(there.resolve(NAME)))
                .flatMap(there -> {
                    var found = file(there, inSecond(there)).read().map(RootRing::of);
                    found.ifPresent(this::write);
                    return found;
                });
    }

    private Unsealing inSecond(Path there) {
        return places.unsealing() instanceof Unsealing.KeyFile(var key) && isInside(key)
                ? new Unsealing.KeyFile(there.resolve(key.getFileName()))
                : places.unsealing();
    }

    private boolean isInside(Path key) {
        return places.first().equals(key.toAbsolutePath().normalize().getParent());
    }

    private void requireNoneLost() {
        boolean marked = places.mark().map(Files::exists).orElse(false);
        boolean orphans = !copies.names(KeyCopies.WRAPPED).isEmpty();
        if (marked || (orphans && !copies.exists(KeyPlaces.KeyFile.NAME))) {
            throw gone();
        }
    }

    private KeysUnavailable gone() {
        return new KeysUnavailable(
                "The root key is missing from "
                        + copies
                        + ", and what is kept needs it; put back the copy you kept of the key"
                        + " directory, or run 'earshot keys escrow recover'. Nothing was made anew");
    }

    private void mark(Path mark) {
        Path parent = mark.toAbsolutePath().normalize().getParent();
        if (parent != null) {
            KeyFiles.open(parent)
                    .createOrRead(
                            mark.getFileName().toString(),
                            "There are keys.\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static byte[] whole(byte[] root) {
        if (root.length != AesGcm.KEY_BYTES) {
            throw new KeysUnavailable(
                    "The root key has "
                            + root.length
                            + " bytes instead of 32; put back the copy you kept");
        }
        return root;
    }

    private static SealedFile file(Path directory, Unsealing unsealing) {
        return new SealedFile(directory.resolve(NAME), PURPOSE, unsealing);
    }
}
