package org.earshot.leaks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Searches files and directory trees, names included. Links are not followed, what they say is
/// searched; devices, pipes and sockets are left alone.
final class FileScan {

    private static final Path STANDARD_INPUT = Path.of("-");
    private static final int BLOCK = 1 << 20;
    private static final long TELL_EVERY_NANOS = 2_000_000_000L;

    private final Patterns patterns;
    private final Findings findings;
    private final Predicate<Path> excluded;
    private final Consumer<LeakProgress> progress;
    private final AtomicLong filesDone = new AtomicLong();
    private final AtomicLong bytesDone = new AtomicLong();
    private final AtomicLong toldAt = new AtomicLong(System.nanoTime());
    private final List<Path> files = new ArrayList<>();
    private long bytesAll;

    FileScan(
            Patterns patterns,
            Findings findings,
            Predicate<Path> excluded,
            Consumer<LeakProgress> progress) {
        this.patterns = patterns;
        this.findings = findings;
        this.excluded = excluded;
        this.progress = progress;
    }

    void scan(List<Path> roots, int threads) {
        for (Path root : roots) {
            list(root);
        }
        try (ExecutorService pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("leak-scan-", 1).factory())) {
            files.forEach(file -> pool.execute(() -> search(file)));
        }
    }

    long filesDone() {
        return filesDone.get();
    }

    long bytesDone() {
        return bytesDone.get();
    }

    private void list(Path root) {
        if (root.equals(STANDARD_INPUT)) {
            files.add(root);
            return;
        }
        if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            findings.trouble("'" + root + "' does not exist.");
            return;
        }
        try {
            Files.walkFileTree(root, new Lister());
        } catch (IOException unreadable) {
            findings.trouble("'" + root + "' cannot be listed.");
        }
    }

    private void search(Path file) {
        String shown = shown(file);
        name(file, shown);
        try {
            if (Files.isSymbolicLink(file)) {
                text(Files.readSymbolicLink(file).toString(), new Place(shown, "link target"));
            } else {
                content(file, shown);
            }
        } catch (NoSuchFileException vanished) {
            // A living installation removes files; what is gone is no leak.
        } catch (IOException | RuntimeException failure) {
            findings.trouble(
                    "'" + shown + "' cannot be read (" + failure.getClass().getSimpleName() + ").");
        }
        filesDone.incrementAndGet();
    }

    private void content(Path file, String shown) throws IOException {
        var block = new byte[BLOCK];
        boolean standard = file.equals(STANDARD_INPUT);
        try (InputStream in = standard ? System.in : Files.newInputStream(file);
                Search search = new Search(patterns, findings, Place.of(shown))) {
            int length = in.readNBytes(block, 0, BLOCK);
            while (length > 0) {
                search.accept(block, 0, length);
                bytesDone.addAndGet(length);
                tell();
                length = in.readNBytes(block, 0, BLOCK);
            }
        }
    }

    /// A path that holds a number is a finding, and is not printed.
    private String shown(Path path) {
        String shown = path.toString();
        if (holdsNumber(shown)) {
            shown = shown.replaceAll("[0-9]", "*");
        }
        return holdsNumber(shown) ? "(a name that holds a number)" : shown;
    }

    private boolean holdsNumber(String text) {
        var found = new Findings();
        searchText(text, found, Place.of(""));
        return found.count() > 0;
    }

    private void name(Path path, String shown) {
        Path last = path.getFileName();
        if (last != null) {
            text(last.toString(), new Place(shown, "name"));
        }
    }

    private void text(String text, Place place) {
        searchText(text, findings, place);
    }

    private void searchText(String text, Findings into, Place place) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        try (Search search = new Search(patterns, into, place)) {
            search.accept(octets, 0, octets.length);
        }
    }

    private void tell() {
        long told = toldAt.get();
        long now = System.nanoTime();
        if (now - told > TELL_EVERY_NANOS && toldAt.compareAndSet(told, now)) {
            progress.accept(
                    new LeakProgress(
                            filesDone.get(),
                            files.size(),
                            bytesDone.get(),
                            bytesAll,
                            findings.count()));
        }
    }

    private final class Lister extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (excluded.test(directory)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            name(directory, shown(directory));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if ((attributes.isRegularFile() || attributes.isSymbolicLink())
                    && !excluded.test(file)) {
                files.add(file);
                bytesAll += attributes.size();
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            if (!(failure instanceof NoSuchFileException) && !excluded.test(file)) {
                findings.trouble("'" + shown(file) + "' cannot be read.");
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
