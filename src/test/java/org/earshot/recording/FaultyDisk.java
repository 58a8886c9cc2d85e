package org.earshot.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The real disk, but for what it is told to refuse.
final class FaultyDisk implements Disk {

    private final Queue<FaultyFile> files = new ConcurrentLinkedQueue<>();
    private final LocalDisk real = new LocalDisk();
    final AtomicInteger forcesToFail = new AtomicInteger();
    final AtomicInteger forces = new AtomicInteger();
    volatile boolean full;
    volatile long free = Long.MAX_VALUE;
    volatile CountDownLatch hang = new CountDownLatch(0);

    @Override
    public Disk.File create(Path file) throws IOException {
        refuseWhenFull();
        var faulty = new FaultyFile(file, real.create(file));
        files.add(faulty);
        return faulty;
    }

    @Override
    public void deleteIfExists(Path file) throws IOException {
        real.deleteIfExists(file);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        real.createDirectories(directory);
    }

    @Override
    public void sync(Path directory) throws IOException {
        real.sync(directory);
        files.stream()
                .filter(file -> directory.equals(file.path.getParent()))
                .forEach(file -> file.named = true);
    }

    @Override
    public long freeBytes(Path directory) throws IOException {
        return Math.min(free, real.freeBytes(directory));
    }

    /// Leaves what was confirmed and nothing else, as a power cut may.
    void cutPower() throws IOException {
        for (FaultyFile file : files) {
            if (!file.named) {
                Files.deleteIfExists(file.path);
            } else {
                try (var channel = FileChannel.open(file.path, StandardOpenOption.WRITE)) {
                    channel.truncate(file.confirmed);
                } catch (NoSuchFileException _) {
                    // A mark that was removed meanwhile.
                }
            }
        }
    }

    long confirmedBytes() {
        return files.stream().mapToLong(file -> file.confirmed).sum();
    }

    private void refuseWhenFull() throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
    }

    private final class FaultyFile implements Disk.File {
        private final Path path;
        private final Disk.File file;
        private final AtomicLong appended = new AtomicLong();
        private volatile long confirmed;
        private volatile boolean named;

        private FaultyFile(Path path, Disk.File file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            if (full) {
                // A full disk takes the beginning.
                file.append(bytes.slice(0, bytes.remaining() / 3));
            }
            refuseWhenFull();
            int length = bytes.remaining();
            file.append(bytes);
            appended.addAndGet(length);
        }

        @Override
        public void force() throws IOException {
            long before = appended.get();
            try {
                hang.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            if (forcesToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("Input/output error");
            }
            file.force();
            confirmed = before;
            forces.incrementAndGet();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
