package org.earshot.sip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A self-signed certificate for 127.0.0.1, made by the `keytool` of the Java that runs the tests,
/// trusted by itself.
public record TestKeys(Path keystore, Path truststore) {

    private static final String PASSWORD = "only-for-tests";

    public static TestKeys make(Path directory) throws IOException, InterruptedException {
        var keys = new TestKeys(directory.resolve("keys.p12"), directory.resolve("trust.p12"));
        Path certificate = directory.resolve("certificate.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "shield",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=shield",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-keystore",
                keys.keystore.toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "shield",
                "-file",
                certificate.toString(),
                "-keystore",
                keys.keystore.toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "shield",
                "-file",
                certificate.toString(),
                "-keystore",
                keys.truststore.toString());
        return keys;
    }

    public TlsSettings settings(TlsSettings.ClientCertificate clients) {
        return new TlsSettings(keystore, PASSWORD, truststore, clients);
    }

    /// Trusts the server and shows nothing.
    public SSLContext anonymousClient() throws IOException {
        try (InputStream in = Files.newInputStream(truststore)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }
}
