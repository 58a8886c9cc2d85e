package org.earshot.shield;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificates of signers, from a folder that somebody else keeps up to date: `anchors.pem`
/// holds the trusted roots, and `<SHA-256 of the address, hexadecimal>.pem` the chain that the
/// address of a signature stands for, the signer's first.
///
/// No address is fetched while a call waits: the caller would choose whom we connect to, and when.
/// Revocation is left to whoever keeps the folder. The list of numbers in a certificate (RFC 8226)
/// is not compared.
public final class StirCertificates {

    private static final Logger LOG = LoggerFactory.getLogger(StirCertificates.class);
    private static final String ANCHORS = "anchors.pem";

    private final Set<TrustAnchor> anchors;
    private final Map<String, List<X509Certificate>> chains;

    private StirCertificates(Set<TrustAnchor> anchors, Map<String, List<X509Certificate>> chains) {
        this.anchors = anchors;
        this.chains = chains;
    }

    /// A site without certificates: every signature gets [StirVerdict#NO_CERTIFICATE].
    public static StirCertificates none() {
        return new StirCertificates(Set.of(), Map.of());
    }

    /// Reads the folder once; read it again when it changed. A file that is no certificate is said
    /// in the log and left out.
    public static StirCertificates in(Path folder) throws IOException {
        var anchors = new HashSet<TrustAnchor>();
        var chains = new HashMap<String, List<X509Certificate>>();
        try (var files = Files.newDirectoryStream(folder, "*.pem")) {
            for (Path file : files) {
                String name = Objects.requireNonNull(file.getFileName(), "a file").toString();
                try (InputStream in = Files.newInputStream(file)) {
                    List<X509Certificate> found = certificates(in);
                    if (name.equals(ANCHORS)) {
                        found.forEach(root -> anchors.add(new TrustAnchor(root, null)));
                    } else if (!found.isEmpty()) {
                        chains.put(name.substring(0, name.length() - ".pem".length()), found);
                    }
                } catch (CertificateException _) {
                    LOG.warn("{} holds no certificate in PEM; it is left out.", name);
                }
            }
        }
        return new StirCertificates(Set.copyOf(anchors), Map.copyOf(chains));
    }

    /// The name of the file for an address.
    public static String fileName(String address) {
        return hash(address) + ".pem";
    }

    Optional<List<X509Certificate>> chainOf(String address) {
        return Optional.ofNullable(chains.get(hash(address)));
    }

    boolean isTrusted(List<X509Certificate> chain, Instant now) {
        if (anchors.isEmpty()) {
            return false;
        }
        try {
            var path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
            var rules = new PKIXParameters(anchors);
            rules.setRevocationEnabled(false);
            rules.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX").validate(path, rules);
            return true;
        } catch (CertPathValidatorException | CertificateException _) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("PKIX is missing from this Java", impossible);
        }
    }

    private static List<X509Certificate> certificates(InputStream in) throws CertificateException {
        var all = CertificateFactory.getInstance("X.509").generateCertificates(in);
        return all.stream().map(StirCertificates::x509).toList();
    }

    private static X509Certificate x509(Certificate certificate) {
        return (X509Certificate) certificate;
    }

    private static String hash(String address) {
        return org.earshot.shield.Certificate.sha256(address.getBytes(StandardCharsets.UTF_8));
    }
}
