package org.earshot.crypto;

import java.nio.file.Path;
import java.util.Optional;

/// Where the keys of the core are and what opens them.
///
/// @param first made on first use
/// @param second holds the same; on another disk, so that losing one loses nothing
/// @param unsealing what opens the root key in either
/// @param escrow for whom the keys are sealed once more
/// @param mark a small file elsewhere that remembers that there are keys: where both directories
///   are gone, none are made anew
public record KeyPlaces(
        Path first,
        Optional<Path> second,
        Unsealing unsealing,
        Optional<EscrowPlaces> escrow,
        Optional<Path> mark) {

    public KeyPlaces {
        first = first.toAbsolutePath().normalize();
        second = second.map(path -> path.toAbsolutePath().normalize());
        if (second.isPresent() && second.get().equals(first)) {
            throw new IllegalArgumentException(
                    "keys.second-directory must be another directory than " + first);
        }
    }

    /// Where the shares of the escrow lie, and the public keys its holder gave us.
    public record EscrowPlaces(Path shares, Path publicKeys) {}

    /// One directory, opened by a key file in it.
    public static KeyPlaces in(Path directory) {
        return new KeyPlaces(
                directory,
                Optional.empty(),
                keyFile(directory),
                Optional.empty(),
                Optional.empty());
    }

    /// The key file of a directory.
    public static Unsealing keyFile(Path directory) {
        return new Unsealing.KeyFile(directory.resolve(KeyFile.NAME));
    }

    public KeyPlaces openedBy(Unsealing other) {
        return new KeyPlaces(first, second, other, escrow, mark);
    }

    /// Its name.
    static final class KeyFile {

        static final String NAME = "root.key";

        private KeyFile() {}
    }
}
