package org.earshot.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;

/// A root and one signer under it, for tests of other packages.
public record TestCertificates(String root, String signer, PrivateKey signerKey) {

    public static TestCertificates create(Instant now) throws GeneralSecurityException {
        var authority = CertificateAuthority.create("Test root", now);
        var issued = authority.client("signer.example");
        return new TestCertificates(
                authority.certificate(),
                issued.certificate(),
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Pem.read("PRIVATE KEY", issued.key()))));
    }
}
