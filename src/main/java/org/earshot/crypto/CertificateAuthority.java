package org.earshot.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.IPAddress;

/// Signs the few certificates of one installation ([RFC
/// 5280](https://www.rfc-editor.org/rfc/rfc5280), ECDSA on P-256), and lives in memory only.
final class CertificateAuthority {

    /// As long as an installation lives; nothing outside of it trusts these.
    private static final Duration LIFE = Duration.ofDays(3650);

    /// Clocks of two machines differ.
    private static final Duration SLACK = Duration.ofDays(1);

    private static final AlgorithmIdentifier ECDSA =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final X500Name name;
    private final KeyPair pair;
    private final Instant now;
    private final String certificate;

    private CertificateAuthority(String name, Instant now)
            throws GeneralSecurityException, IOException {
        this.name = new X500Name("CN=" + name);
        this.pair = newPair();
        this.now = now;
        var extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        this.certificate = sign(this.name, pair, extensions);
    }

    /// A private key and its certificate, as PEM.
    record Issued(String key, String certificate) {

        /// Never the key.
        @Override
        public String toString() {
            return "Issued(?)";
        }
    }

    static CertificateAuthority create(String name, Instant now) {
        try {
            return new CertificateAuthority(name, now);
        } catch (GeneralSecurityException | IOException impossible) {
            throw unusable(impossible);
        }
    }

    String certificate() {
        return certificate;
    }

    /// @param hosts names and addresses it is reached by
    Issued server(String subject, List<String> hosts) {
        ASN1Encodable[] names =
                hosts.stream()
                        .map(host -> new GeneralName(kind(host), host))
                        .toArray(ASN1Encodable[]::new);
        return issue(
                subject,
                KeyPurposeId.id_kp_serverAuth,
                GeneralNames.getInstance(new DERSequence(names)));
    }

    Issued client(String subject) {
        return issue(
                subject,
                KeyPurposeId.id_kp_clientAuth,
                new GeneralNames(new GeneralName(GeneralName.dNSName, subject)));
    }

    private Issued issue(String subject, KeyPurposeId purpose, GeneralNames names) {
        try {
            KeyPair leaf = newPair();
            var extensions = new ExtensionsGenerator();
            extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            extensions.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            extensions.addExtension(
                    Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
            extensions.addExtension(Extension.subjectAlternativeName, false, names);
            return new Issued(
                    Pem.write("PRIVATE KEY", leaf.getPrivate().getEncoded()),
                    sign(new X500Name("CN=" + subject), leaf, extensions));
        } catch (GeneralSecurityException | IOException impossible) {
            throw unusable(impossible);
        }
    }

    private String sign(X500Name subject, KeyPair of, ExtensionsGenerator extensions)
            throws GeneralSecurityException, IOException {
        var generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(serialNumber());
        generator.setIssuer(name);
        generator.setSubject(subject);
        generator.setStartDate(new Time(Date.from(now.minus(SLACK))));
        generator.setEndDate(new Time(Date.from(now.plus(LIFE))));
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(of.getPublic().getEncoded()));
        generator.setSignature(ECDSA);
        generator.setExtensions(extensions.generate());
        var body = generator.generateTBSCertificate();
        var whole = new ASN1EncodableVector();
        whole.add(body);
        whole.add(ECDSA);
        whole.add(new DERBitString(signature(pair.getPrivate(), body.getEncoded("DER"))));
        return Pem.write("CERTIFICATE", new DERSequence(whole).getEncoded("DER"));
    }

    private static ASN1Integer serialNumber() {
        return new ASN1Integer(new BigInteger(1, Bytes.random(16)));
    }

    private static byte[] signature(PrivateKey key, byte[] body) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(body);
        return signature.sign();
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static int kind(String host) {
        return IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName;
    }

    private static IllegalStateException unusable(Exception cause) {
        return new IllegalStateException("this Java cannot make certificates", cause);
    }
}
