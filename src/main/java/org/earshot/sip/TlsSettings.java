package org.earshot.sip;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keys of a TLS listening point, and of connections this side opens.
///
/// @param keystore PKCS#12: own private key and certificate chain
/// @param truststore PKCS#12: whom we trust; null means nobody, so clients are not asked and no
///   connection can be opened
/// @param clients what a client has to show
public record TlsSettings(
        Path keystore, String password, @Nullable Path truststore, ClientCertificate clients) {

    /// Whether a connecting client must prove who it is.
    public enum ClientCertificate {
        NONE,
        WANTED,
        REQUIRED
    }

    public TlsSettings {
        Objects.requireNonNull(keystore, "keystore");
        Objects.requireNonNull(password, "password");
        if (truststore == null && clients != ClientCertificate.NONE) {
            throw new IllegalArgumentException(
                    "client certificates are "
                            + clients
                            + " but no truststore is given to check them against");
        }
    }

    /// Never the password.
    @Override
    public String toString() {
        return "TlsSettings[clients=" + clients + "]";
    }
}
