package org.earshot.shield;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.crypto.KeysUnavailable;

/// The certificates of destruction: one text file an epoch, which anybody may read.
final class CertificateFolder {

    private final Path directory;

    private CertificateFolder(Path directory) {
        this.directory = directory;
    }

    static CertificateFolder of(KeySettings settings) {
        return new CertificateFolder(settings.directory().resolve("certificates"));
    }

    /// Writes those that are missing, so that a kill between destruction and certificate is made
    /// good at the next start.
    ///
    /// @return what was written
    List<Certificate> issue(KeyRing onDisk) {
        var tokens = new CallerTokens(() -> onDisk);
        var issued = new ArrayList<Certificate>();
        for (Tombstone tombstone : onDisk.destroyed()) {
            Path file = directory.resolve(Certificate.fileName(tombstone));
            if (Files.exists(file)) {
                continue;
            }
            if (!tokens.refuses(tombstone)) {
                throw new KeysUnavailable(
                        "The key of "
                                + tombstone.day()
                                + " still opens tokens after its destruction; no certificate was"
                                + " written. Report this fault");
            }
            var certificate = Certificate.of(tombstone, onDisk.signer());
            write(file, certificate.text());
            issued.add(certificate);
        }
        return issued;
    }

    Optional<String> read(Tombstone tombstone) {
        Path file = directory.resolve(Certificate.fileName(tombstone));
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException failure) {
            throw new KeysUnavailable("The certificate " + file + " cannot be read", failure);
        }
    }

    private void write(Path file, String text) {
        try {
            Files.createDirectories(directory);
            Path draft = directory.resolve("." + file.getFileName());
            try (var channel =
                    FileChannel.open(
                            draft,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                var bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } catch (IOException failure) {
            throw new KeysUnavailable(
                    "The certificate " + file + " cannot be written: " + failure, failure);
        }
    }
}
