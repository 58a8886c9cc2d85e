package org.earshot.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Two programs that know each other by certificate, and nobody else: an authority, a server and a
/// client, as PEM files in one directory. The authority's key is thrown away once both are signed,
/// so nobody can make a third.
public final class MutualTls {

    private static final Duration RENEW_BEFORE = Duration.ofDays(90);
    private static final char[] IN_MEMORY = "in memory only".toCharArray();

    private final Path directory;

    private MutualTls(Path directory) {
        this.directory = directory;
    }

    /// Makes all of it when something is missing or about to expire: then client and server both
    /// need a restart.
    ///
    /// @param hosts names and addresses the server is reached by
    /// @throws KeysUnavailable when the directory cannot be written
    public static MutualTls ensure(Path directory, List<String> hosts, Instant now) {
        var tls = new MutualTls(directory);
        try {
            if (!tls.isUsable(now)) {
                tls.make(hosts, now);
            }
            return tls;
        } catch (IOException failure) {
            throw tls.unusable(failure);
        }
    }

    /// What [#ensure] has made.
    public static MutualTls existing(Path directory) {
        return new MutualTls(directory);
    }

    public Path authority() {
        return directory.resolve("ca.pem");
    }

    public Path serverCertificate() {
        return directory.resolve("server.pem");
    }

    public Path serverKey() {
        return directory.resolve("server-key.pem");
    }

    /// For the client: knows the server of this directory and no other.
    ///
    /// @throws KeysUnavailable when files are missing or broken
    public SSLContext client() {
        try {
            var own = emptyStore();
            own.setKeyEntry(
                    "client",
                    privateKey(read("client-key.pem")),
                    IN_MEMORY,
                    new Certificate[] {certificate("client.pem")});
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, IN_MEMORY);
            var trusted = emptyStore();
            trusted.setCertificateEntry("ca", certificate("ca.pem"));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
            throw unusable(failure);
        }
    }

    private boolean isUsable(Instant now) throws IOException {
        for (String name :
                List.of("ca.pem", "server.pem", "server-key.pem", "client.pem", "client-key.pem")) {
            if (!Files.exists(directory.resolve(name))) {
                return false;
            }
        }
        try {
            var later = Date.from(now.plus(RENEW_BEFORE));
            certificate("server.pem").checkValidity(later);
            certificate("client.pem").checkValidity(later);
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException brokenOrOld) {
            return false;
        }
    }

    private void make(List<String> hosts, Instant now) throws IOException {
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var authority = CertificateAuthority.create("Earshot shield", now);
        var server = authority.server("earshot-shield", hosts);
        var client = authority.client("earshot-core");
        // The authority last: a client that finds it finds the rest.
        write("server-key.pem", server.key());
        write("server.pem", server.certificate());
        write("client-key.pem", client.key());
        write("client.pem", client.certificate());
        write("ca.pem", authority.certificate());
    }

    private void write(String name, String text) throws IOException {
        Path draft = Files.createTempFile(directory, ".draft", ""); // created with 0600
        try {
            Files.writeString(draft, text);
            Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
        var der = new ByteArrayInputStream(Pem.read("CERTIFICATE", read(name)));
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(der);
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Pem.read("PRIVATE KEY", pem)));
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private KeysUnavailable unusable(Exception failure) {
        return new KeysUnavailable(
                "The certificates in "
                        + directory
                        + " cannot be used ("
                        + failure.getMessage()
                        + "); delete ca.pem there and start Earshot again, which makes new ones",
                failure);
    }
}
