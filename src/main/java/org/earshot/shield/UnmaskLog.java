package org.earshot.shield;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.earshot.shield.UnmaskEntry.Act;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may unmask, and who did: a file that only grows, each entry chained to the one before by
/// SHA-256 and on the disk before what it tells of happens. When it cannot be written or its chain
/// is broken, nothing is unmasked.
///
/// Several processes may write it: a lock on the file beside it lets one at a time.
public final class UnmaskLog {

    private static final Logger LOG = LoggerFactory.getLogger(UnmaskLog.class);

    /// A process's file locks do not keep its own threads apart.
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path file;
    private final InstantSource clock;
    private final ReentrantLock threads;

    // All of these under `threads`.
    private final List<UnmaskEntry> entries = new ArrayList<>();
    private final Set<String> hashes = new HashSet<>();
    private People people = People.NOBODY;
    private byte[] head = UnmaskEntry.BEGIN;
    private long read;
    private boolean dead;

    private UnmaskLog(Path file, InstantSource clock) {
        this.file = file.toAbsolutePath().normalize();
        this.clock = clock;
        this.threads = THREADS.computeIfAbsent(this.file, key -> new ReentrantLock());
    }

    /// The log of a shield's directory; made when something is written first.
    public static UnmaskLog in(Path directory, InstantSource clock) {
        return new UnmaskLog(directory.resolve("unmask.log"), clock);
    }

    /// @return the entry's hash, when it is on the disk
    /// @throws UnmaskLogUnusable when that did not succeed: then nothing may happen
    public byte[] append(Act act, Map<String, String> details) {
        threads.lock();
        try (var _ = lock()) {
            catchUp();
            var at = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
            var entry = new UnmaskEntry(entries.size() + 1L, at, act, details);
            people.with(entry); // throws before anything is written
            write(entry.line(head));
            catchUp();
            return head.clone();
        } catch (IOException failure) {
            dead = true; // fsync that failed once may "succeed" the next time and mean nothing
            LOG.error("The unmasking log cannot be written ({}).", failure.getClass().getName());
            throw new UnmaskLogUnusable("cannot be written", failure);
        } finally {
            threads.unlock();
        }
    }

    /// Everybody who is registered now.
    ///
    /// @throws UnmaskLogUnusable when the log cannot be read or was altered
    public People people() {
        threads.lock();
        try {
            catchUp();
            return people;
        } catch (IOException failure) {
            throw new UnmaskLogUnusable("cannot be read", failure);
        } finally {
            threads.unlock();
        }
    }

    /// All entries, each checked against the one before.
    ///
    /// @throws UnmaskLogUnusable naming the first line that does not fit
    public List<UnmaskEntry> entries() {
        people();
        threads.lock();
        try {
            return List.copyOf(entries);
        } finally {
            threads.unlock();
        }
    }

    /// Hashes of all entries, in hexadecimal.
    Set<String> hashes() {
        people();
        threads.lock();
        try {
            return Set.copyOf(hashes);
        } finally {
            threads.unlock();
        }
    }

    /// Whether an entry has this hash, in hexadecimal.
    public boolean contains(String hash) {
        return hashes().contains(hash.strip().toLowerCase(Locale.ROOT));
    }

    /// Hash of the newest entry: whoever notes it down can tell later whether anything before it
    /// was changed or cut off.
    public byte[] head() {
        people();
        return head.clone();
    }

    private void catchUp() throws IOException {
        if (dead) {
            throw new IOException("an earlier entry may be missing; start the shield again");
        }
        if (!Files.exists(file)) {
            require(read == 0, "is gone");
            return;
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            require(in.length() >= read, "was cut off");
            var more = new byte[Math.toIntExact(in.length() - read)];
            in.seek(read);
            in.readFully(more);
            take(more);
        }
    }

    private void take(byte[] more) {
        int from = 0;
        for (int i = 0; i < more.length; i++) {
            if (more[i] == '\n') {
                var line = ByteBuffer.wrap(more, from, i - from).slice();
                var next = UnmaskEntry.parse(line, head, entries.size() + 1L);
                people = checked(next.entry());
                entries.add(next.entry());
                head = next.hash();
                hashes.add(HexFormat.of().formatHex(head));
                from = i + 1;
            }
        }
        read += from; // what comes after the last line end was never acknowledged
    }

    private People checked(UnmaskEntry entry) {
        try {
            return people.with(entry);
        } catch (IllegalArgumentException brokenRule) {
            throw new UnmaskLogUnusable("breaks a rule at line " + entry.number(), brokenRule);
        }
    }

    private void write(byte[] line) throws IOException {
        boolean first = !Files.exists(file);
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var owner = PosixFilePermissions.fromString("rw-------");
        try (var channel =
                FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(owner))) {
            if (channel.size() > read) {
                channel.truncate(read); // a line torn by a crash
            }
            channel.position(read);
            var buffer = ByteBuffer.wrap(line);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        if (first) {
            try (var directory = FileChannel.open(parent(), StandardOpenOption.READ)) {
                directory.force(true); // a new name is durable only once its directory is
            }
        }
    }

    private FileChannel lock() throws IOException {
        var channel =
                FileChannel.open(
                        parent().resolve(file.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        channel.lock(); // let go of when the channel is closed
        return channel;
    }

    private Path parent() {
        return file.resolveSibling(".").normalize();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UnmaskLogUnusable(otherwise, null);
        }
    }
}
