package org.earshot.app;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.earshot.crypto.Secret;
import org.earshot.db.Database;
import org.earshot.http.WebServer;
import org.earshot.http.WebSettings;
import org.earshot.shield.DialPermission;
import org.earshot.shield.Recognition;
import org.earshot.shield.ShieldApi;
import org.earshot.shield.ShieldState;
import org.earshot.shield.SmsOutbox;
import org.earshot.shield.UnmaskLog;
import org.earshot.shield.Unmasking;
import org.earshot.shield.Vault;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;
import org.jspecify.annotations.Nullable;

/// The vault and the shield's API, wired: they live in the shield's process, beside its proxies.
final class ShieldVault implements AutoCloseable {

    private final ShieldDirectory directory;
    private final Secret vaultKey;
    private final InstantSource clock;
    private final Database database;
    private final Vault vault;
    private @Nullable WebServer server;

    private ShieldVault(ShieldDirectory directory, Secret vaultKey, InstantSource clock) {
        this.directory = directory;
        this.vaultKey = vaultKey;
        this.clock = clock;
        this.database = Database.connect(directory.vaultDatabase());
        this.vault = Vault.open(database, directory.root(), vaultKey, clock);
    }

    /// Does not need the database yet.
    static ShieldVault open(ShieldDirectory directory, Secret vaultKey, InstantSource clock) {
        return new ShieldVault(directory, vaultKey, clock);
    }

    Recognition recognition() {
        return vault;
    }

    /// Serves the API until closed.
    ///
    /// @param port on 127.0.0.1
    /// @param numbers opens tokens: the shield's identities
    void serve(
            int port,
            Function<CallerToken, Optional<PhoneNumber>> numbers,
            DialPermission permission,
            Supplier<ShieldState> state)
            throws IOException {
        var log = UnmaskLog.in(directory.root(), clock);
        var started =
                ShieldApi.serve(
                        WebSettings.loopback(port).withTls(directory.tls()),
                        new ShieldApi.Parts(
                                vault,
                                new SmsOutbox(database, vaultKey, clock),
                                new Unmasking(database, log, numbers, clock),
                                numbers,
                                permission,
                                state));
        server = started;
        directory.announceApi(started.port());
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        vault.close();
        database.close();
    }
}
