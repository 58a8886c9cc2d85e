package org.earshot.crypto;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One random key for each entry of a store, in a small file named after the entry, wrapped under
/// one outer key. They lie apart from what they seal and from its backups, so destroying an entry's
/// key makes every copy of the entry unreadable.
///
/// Several processes may use one directory.
public final class EntryKeys {

    private static final String WRAPPED = ".wrapped";

    private final KeyFiles files;
    private final Secret outer;

    private EntryKeys(KeyFiles files, Secret outer) {
        this.files = files;
        this.outer = outer;
    }

    /// @throws KeysUnavailable when the directory cannot be made
    public static EntryKeys open(Path directory, Secret outer) {
        return new EntryKeys(KeyFiles.open(directory), outer);
    }

    /// On the disk when this returns.
    ///
    /// @throws KeysUnavailable when it cannot be written
    public EntryKey create(UUID entry) {
        var fresh = EntryKey.fresh(entry.toString(), outer);
        return unwrap(entry, files.createOrRead(entry + WRAPPED, fresh.bytes()));
    }

    /// Empty once it was destroyed.
    ///
    /// @throws KeysUnavailable when it cannot be read, or was wrapped under another outer key
    public Optional<EntryKey> find(UUID entry) {
        return files.read(entry + WRAPPED).map(wrapped -> unwrap(entry, wrapped));
    }

    /// Leaves no copy of the key on the disk, as far as the disk obeys.
    public void destroy(UUID entry) {
        files.shred(entry + WRAPPED);
    }

    public List<UUID> entries() {
        return files.names(WRAPPED).stream().map(UUID::fromString).toList();
    }

    private EntryKey unwrap(UUID entry, byte[] wrapped) {
        try {
            return EntryKey.unwrap(entry.toString(), outer, wrapped);
        } catch (TamperedException other) {
            throw new KeysUnavailable(
                    "The key "
                            + entry
                            + " in "
                            + files
                            + " does not open under the vault key; put both back from one copy",
                    other);
        }
    }
}
