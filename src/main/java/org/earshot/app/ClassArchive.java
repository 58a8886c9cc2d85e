package org.earshot.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Classes as an earlier run of a command left them in memory: halves the start. Java makes the
/// file at the end of the first run. One that was made of another jar it sometimes neither uses nor
/// renews, so each jar has its own and the old ones go.
final class ClassArchive {

    private ClassArchive() {}

    /// @param jar what is run; only of a jar an archive can be made
    static List<String> options(Path cache, String command, Path jar) {
        try {
            String prefix = "classes-" + command + "-";
            Path archive = cache.resolve(prefix + fingerprint(jar) + ".jsa");
            removeOthers(cache, prefix, archive);
            return List.of(
                    "-XX:+AutoCreateSharedArchive",
                    "-XX:SharedArchiveFile=" + archive,
                    "-Xlog:disable",
                    "-Xlog:all=error,cds=off:stderr");
        } catch (IOException unusable) {
            return List.of(); // a slower start is all it costs
        }
    }

    private static String fingerprint(Path jar) throws IOException {
        long size = Files.size(jar);
        long changed = Files.getLastModifiedTime(jar).toMillis();
        return Runtime.version().feature() + "-" + Long.toString(size + 31 * changed, 36);
    }

    private static void removeOthers(Path cache, String prefix, Path keep) throws IOException {
        Files.createDirectories(cache);
        try (var files = Files.list(cache)) {
            files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> !file.equals(keep))
                    .forEach(ClassArchive::remove);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
