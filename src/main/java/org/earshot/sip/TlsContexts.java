package org.earshot.sip;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// TLS of this process as server and as client, on the JDK's own engine. TLS 1.2 and 1.3 only.
final class TlsContexts {

    private static final long HANDSHAKE_SECONDS = 8;

    private final SslContext server;
    private final @Nullable SslContext client;

    private TlsContexts(SslContext server, @Nullable SslContext client) {
        this.server = server;
        this.client = client;
    }

    static TlsContexts of(TlsSettings settings) throws IOException {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(
                    load(settings.keystore(), settings.password()),
                    settings.password().toCharArray());
            TrustManagerFactory trust = trust(settings);
            SslContextBuilder server =
                    SslContextBuilder.forServer(keys).clientAuth(clientAuth(settings.clients()));
            return new TlsContexts(
                    build(trust == null ? server : server.trustManager(trust)),
                    trust == null
                            ? null
                            : build(
                                    SslContextBuilder.forClient()
                                            .keyManager(keys)
                                            .trustManager(trust)));
        } catch (GeneralSecurityException unusable) {
            throw new IOException(
                    "the TLS keystore "
                            + settings.keystore().getFileName()
                            + " cannot be used: "
                            + unusable.getMessage(),
                    unusable);
        }
    }

    boolean canConnect() {
        return client != null;
    }

    SslHandler server(ByteBufAllocator memory) {
        return timed(server.newHandler(memory));
    }

    /// The certificate must name the address we connect to (RFC 5922 §7.4 for IP addresses).
    SslHandler client(ByteBufAllocator memory, InetSocketAddress address) {
        if (client == null) {
            throw new IllegalStateException("no truststore: TLS connections cannot be opened");
        }
        return timed(
                client.newHandler(
                        memory, address.getAddress().getHostAddress(), address.getPort()));
    }

    private static SslHandler timed(SslHandler handler) {
        handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        return handler;
    }

    private static SslContext build(SslContextBuilder builder) throws IOException {
        return builder.sslProvider(SslProvider.JDK).protocols("TLSv1.3", "TLSv1.2").build();
    }

    private static @Nullable TrustManagerFactory trust(TlsSettings settings)
            throws IOException, GeneralSecurityException {
        if (settings.truststore() == null) {
            return null;
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(settings.truststore(), settings.password()));
        return trust;
    }

    private static KeyStore load(Path file, String password)
            throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password.toCharArray());
        }
        return store;
    }

    private static ClientAuth clientAuth(TlsSettings.ClientCertificate clients) {
        return switch (clients) {
            case NONE -> ClientAuth.NONE;
            case WANTED -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
    }
}
