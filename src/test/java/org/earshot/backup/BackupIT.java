package org.earshot.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.earshot.crypto.Aad;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeyService;
import org.earshot.crypto.TamperedException;
import org.earshot.db.Database;
import org.earshot.db.DatabaseSettings;
import org.earshot.site.PostgresServer;
import org.earshot.site.PostgresSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A backup, what was written since, and the drill")
@TestMethodOrder(OrderAnnotation.class)
@Timeout(100)
@SuppressWarnings("NullAway.Init")
class BackupIT {

    private static final LocalDate CLEARED = LocalDate.of(2026, 11, 29);

    /// A millisecond later each time, so that every backup has a name of its own.
    private static final AtomicLong TICKS = new AtomicLong();

    private static final InstantSource CLOCK =
            () -> Instant.parse("2026-11-22T21:00:00Z").plusMillis(TICKS.incrementAndGet());

    private static final String ROLE_PASSWORD = "a-password-of-a-test";
    private static final int IDENTITIES = 1000;

    @TempDir private static Path temp;
    private static PostgresServer server;
    private static Database database;
    private static KeyService keys;
    private static Cluster cluster;
    private static BackupSettings settings;
    private static WalStream stream;
    private static Backups backups;
    private static String first = "";

    @BeforeAll
    static void start() throws IOException {
        Path recordings = Files.createDirectories(temp.resolve("recordings"));
        Files.writeString(recordings.resolve("journal-0001"), "sealed sound");
        Files.writeString(
                Files.createDirectories(recordings.resolve("drafts")).resolve("journal-0001"),
                "with its key");
        server = new PostgresServer(PostgresSettings.fresh(temp.resolve("postgres"), binaries()));
        server.start();
        server.administrator().backupRole("earshot_backup", ROLE_PASSWORD, PostgresServer.USER);
        database = Database.open(reached(server));
        keys = KeyService.open(temp.resolve("keys"));
        cluster =
                new Cluster(
                        temp.resolve("postgres"), server.url(), "earshot_backup", ROLE_PASSWORD);
        settings =
                new BackupSettings(
                        temp.resolve("backups"),
                        Optional.of(temp.resolve("second")),
                        35,
                        List.of(recordings));
        var copy = new SecondCopy(settings.directory(), temp.resolve("second"), settings.files());
        stream = WalStream.start(cluster, settings, keys, CLOCK, copy::add);
        backups = new Backups(settings, keys, CLOCK);
    }

    @AfterAll
    static void stop() {
        stream.close();
        database.close();
        server.close();
    }

    @Test
    @Order(1)
    void a_backup_after_the_day_opens_no_identity_and_everything_else() throws Exception {
        database.transact(tx -> tx.execute("CREATE TABLE part (wrapped_key bytea, sealed bytea)"));
        fill("ID", CLEARED, IDENTITIES);
        fill("CASE", CLEARED.plusYears(1), 100);

        Backup made = backups.run(cluster, database);
        first = made.id();
        assertThat(made.isGood()).isTrue();
        assertThat(backups.files(backups.manifest(first)).entries())
                .containsOnlyKeys("recordings/journal-0001");
        fill("CASE", CLEARED.plusYears(2), 50); // after it: only the log has these
        awaitWal();
        keys.destroy(keys.newDataKey("ID", CLEARED).bucket());

        var opened = new Counts();
        restored(first, restored -> opened.count(keys, restored));
        assertThat(opened.destroyed).isEqualTo(IDENTITIES);
        assertThat(opened.opened).isEqualTo(150);
    }

    @Test
    @Order(2)
    void one_flipped_bit_in_any_of_500_places_is_refused() throws IOException {
        var random = new Random(4711);
        Path folder = backups.folder(first);
        byte[] publicPart = Files.readAllBytes(folder.resolve("manifest"));
        for (int i = 0; i < 300; i++) {
            flipped(folder.resolve("manifest"), random, () -> backups.manifest(first));
        }
        assertThat(Files.readAllBytes(folder.resolve("manifest"))).isEqualTo(publicPart);
        Manifest manifest = backups.manifest(first);
        for (String part : List.of("base", "files")) {
            for (int i = 0; i < 50; i++) {
                flipped(
                        folder.resolve(part),
                        random,
                        () -> {
                            backups.requireParts(manifest);
                            return part;
                        });
            }
        }
        List<WalArchive.Piece> pieces =
                new WalArchive(settings.directory().resolve("wal")).pieces();
        for (int i = 0; i < 100; i++) {
            var piece = pieces.get(random.nextInt(pieces.size()));
            flipped(piece.file(), random, () -> WalArchive.open(manifest.system(), piece, keys));
        }
    }

    @Test
    @Order(3)
    void a_drill_is_good_after_postgresql_was_killed_under_load() throws Exception {
        var busy = new AtomicBoolean(true);
        try (var load = Executors.newVirtualThreadPerTaskExecutor()) {
            var writer =
                    load.submit(() -> {
                        int rows = 0;
                        for (; busy.get(); rows++) {
                            fill("CASE", CLEARED.plusYears(1), 1);
                        }
                        return rows;
                    });
            Backup made;
            try {
                server.kill();
                server.awaitExit();
                server.start();
                made = backups.run(cluster, database);
            } finally {
                busy.set(false);
            }
            assertThat(writer.get()).isPositive();

            var result = drill().of(made.id());
            assertThat(result.problems()).isEmpty();
            assertThat(result.opened()).isPositive();
            assertThat(result.rows()).isGreaterThan(IDENTITIES);
        }
        assertThat(stream.isUp()).isTrue();
    }

