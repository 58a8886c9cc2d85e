package org.earshot.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets one writer at a time to a log: of this process and of all. The kernel lets go of it when
/// the process is killed.
final class WriterLock implements Closeable {

    /// The kernel's lock belongs to the whole process and is gone as soon as any channel to the
    /// file is closed (fcntl(2)), so a second one must not even be opened.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private WriterLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// @throws NotALog when somebody has it
    static WriterLock of(Path file) {
        if (!HELD.add(file)) {
            throw inUse(file);
        }
        boolean locked = false;
        try {
            var channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
            if (locked) {
                return new WriterLock(file, channel);
            }
            channel.close();
        } catch (IOException _) {
            // said below
        } finally {
            if (!locked) {
                HELD.remove(file);
            }
        }
        throw inUse(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(file);
    }

    private static NotALog inUse(Path file) {
        return new NotALog(
                "'%s' cannot be locked: another process writes this log".formatted(file));
    }
}
