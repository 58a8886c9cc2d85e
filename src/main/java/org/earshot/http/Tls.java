package org.earshot.http;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Set;

/// TLS 1.3 in which both ends show a certificate; a client without one of ours gets no further than
/// the handshake.
///
/// @param certificate of the server, PEM
/// @param key of that certificate, PEM
/// @param clients the authority that has signed the clients' certificates, PEM
public record Tls(Path certificate, Path key, Path clients) {

    void addTo(HttpServerOptions options) {
        options.setSsl(true)
                .setKeyCertOptions(
                        new PemKeyCertOptions()
                                .setCertPath(certificate.toString())
                                .setKeyPath(key.toString()))
                .setTrustOptions(new PemTrustOptions().addCertPath(clients.toString()))
                .setClientAuth(ClientAuth.REQUIRED)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"));
    }
}
