package org.earshot.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.earshot.crypto.MutualTls;
import org.earshot.db.Database;
import org.earshot.db.DatabaseSettings;
import org.earshot.http.Tls;
import org.earshot.site.DataDirectory;
import org.earshot.site.PostgresAdministrator;

/// `shield/` in the data directory: what only the shield needs, and the certificates of its API.
///
/// ```
/// vault-database.json   where the vault's database is, with its password
/// vault-keys/           one key for each enrolled party
/// unmask.log            who may unmask, and who did
/// ca.pem server*.pem client*.pem   certificates of the API; a core elsewhere needs ca and client
/// api.url               where the API listens
/// ```
final class ShieldDirectory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLE = "shield_vault";
    private static final String DATABASE = "vault";

    /// A shield that cannot reach its vault says so at once; calls do not wait for it.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int CONNECTIONS = 4;

    private final Path root;

    private ShieldDirectory(Path root) {
        this.root = root;
    }

    /// What `vault-database.json` holds.
    record VaultLogin(String url, String user, String password) {

        /// Never the password.
        @Override
        public String toString() {
            return url + " as " + user;
        }
    }

    static ShieldDirectory of(DataDirectory data) {
        return new ShieldDirectory(data.root().resolve("shield"));
    }

    /// Of a data directory, also where nothing but a shield runs.
    static ShieldDirectory in(Path data) {
        return new ShieldDirectory(data.resolve("shield"));
    }

    boolean hasVault() {
        return Files.exists(root.resolve("vault-database.json"));
    }

    /// Makes what is missing: the directory and the certificates.
    ShieldDirectory prepare(InstantSource clock) {
        try {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException failure) {
            throw new Complaint(
                    "The directory '%s' cannot be made: %s.".formatted(root, failure.getMessage()));
        }
        MutualTls.ensure(root, List.of("127.0.0.1", "localhost"), clock.instant());
        return this;
    }

    /// Says where the vault will be in our own PostgreSQL, before that has started: the shield
    /// starts beside it.
    ShieldDirectory expectVault(int postgresPort) {
        Path file = root.resolve("vault-database.json");
        String password = Files.exists(file) ? login().password() : newPassword();
        String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postgresPort, DATABASE);
        write(file, new VaultLogin(url, ROLE, password));
        return this;
    }

    /// Makes the vault's role and database in our own PostgreSQL and brings its tables up to date:
    /// for [org.earshot.site.PostgresServer], each time it has started. After [#expectVault].
    void setUpVault(PostgresAdministrator administrator) {
        String url = administrator.url(DATABASE);
        String password = login().password();
        administrator.role(ROLE, password);
        administrator.database(DATABASE);
        Database.migrateVault(
                new DatabaseSettings(
                        url,
                        administrator.user(),
                        administrator.password(),
                        1,
                        Duration.ofSeconds(20)));
    }

    DatabaseSettings vaultDatabase() {
        VaultLogin login = login();
        return new DatabaseSettings(
                login.url(), login.user(), login.password(), CONNECTIONS, PATIENCE);
    }

    Path root() {
        return root;
    }

    /// The server's side of the API.
    Tls tls() {
        var tls = MutualTls.existing(root);
        return new Tls(tls.serverCertificate(), tls.serverKey(), tls.authority());
    }

    /// The client's side of the API.
    SSLContext client() {
        return MutualTls.existing(root).client();
    }

    /// Tells the commands of this machine where the API listens.
    void announceApi(int port) {
        write(root.resolve("api.url"), "https://127.0.0.1:" + port);
    }

    URI api() {
        try {
            return URI.create(JSON.readValue(root.resolve("api.url").toFile(), String.class));
        } catch (IOException none) {
            throw new Complaint(
                    "No number shield has run in '%s' yet; start it with './earshot up', or name another with --data."
                            .formatted(root.resolveSibling(".").normalize()));
        }
    }

    private VaultLogin login() {
        Path file = root.resolve("vault-database.json");
        try {
            return JSON.readValue(Files.readString(file), VaultLogin.class);
        } catch (NoSuchFileException missing) {
            throw new Complaint(
                    "'%s' is missing; './earshot up' makes it, and for a PostgreSQL of your own sql/README.md says what goes into it."
                            .formatted(file));
        } catch (IOException broken) {
            throw new Complaint("'%s' cannot be read; put back a copy.".formatted(file));
        }
    }

    private static void write(Path file, Object content) {
        try {
            Path draft = Files.createTempFile(file.resolveSibling("."), ".draft", ""); // 0600
            Files.writeString(draft, JSON.writeValueAsString(content) + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new Complaint(
                    "'%s' cannot be written: %s.".formatted(file, failure.getMessage()));
        }
    }

    private static String newPassword() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
