package org.earshot.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// The real disk, but for what it is told to refuse.
final class FaultyDisk implements Disk {

    private final LocalDisk real = new LocalDisk();
    final AtomicInteger forcesToFail = new AtomicInteger();
    final AtomicInteger forces = new AtomicInteger();
    volatile boolean full;
    volatile long free = Long.MAX_VALUE;
    volatile CountDownLatch hang = new CountDownLatch(0);

    @Override
    public Disk.File create(Path file) throws IOException {
        refuseWhenFull();
        return new FaultyFile(real.create(file));
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
    }

    @Override
    public long freeBytes(Path directory) throws IOException {
        return Math.min(free, real.freeBytes(directory));
    }

    private void refuseWhenFull() throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
    }

    private final class FaultyFile implements Disk.File {
        private final Disk.File file;

        private FaultyFile(Disk.File file) {
            this.file = file;
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            if (full) {
                // A full disk takes the beginning.
                file.append(bytes.slice(0, bytes.remaining() / 3));
            }
            refuseWhenFull();
            file.append(bytes);
        }

        @Override
        public void force() throws IOException {
            try {
                hang.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            if (forcesToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("Input/output error");
            }
            file.force();
            forces.incrementAndGet();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
