package org.earshot.shield;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.cases.SettableClock;
import org.earshot.crypto.Secret;
import org.earshot.db.Database;
import org.earshot.db.DatabaseSettings;
import org.earshot.site.PostgresServer;
import org.earshot.telephony.PhoneNumber;

/// A migrated vault of its own in a real PostgreSQL, a directory for the shield's files, and a key.
final class VaultHarness implements AutoCloseable {

    static final String ROLE = "shield_vault";
    static final String PASSWORD = "only-a-test-password";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    final SettableClock clock = new SettableClock();
    final Secret vaultKey;
    final Path directory;
    final DatabaseSettings settings;
    final Database database;

    VaultHarness(PostgresServer server, Path directory) {
        this(server, directory, Secret.random());
    }

    /// @param vaultKey of a keystore, for a shield that will open it
    VaultHarness(PostgresServer server, Path directory, Secret vaultKey) {
        this.directory = directory;
        this.vaultKey = vaultKey;
        String name = "vault" + DATABASES.incrementAndGet();
        var administrator = server.administrator();
        administrator.role(ROLE, PASSWORD);
        administrator.database(name);
        String url = administrator.url(name);
        Database.migrateVault(
                new DatabaseSettings(
                        url,
                        administrator.user(),
                        administrator.password(),
                        1,
                        Duration.ofSeconds(20)));
        settings = new DatabaseSettings(url, ROLE, PASSWORD, 4, Duration.ofSeconds(1));
        database = Database.connect(settings);
    }

    /// As each shield of a site opens it.
    Vault open() {
        Vault vault = Vault.open(database, directory, vaultKey, clock);
        vault.awaitKnown();
        return vault;
    }

    /// Numbers nobody has, one for each `i`.
    static PhoneNumber number(int i) {
        return new PhoneNumber("+88218%07d".formatted(i));
    }

    @Override
    public void close() {
        database.close();
    }
}
