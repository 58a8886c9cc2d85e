package org.earshot.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;
import org.earshot.crypto.TamperedException;
import org.jspecify.annotations.Nullable;

/// What the journals of one recording hold. Reads whatever was left behind: torn ends, files
/// without a header, bits that changed. A slot that does not open is missing; all others are read.
final class StoredRecording {

    private final Folder folder;
    private final UUID id;
    private final KeyService keys;
    private final Consumer<Slot> listener;
    private final Tracks tracks = new Tracks();
    private final List<Manifest.File> files = new ArrayList<>();
    private Header.@Nullable Opened opened;
    private @Nullable Manifest manifest;
    private @Nullable ByteBuffer manifestSha256;
    private int damaged;
    private boolean intact;

    private StoredRecording(Folder folder, UUID id, KeyService keys, Consumer<Slot> listener) {
        this.folder = folder;
        this.id = id;
        this.keys = keys;
        this.listener = listener;
    }

    /// @param listener is given every slot of audio, in the order of writing
    /// @throws RecordingUnreadable when there is none, or no journal has a header
    /// @throws org.earshot.crypto.KeyDestroyed when its day has come
    static StoredRecording read(Folder folder, UUID id, KeyService keys, Consumer<Slot> listener) {
        var stored = new StoredRecording(folder, id, keys, listener);
        try {
            List<Integer> numbers = folder.journals(id);
            for (int number : numbers) {
                stored.readHeader(number);
            }
            for (int number : numbers) {
                stored.readJournal(number);
            }
            stored.intact = stored.holdsAllOfTheManifest();
        } catch (IOException failure) {
            throw new RecordingUnreadable(
                    "Recording " + id + " cannot be read: " + failure, failure);
        }
        if (stored.opened == null) {
            throw new RecordingUnreadable(
                    "There is no recording "
                            + id
                            + " in the recordings directory, or no second of it");
        }
        return stored;
    }

    /// Only the header, without reading the audio. Empty when there is none that is whole.
    static Optional<Header> header(Folder folder, UUID id, KeyService keys) throws IOException {
        var stored = new StoredRecording(folder, id, keys, _ -> {});
        for (int number : folder.journals(id)) {
            stored.readHeader(number);
        }
        return Optional.ofNullable(stored.opened).map(Header.Opened::header);
    }

    Header header() {
        return opened().header();
    }

    DataKey key() {
        return opened().key();
    }

    Tracks tracks() {
        return tracks;
    }

    /// The journals as they are now.
    List<Manifest.File> files() {
        return files;
    }

    int highestNumber() {
        return files.isEmpty() ? 0 : files.getLast().number();
    }

    Optional<Manifest> manifest() {
        return Optional.ofNullable(manifest);
    }

    Optional<ByteBuffer> manifestSha256() {
        return Optional.ofNullable(manifestSha256);
    }

    /// Slots that did not open.
    int damaged() {
        return damaged;
    }

    /// In samples: what the manifest says, or else up to the last sample.
    long length() {
        return manifest().map(Manifest::length).orElseGet(tracks::end);
    }

    /// Sealed, and everything that was sealed is still there.
    boolean intact() {
        return intact;
    }

    private Header.Opened opened() {
        if (opened == null) {
            throw new IllegalStateException("Recording " + id + " was not read");
        }
        return opened;
    }

    private void readHeader(int number) throws IOException {
        var block = new byte[Header.BYTES];
        try (var in = FileChannel.open(folder.journal(id, number))) {
            if (opened == null && fill(in, block)) {
                opened = Header.open(keys, id, number, block);
            }
        } catch (TamperedException _) {
            // Every journal of the recording has the same key; one header is enough.
            damaged++;
        }
    }

    private void readJournal(int number) throws IOException {
        var hash = new Sha256();
        int slots = 0;
        var sealed = new byte[Slot.SEALED_BYTES];
        try (var in = FileChannel.open(folder.journal(id, number))) {
            in.position(Header.BYTES);
            while (opened != null && fill(in, sealed)) {
                var slot = openSlot(new Slot.Place(id, number, slots), sealed);
                if (slot.isPresent() && slot.get().kind() == Slot.Kind.MANIFEST) {
                    manifest = Manifest.of(slot.get());
                    manifestSha256 = Sha256.of(sealed);
                    break;
                }
                slot.ifPresent(this::take);
                hash.add(sealed);
                slots++;
            }
        }
        files.add(new Manifest.File(number, slots, hash.sofar()));
    }

    private void take(Slot slot) {
        tracks.add(slot);
        listener.accept(slot);
    }

    private boolean holdsAllOfTheManifest() throws IOException {
        if (manifest == null) {
            return false;
        }
        for (Manifest.File file : manifest.files()) {
            if (!files.contains(file) && !file.equals(beginning(file.number(), file.slots()))) {
                return false;
            }
        }
        return true;
    }

    /// An abandoned journal may hold slots after those that were confirmed.
    private Manifest.File beginning(int number, int slots) throws IOException {
        var hash = new Sha256();
        int found = 0;
        if (Files.exists(folder.journal(id, number))) {
            try (var in = FileChannel.open(folder.journal(id, number))) {
                in.position(Header.BYTES);
                var sealed = new byte[Slot.SEALED_BYTES];
                while (found < slots && fill(in, sealed)) {
                    hash.add(sealed);
                    found++;
                }
            }
        }
        return new Manifest.File(number, found, hash.sofar());
    }

    private Optional<Slot> openSlot(Slot.Place place, byte[] sealed) {
        try {
            return Optional.of(Slot.open(opened().key().files(), place, sealed));
        } catch (TamperedException _) {
            damaged++;
            return Optional.empty();
        }
    }

    /// False at the end of the file, a torn slot included.
    private static boolean fill(FileChannel in, byte[] block) throws IOException {
        var buffer = ByteBuffer.wrap(block);
        while (buffer.hasRemaining()) {
            if (in.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }
}