    @Test
    @Order(4)
    void the_second_copy_has_all_of_it_and_is_never_written_again() throws IOException {
        var copy = new SecondCopy(settings.directory(), temp.resolve("second"), settings.files());
        assertThat(copy.run()).isPositive();
        assertThat(copy.run()).isZero();

        Path there = temp.resolve("second");
        assertThat(there.resolve("recordings/drafts")).doesNotExist();
        assertThat(there.resolve("recordings/journal-0001")).hasContent("sealed sound");
        assertThat(there.resolve("backups").resolve(first).resolve("base"))
                .hasSameBinaryContentAs(settings.directory().resolve(first).resolve("base"));
        assertThat(Files.getPosixFilePermissions(there.resolve("recordings/journal-0001")))
                .hasSize(1);
        var fromThere =
                new Backups(
                        new BackupSettings(
                                there.resolve("backups"), Optional.empty(), 35, List.of()),
                        keys,
                        CLOCK);
        fromThere.restore(first, temp.resolve("from-second"));
        assertThat(temp.resolve("from-second").resolve("PG_VERSION")).exists();
    }

    @Test
    @Order(5)
    void says_what_is_wrong_and_leaves_the_last_good_one() throws IOException {
        assertThatThrownBy(() -> backups.restore("2001-01-01T00-00-00Z", temp.resolve("x")))
                .isInstanceOf(BackupFailed.class)
                .hasMessageContaining("There is no backup 2001-01-01T00-00-00Z");
        assertThatThrownBy(() -> backups.restore("../keys", temp.resolve("x")))
                .isInstanceOf(BackupFailed.class);
        assertThatThrownBy(() -> backups.restore(first, temp.resolve("keys")))
                .hasMessageContaining("is not empty");
        var nobody = new Cluster(cluster.directory(), cluster.url(), "nobody", "wrong");
        int before = backups.list().size();
        assertThatThrownBy(() -> backups.run(nobody, database))
                .isInstanceOf(BackupFailed.class)
                .hasMessageContaining("the earlier ones are as they were");
        assertThat(backups.list()).hasSize(before).allMatch(Backup::isGood);
        assertThat(settings.directory().resolve(".draft")).doesNotExist();

        keys.destroy(keys.newDataKey("BACKUP", LocalDate.of(2026, 12, 27)).bucket());
        assertThatThrownBy(() -> backups.restore(first, temp.resolve("late")))
                .hasMessageContaining("was destroyed");
        assertThat(drill().newest().problems())
                .containsExactly("there is no good backup to restore");
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static void flipped(Path file, Random random, Reading reading) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        byte[] altered = whole.clone();
        altered[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, altered);
        try {
            assertThatThrownBy(reading::read)
                    .isInstanceOfAny(
                            BackupFailed.class,
                            TamperedException.class,
                            org.earshot.crypto.KeysUnavailable.class);
        } finally {
            Files.write(file, whole);
        }
    }

    private static void fill(String retentionClass, LocalDate day, int rows) {
        List<byte[][]> values = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            DataKey key = keys.newDataKey(retentionClass, day);
            byte[] sealed =
                    key.seal(new Aad("part", "sealed", retentionClass), "words".getBytes(UTF_8));
            values.add(new byte[][] {key.wrapped(), sealed});
        }
        database.transact(tx -> {
            for (byte[][] row : values) {
                tx.execute("INSERT INTO part VALUES (?, ?)", row[0], row[1]);
            }
            return rows;
        });
    }

    private static void awaitWal() {
        String lsn =
                database.transact(tx ->
                        tx.fetchSingle("SELECT pg_current_wal_flush_lsn()::text")
                                .get(0, String.class));
        var archive = new WalArchive(settings.directory().resolve("wal"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> archive.end(1) >= Lsn.parse(lsn));
    }

    private interface Look {
        void at(Database restored) throws Exception;
    }

    private static void restored(String id, Look look) throws Exception {
        Path into = temp.resolve("restored").resolve("postgres");
        backups.restore(id, into);
        var copy =
                new PostgresServer(
                        PostgresSettings.fresh(into, binaries())
                                .withPassword(server.settings().password()));
        try (copy) {
            copy.start();
            try (var restored = Database.connect(reached(copy))) {
                look.at(restored);
            }
        }
    }

    private static Drill drill() {
        return new Drill(
                backups, keys, temp.resolve("scratch"), binaries(), server.settings().password());
    }

    private static DatabaseSettings reached(PostgresServer at) {
        return new DatabaseSettings(
                at.url(), PostgresServer.USER, at.settings().password(), 4, Duration.ofSeconds(20));
    }

    private static Path binaries() {
        return Path.of(System.getProperty("user.home"), ".cache", "earshot");
    }

    private static final class Counts {

        private int opened;
        private int destroyed;

        void count(KeyService keys, Database restored) throws SQLException {
            restored.transact(tx -> {
                tx.fetch("SELECT wrapped_key, sealed FROM part")
                        .forEach(row -> one(keys, bytes(row.get(0)), bytes(row.get(1))));
                return opened;
            });
        }

        private static byte[] bytes(@Nullable Object column) {
            return (byte[]) Objects.requireNonNull(column);
        }

        private void one(KeyService keys, byte[] wrapped, byte[] sealed) {
            try {
                keys.unwrap(wrapped).open(new Aad("part", "sealed", "CASE"), sealed);
                opened++;
            } catch (KeyDestroyed gone) {
                destroyed++;
            }
        }
    }
}
