package org.earshot.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeyService;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.crypto.TamperedException;
import org.earshot.db.Database;
import org.earshot.db.DatabaseSettings;
import org.earshot.site.PostgresServer;
import org.earshot.site.PostgresSettings;
import org.earshot.site.SiteFault;

/// Proves that a backup can be used: restores it into a server of its own and compares rows, the
/// root of the log, and whether a hundred keys open.
public final class Drill {

    private static final int KEYS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Backups backups;
    private final KeyService keys;
    private final Path scratch;
    private final Path binaries;
    private final String password;

    /// @param scratch an empty or missing directory, gone afterwards
    /// @param binaries where PostgreSQL's programs are
    /// @param password of the core's user, the same as when the backup was made
    public Drill(Backups backups, KeyService keys, Path scratch, Path binaries, String password) {
        this.backups = backups;
        this.keys = keys;
        this.scratch = scratch;
        this.binaries = binaries;
        this.password = password;
    }

    /// @param backup its id; empty when there is none
    /// @param problems none when it is good
    /// @param opened keys that open, and should
    public record Result(
            String backup, List<String> problems, int opened, long rows, Duration took) {

        public Result {
            problems = List.copyOf(problems);
        }

        public boolean isGood() {
            return problems.isEmpty();
        }
    }

    public Result newest() {
        return backups.newestGood()
                .map(this::of)
                .orElseGet(() ->
                        new Result(
                                "",
                                List.of("there is no good backup to restore"),
                                0,
                                0,
                                Duration.ZERO));
    }

    public Result of(String id) {
        long began = System.nanoTime();
        var problems = new ArrayList<String>();
        int opened = 0;
        long rows = 0;
        Trees.delete(scratch);
        try {
            backups.restore(id, scratch.resolve("postgres"));
            var settings =
                    PostgresSettings.fresh(scratch.resolve("postgres"), binaries)
                            .withPassword(password);
            try (var server = new PostgresServer(settings)) {
                server.start();
                try (var database = connect(server)) {
                    var found = new CountRepository(database);
                    Manifest manifest = backups.manifest(id);
                    Map<String, Long> counts = found.rows();
                    rows = counts.values().stream().mapToLong(Long::longValue).sum();
                    problems.addAll(compare(manifest, counts, found));
                    opened = open(found.someKeys(KEYS), problems);
                }
            }
        } catch (BackupFailed | SiteFault | KeysUnavailable failure) {
            problems.add(String.valueOf(failure.getMessage()));
        } finally {
            Trees.delete(scratch);
        }
        return new Result(id, problems, opened, rows, Duration.ofNanos(System.nanoTime() - began));
    }

    private static Database connect(PostgresServer server) {
        return Database.connect(
                new DatabaseSettings(
                        server.url(),
                        PostgresServer.USER,
                        server.settings().password(),
                        2,
                        PATIENCE));
    }

    private static List<String> compare(
            Manifest manifest, Map<String, Long> counts, CountRepository found) {
        var problems = new ArrayList<String>();
        manifest.before()
                .forEach((table, before) -> {
                    long after = manifest.after().getOrDefault(table, before);
                    Long is = counts.get(table);
                    // What was written since the backup comes back too, so there may be more.
                    if (is == null || is < Math.min(before, after)) {
                        problems.add(
                                "table %s has %s rows; the backup had %d"
                                        .formatted(table, is, before));
                    }
                });
        String root = found.log(manifest.logSize()).root();
        if (!root.equals(manifest.logRoot())) {
            problems.add(
                    "the first %d leaves of the log have another root than when it was backed up"
                            .formatted(manifest.logSize()));
        }
        return problems;
    }

    private int open(List<byte[]> wrapped, List<String> problems) {
        int opened = 0;
        for (byte[] key : wrapped) {
            try {
                var _ = keys.unwrap(key);
                opened++;
            } catch (KeyDestroyed onItsDay) {
                // as it should be
            } catch (KeysUnavailable | TamperedException shut) {
                problems.add("a key of the backup does not open: " + shut.getMessage());
            }
        }
        return opened;
    }
}
