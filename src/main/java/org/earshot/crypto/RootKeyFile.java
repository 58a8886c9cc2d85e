package org.earshot.crypto;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// A file of 32 random bytes, made on first use.
record RootKeyFile(Path file, Path sealed) implements RootKey {

    static final byte KIND = 1;
    static final String NEEDED = "its key file";

    @Override
    public byte kind() {
        return KIND;
    }

    @Override
    public int parameterBytes() {
        return 0;
    }

    @Override
    public byte[] newParameters(boolean first) {
        if (first && read().isEmpty()) {
            var _ = directory().createOrRead(name(), Bytes.random(AesGcm.KEY_BYTES));
        }
        return new byte[0];
    }

    @Override
    public byte[] key(byte[] parameters) {
        return read().filter(bytes -> bytes.length == AesGcm.KEY_BYTES)
                .orElseThrow(() ->
                        new KeysUnavailable(
                                "The key file "
                                        + file
                                        + ", which opens "
                                        + sealed
                                        + ", is missing or cut off; put back the copy you"
                                        + " kept"));
    }

    @Override
    public String needed() {
        return NEEDED;
    }

    @Override
    public String wrong() {
        return "with the key in " + file + "; put back the two that belong together";
    }

    private Optional<byte[]> read() {
        return directory().read(name());
    }

    private KeyFiles directory() {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return KeyFiles.open(Objects.requireNonNull(parent, "a file lies in a directory"));
    }

    private String name() {
        return file.getFileName().toString();
    }
}
