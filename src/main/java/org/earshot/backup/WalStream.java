package org.earshot.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives the write-ahead log as it is written and keeps it in sealed pieces, so that a lost disk
/// loses seconds. A replication slot makes PostgreSQL wait for us over a restart, up to a limit of
/// size: a full disk of the hotline would be worse than a gap, which the next backup closes.
public final class WalStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WalStream.class);
    private static final String SLOT = "earshot_wal";
    private static final int PIECE_BYTES = 1 << 20;
    private static final Duration PIECE_TIME = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final WalArchive archive;
    private final KeyService keys;
    private final int keepDays;
    private final InstantSource clock;
    private final Consumer<Path> kept;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile Instant heard = Instant.EPOCH;
    private @Nullable DataKey key;

    private WalStream(
            Cluster cluster,
            BackupSettings settings,
            KeyService keys,
            InstantSource clock,
            Consumer<Path> kept) {
        this.cluster = cluster;
        this.archive = new WalArchive(settings.directory().resolve(Backups.WAL));
        this.keys = keys;
        this.keepDays = settings.keepDays();
        this.clock = clock;
        this.kept = kept;
        this.thread = Thread.ofVirtual().name("wal").unstarted(this::run);
    }

    /// @param kept told of each piece that is on the disk
    public static WalStream start(
            Cluster cluster,
            BackupSettings settings,
            KeyService keys,
            InstantSource clock,
            Consumer<Path> kept) {
        var stream = new WalStream(cluster, settings, keys, clock, kept);
        stream.thread.start();
        return stream;
    }

    /// Whether PostgreSQL was heard within the last minute.
    public boolean isUp() {
        return heard.isAfter(clock.instant().minus(Duration.ofMinutes(1)));
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopping(Duration.ZERO)) {
            try {
                slot();
                receive();
            } catch (SQLException | IOException | RuntimeException failure) {
                // Away, restarting, or another process has the slot: nothing is lost meanwhile.
                LOG.warn("The write-ahead log cannot be followed now: {}", failure.getMessage());
                if (isStopping(PAUSE)) {
                    return;
                }
            }
        }
    }

    private void slot() throws SQLException {
        dropWhenLost();
        try (var connection = cluster.connect();
                var statement =
                        connection.prepareStatement(
                                """
                                SELECT pg_create_physical_replication_slot(?, true)
                                WHERE NOT EXISTS (
                                    SELECT FROM pg_replication_slots
                                    WHERE slot_name = ? AND wal_status <> 'lost')
                                """)) {
            statement.setString(1, SLOT);
            statement.setString(2, SLOT);
            statement.execute();
        }
    }

    /// PostgreSQL gave up waiting for us: what is missing is a gap, which the next backup closes.
    private void dropWhenLost() throws SQLException {
        try (var connection = cluster.connect();
                var statement =
                        connection.prepareStatement(
                                """
                                SELECT pg_drop_replication_slot(slot_name)
                                FROM pg_replication_slots
                                WHERE slot_name = ? AND wal_status = 'lost'
                                """)) {
            statement.setString(1, SLOT);
            statement.execute();
        }
    }

    private void receive() throws SQLException, IOException {
        try (Connection connection = cluster.connectForReplication()) {
            var source = Source.of(connection);
            long from = Math.max(archive.end(source.timeline), Lsn.segmentStart(restart()));
            try (PGReplicationStream stream =
                    connection
                            .unwrap(PGConnection.class)
                            .getReplicationAPI()
                            .replicationStream()
                            .physical()
                            .withSlotName(SLOT)
                            .withStatusInterval(10, TimeUnit.SECONDS)
                            .withStartPosition(LogSequenceNumber.valueOf(from))
                            .start()) {
                follow(stream, source, from);
            }
        }
    }

    private long restart() throws SQLException {
        try (var connection = cluster.connect();
                var statement =
                        connection.prepareStatement(
                                "SELECT restart_lsn FROM pg_replication_slots WHERE slot_name = ?")) {
            statement.setString(1, SLOT);
            try (var row = statement.executeQuery()) {
                return row.next() ? Lsn.parse(row.getString(1)) : 0;
            }
        }
    }

    private void follow(PGReplicationStream stream, Source source, long begin)
            throws SQLException, IOException {
        var piece = new ByteArrayOutputStream();
        long from = begin;
        long since = System.nanoTime();
        while (true) {
            boolean ending = isStopping(Duration.ZERO);
            ByteBuffer more = stream.readPending();
            heard = clock.instant();
            if (more != null) {
                if (piece.size() == 0) {
                    since = System.nanoTime();
                }
                piece.write(more.array(), more.arrayOffset() + more.position(), more.remaining());
            }
            boolean due = System.nanoTime() - since > PIECE_TIME.toNanos();
            if (piece.size() >= PIECE_BYTES || (piece.size() > 0 && (due || ending))) {
                from = keep(source, from, piece.toByteArray());
                piece.reset();
                stream.setFlushedLSN(LogSequenceNumber.valueOf(from));
                stream.setAppliedLSN(LogSequenceNumber.valueOf(from));
                stream.forceUpdateStatus();
            }
            if (more == null && (ending || isStopping(Duration.ofMillis(200)))) {
                return;
            }
        }
    }

    private long keep(Source source, long from, byte[] bytes) throws IOException {
        kept.accept(archive.append(source.system, source.timeline, from, bytes, key()));
        return from + bytes.length;
    }

    /// One a day.
    private DataKey key() {
        LocalDate destroyOn =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(keepDays + 1L);
        var known = key;
        if (known == null || !known.bucket().destroyOn().equals(destroyOn)) {
            known = keys.newDataKey(Backups.RETENTION_CLASS, destroyOn);
            key = known;
        }
        return known;
    }

    private boolean isStopping(Duration wait) {
        try {
            return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Which cluster, and which of its histories.
    record Source(String system, int timeline) {

        static Source of(Connection replication) throws SQLException {
            try (var statement = replication.createStatement();
                    var row = statement.executeQuery("IDENTIFY_SYSTEM")) {
                row.next();
                return new Source(row.getString(1), row.getInt(2));
            }
        }
    }
}
