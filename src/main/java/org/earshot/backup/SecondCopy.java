package org.earshot.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings backups, pieces of the write-ahead log, recordings and the log's files to another
/// directory. It only ever adds: what is there is not written again and not deleted, and bears the
/// permission to be read and no other. Run as another user (`earshot backup copy`), whom the
/// hotline cannot act as, it outlives whoever takes over the hotline.
public final class SecondCopy {

    private static final Logger LOG = LoggerFactory.getLogger(SecondCopy.class);

    private final Path from;
    private final Path to;
    private final List<Path> files;

    /// @param files directories that are copied beside the backups, by their own names
    public SecondCopy(Path from, Path to, List<Path> files) {
        this.from = from;
        this.to = to;
        this.files = List.copyOf(files);
    }

    /// @return how many files were new
    /// @throws BackupFailed when one cannot be copied
    public int run() {
        try {
            int copied = bring(from, to.resolve("backups"));
            for (Path directory : files) {
                copied += bring(directory, to.resolve(directory.getFileName().toString()));
            }
            return copied;
        } catch (IOException failure) {
            throw new BackupFailed(
                    "The second copy in " + to + " is not complete: " + failure, failure);
        }
    }

    /// A single new file; a failure is for the next [#run].
    public void add(Path file) {
        try {
            copy(file, to.resolve("backups").resolve(from.relativize(file).toString()));
        } catch (IOException failure) {
            LOG.error("The second copy is behind: {}", failure.toString());
        }
    }

    private static int bring(Path from, Path to) throws IOException {
        int copied = 0;
        if (!Files.isDirectory(from)) {
            return 0;
        }
        try (var found = Files.walk(from)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                Path name = from.relativize(file);
                if (!BackupSettings.isLeftOut(name) && copy(file, to.resolve(name.toString()))) {
                    copied++;
                }
            }
        }
        return copied;
    }

    private static boolean copy(Path file, Path to) throws IOException {
        if (Files.exists(to) && Files.size(to) == Files.size(file)) {
            return false;
        }
        Files.createDirectories(to.getParent());
        Path draft = to.resolveSibling("." + to.getFileName() + ".draft");
        Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("r--------"));
        Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }
}
