package org.earshot.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.earshot.backup.BackupSettings;
import org.earshot.backup.Backups;
import org.earshot.backup.Cluster;
import org.earshot.backup.Drill;
import org.earshot.crypto.KeyService;
import org.earshot.site.DataDirectory;
import org.earshot.site.PostgresAdministrator;
import org.earshot.site.PostgresServer;

/// The backups of an installation: where they are, of what, and who may make them.
///
/// @param binaries where PostgreSQL's programs are
record BackupPlace(DataDirectory data, BackupSettings settings, Path binaries) {

    private static final String ROLE = "earshot_backup";

    static BackupPlace of(Places places, DataDirectory data, Settings settings) {
        Settings.Backup keys = settings.backup();
        var found =
                new BackupSettings(
                        path(keys.directory()).orElseGet(() -> data.root().resolve("backups")),
                        path(keys.secondDirectory()),
                        keys.keepDays(),
                        List.of(data.recordings(), data.root().resolve("audit")));
        return new BackupPlace(data, found, places.postgresBinaries());
    }

    /// Whether there is something to back up that is ours.
    static boolean isWanted(Settings settings) {
        return settings.backup().enabled() && settings.database().url().isEmpty();
    }

    /// Done by whoever starts the server: the core has no right to make roles.
    static void setUp(PostgresAdministrator administrator, DataDirectory data) {
        administrator.backupRole(ROLE, data.backupPassword(), PostgresServer.USER);
    }

    Cluster cluster() {
        return new Cluster(
                data.cluster(),
                new PostgresServer(data.postgres(binaries)).url(),
                ROLE,
                data.backupPassword());
    }

    Backups backups(KeyService keys) {
        return new Backups(settings, keys, InstantSource.system());
    }

    Drill drill(Backups backups, KeyService keys) {
        return new Drill(
                backups,
                keys,
                settings.directory().resolve(".drill"),
                binaries,
                data.instance().postgresPassword());
    }

    private static Optional<Path> path(String setting) {
        return setting.isEmpty() ? Optional.empty() : Optional.of(Path.of(setting));
    }
}
