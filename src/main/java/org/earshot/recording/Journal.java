package org.earshot.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.earshot.crypto.DataKey;
import org.jspecify.annotations.Nullable;

/// Writes the slots of one recording to its journals. The writer's thread only [writes][#write()],
/// the confirmer's does the rest; this object's lock guards all but the wait for the disk in
/// [#force()].
///
/// A slot stays in memory until the disk has confirmed it. When writing or confirming fails, the
/// file is [abandoned][#abandon()] and the next one takes all that was not confirmed, once more:
/// what a disk says about a file after it failed once is not to be believed.
final class Journal {

    private final Folder folder;
    private final Disk disk;
    private final Header header;
    private final Supplier<DataKey> newKey;
    private final Tracks tracks;
    private final List<Manifest.File> closed;
    private final int generation;
    private final List<Slot> unconfirmed = new ArrayList<>();
    private @Nullable DataKey key;
    private int nextNumber;
    private boolean marked;
    private @Nullable Current current;

    /// A journal that is written to now. The first `written` of the unconfirmed slots are in it.
    private static final class Current {
        private final int number;
        private final Disk.File file;
        private final Sha256 hash = new Sha256();
        private int slots;
        private int written;
        private Manifest.File confirmed;
        private boolean named;
        private boolean broken;

        private Current(int number, Disk.File file) {
            this.number = number;
            this.file = file;
            this.confirmed = asOfNow();
        }

        private Manifest.File asOfNow() {
            return new Manifest.File(number, slots, hash.sofar());
        }
    }

    /// A new recording.
    Journal(Folder folder, Disk disk, Header header, Supplier<DataKey> newKey) {
        this.folder = folder;
        this.disk = disk;
        this.header = header;
        this.newKey = newKey;
        this.tracks = new Tracks();
        this.closed = new ArrayList<>();
        this.nextNumber = 1;
        this.generation = nextNumber;
    }

    /// A recording that goes on after a restart.
    Journal(Folder folder, Disk disk, StoredRecording stored) {
        this.folder = folder;
        this.disk = disk;
        this.header = stored.header();
        this.newKey = stored::key;
        this.tracks = stored.tracks();
        this.closed = new ArrayList<>(stored.files());
        this.closed.removeIf(file -> file.slots() == 0);
        this.nextNumber = stored.highestNumber() + 1;
        this.generation = nextNumber;
    }

    /// Different for each run of the core that writes to the recording.
    int generation() {
        return generation;
    }

    Header header() {
        return header;
    }

    /// Known once something was written.
    LocalDate destroyOn() {
        return key().bucket().destroyOn();
    }

    synchronized void add(Slot slot) {
        unconfirmed.add(slot);
        tracks.add(slot);
    }

    synchronized int unconfirmed() {
        return unconfirmed.size();
    }

    synchronized boolean isOpen() {
        return current != null;
    }

    synchronized long gaps(long length) {
        return tracks.gaps(length);
    }

    /// Hands what is not in the current file yet to the kernel.
    synchronized void write() throws IOException {
        var file = current();
        while (file.written < unconfirmed.size()) {
            byte[] sealed = seal(unconfirmed.get(file.written), file);
            append(file, ByteBuffer.wrap(sealed));
            file.hash.add(sealed);
            file.slots++;
            file.written++;
        }
    }

    /// Returns when all that was written before will survive a power cut. Others may write
    /// meanwhile.
    ///
    /// @return how many slots were confirmed
    int force() throws IOException {
        Current file;
        int count;
        Manifest.File asOfNow;
        synchronized (this) {
            file = current();
            count = file.written;
            asOfNow = file.asOfNow();
        }
        file.file.force();
        if (!file.named) {
            disk.sync(folder.of(header.id()));
            disk.sync(folder.root());
            disk.sync(folder.open());
            file.named = true;
        }
        synchronized (this) {
            unconfirmed.subList(0, count).clear();
            file.written -= count;
            file.confirmed = asOfNow;
        }
        return count;
    }

    /// Writes and forces all, then the manifest. Nothing may be added after that.
    ///
    /// @return the SHA-256 of the sealed manifest
    ByteBuffer seal(long length) throws IOException {
        byte[] manifest;
        Current file;
        synchronized (this) {
            write();
            file = current();
            var files = new ArrayList<>(closed);
            files.add(file.asOfNow());
            if (files.size() > Manifest.MOST_FILES) {
                throw new IOException("The recording is in too many pieces to be sealed");
            }
            manifest = seal(new Manifest(length, tracks.gaps(length), files).slot(), file);
            append(file, ByteBuffer.wrap(manifest));
        }
        force();
        file.file.close();
        return Sha256.of(manifest);
    }

    /// Never touches the current file again; the next one takes what was not confirmed.
    synchronized void abandon() {
        if (current == null) {
            return;
        }
        if (current.confirmed.slots() > 0) {
            closed.add(current.confirmed);
        }
        try {
            current.file.close();
            if (current.slots == 0) {
                // A disk that is full for an hour leaves no thousand empty files.
                disk.deleteIfExists(folder.journal(header.id(), current.number));
            }
        } catch (IOException _) {
            // It has failed already.
        }
        current = null;
    }

    private static void append(Current file, ByteBuffer bytes) throws IOException {
        try {
            file.file.append(bytes);
        } catch (IOException failure) {
            file.broken = true;
            throw failure;
        }
    }

    private byte[] seal(Slot slot, Current file) {
        return slot.seal(key().files(), new Slot.Place(header.id(), file.number, file.slots));
    }

    private DataKey key() {
        if (key == null) {
            key = newKey.get();
        }
        return key;
    }

    private Current current() throws IOException {
        if (current == null) {
            var dataKey = key();
            mark();
            var opened = create();
            current = opened;
            append(opened, header.seal(dataKey, opened.number));
        }
        if (current.broken) {
            throw new IOException("A journal that failed waits to be abandoned");
        }
        return current;
    }

    private Current create() throws IOException {
        disk.createDirectories(folder.of(header.id()));
        while (true) {
            int number = nextNumber++;
            try {
                return new Current(number, disk.create(folder.journal(header.id(), number)));
            } catch (FileAlreadyExistsException _) {
                // Left behind unreadable by an earlier run; the next number is free or its
                // neighbour.
            }
        }
    }

    private void mark() throws IOException {
        if (marked) {
            return;
        }
        disk.createDirectories(folder.open());
        try {
            disk.create(folder.mark(header.id())).close();
        } catch (FileAlreadyExistsException _) {
            // Resumed.
        }
        marked = true;
    }
}
