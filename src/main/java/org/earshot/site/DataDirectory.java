package org.earshot.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.site.AsteriskSettings.Adapter;
import org.jspecify.annotations.Nullable;

/// Everything one installation keeps: `instance.json`, `postgres/`, `asterisk/`, `recordings/`,
/// `keys/`, `log/`. Its owner alone may enter.
public final class DataDirectory implements AutoCloseable {

    /// An hour of calls in both legs is 58 MB; PostgreSQL starts with 60.
    static final long NEEDED_BYTES = 300L * 1024 * 1024;

    private static final String BACKUP_ROLE = "postgres.backup";

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    /// Directories this very process has locked. The kernel's lock belongs to the whole process and
    /// is gone as soon as any channel to the file is closed (fcntl(2)), so a second one must not
    /// even be opened.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final Instance instance;
    private final @Nullable FileChannel lock;

    private DataDirectory(Path root, Instance instance, @Nullable FileChannel lock) {
        this.root = root;
        this.instance = instance;
        this.lock = lock;
    }

    /// For the one who runs the installation: makes what is missing, and keeps others out until
    /// closed.
    ///
    /// @throws SiteFault when another Earshot has it, or it cannot be written, or the disk is full
    public static DataDirectory open(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            PrivateFiles.directory(root);
            requireFreeSpace(root, NEEDED_BYTES);
            FileChannel lock = lock(root);
            try {
                for (String name : List.of("recordings", "keys", "log")) {
                    PrivateFiles.directory(root.resolve(name));
                }
                Path file = root.resolve("instance.json");
                if (!Files.exists(file)) {
                    PrivateFiles.write(file, write(Instance.generate()));
                }
                complete(file);
                Path role = root.resolve(BACKUP_ROLE);
                if (!Files.exists(role)) {
                    PrivateFiles.write(role, AsteriskSecrets.secret() + "\n");
                }
                return new DataDirectory(root, read(file), lock);
            } catch (IOException | RuntimeException failure) {
                HELD.remove(root);
                lock.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new SiteFault(
                    "The data directory '%s' cannot be used: %s; choose another with --data."
                            .formatted(root, failure),
                    failure);
        }
    }

    /// For those who work beside it: the core, and commands that look something up.
    ///
    /// @throws SiteFault when there is no installation
    public static DataDirectory existing(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        return new DataDirectory(root, read(root.resolve("instance.json")), null);
    }

    public Path root() {
        return root;
    }

    public Instance instance() {
        return instance;
    }

    public Path recordings() {
        return root.resolve("recordings");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path log() {
        return root.resolve("log");
    }

    public Path cluster() {
        return root.resolve("postgres");
    }

    /// Password of the role that backs the database up; made with the directory.
    ///
    /// @throws SiteFault when it is missing
    public String backupPassword() {
        Path file = root.resolve(BACKUP_ROLE);
        try {
            return Files.readString(file).strip();
        } catch (IOException missing) {
            throw new SiteFault(
                    "'%s' cannot be read: %s; it is made when Earshot starts."
                            .formatted(file, missing.getMessage()),
                    missing);
        }
    }

    /// @param binaries the cache for PostgreSQL's programs
    public PostgresSettings postgres(Path binaries) {
        return instance.postgres(root, binaries);
    }

    /// What callers said to Asterisk while the core was away.
    public AwayMessages awayMessages() {
        return AwayMessages.in(AsteriskSettings.awayDirectory(instance.name()));
    }

    /// Prompts are added with [AsteriskSettings#withPrompts].
    ///
    /// @param sipHost the address that calls come in at
    /// @param trunk who may call, see [AsteriskSettings#thisMachine]
    public AsteriskSettings asterisk(Adapter adapter, String sipHost, List<String> trunk) {
        return new AsteriskSettings(
                instance.name(),
                root.resolve("asterisk"),
                adapter,
                sipHost,
                trunk,
                instance.asterisk(),
                instance.secrets(),
                List.of(),
                List.of(),
                AsteriskSettings.PATIENCE_SECONDS,
                Optional.empty());
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                HELD.remove(root);
                lock.close();
            } catch (IOException ignored) {
                // The kernel lets go of it when we end.
            }
        }
    }

    /// @throws SiteFault when the disk of `directory` has less than `bytes` left
    public static void requireFreeSpace(Path directory, long bytes) {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < bytes) {
                throw new SiteFault(
                        "The disk of '%s' has %d MB free and %d MB are needed; make room or choose another directory with --data."
                                .formatted(directory, free >> 20, bytes >> 20));
            }
        } catch (IOException unknown) {
            throw new SiteFault(
                    "The free space of '%s' cannot be read: %s."
                            .formatted(directory, unknown.getMessage()),
                    unknown);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        Path file = root.resolve(".lock");
        if (!HELD.add(root)) {
            throw inUse(root, file);
        }
        FileChannel channel = null;
        try {
            channel = lockFile(root, file);
            return channel;
        } finally {
            if (channel == null) {
                HELD.remove(root);
            }
        }
    }

    private static FileChannel lockFile(Path root, Path file) throws IOException {
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        boolean locked;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException sameProgram) {
            locked = false;
        }
        if (!locked) {
            channel.close();
            throw inUse(root, file);
        }
        channel.truncate(0);
        String pid = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static SiteFault inUse(Path root, Path file) throws IOException {
        return new SiteFault(
                "The data directory '%s' is in use by another Earshot (process %s); stop that one, or choose another directory with --data."
                        .formatted(root, Files.readString(file).strip()));
    }

    /// An installation of before short messages, or the witness, had a port.
    private static void complete(Path file) throws IOException {
        try {
            if (JSON.readTree(Files.readString(file)) instanceof ObjectNode known
                    && known.has("apiPort")
                    && !(known.has("messagePort") && known.has("witnessPort"))) {
                if (!known.has("messagePort")) {
                    known.put("messagePort", Instance.newMessagePort());
                }
                if (!known.has("witnessPort")) {
                    known.put("witnessPort", Instance.newWitnessPort());
                }
                PrivateFiles.write(file, known.toPrettyString() + "\n");
            }
        } catch (JsonProcessingException broken) {
            // said by whoever reads it
        }
    }

    private static Instance read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), Instance.class);
        } catch (NoSuchFileException missing) {
            throw new SiteFault(
                    "There is no Earshot in '%s'; start it once with 'earshot up', or name its directory with --data."
                            .formatted(file.getParent()),
                    missing);
        } catch (JsonProcessingException broken) {
            throw new SiteFault(
                    "'%s' cannot be understood (%s); put it right, or bring back a copy: it holds the passwords of the database beside it."
                            .formatted(file, broken.getOriginalMessage()));
        } catch (IOException unreadable) {
            throw new SiteFault(
                    "'%s' cannot be read: %s; is it yours?"
                            .formatted(file, unreadable.getMessage()),
                    unreadable);
        }
    }

    private static String write(Instance instance) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(instance) + "\n";
    }
}
