package org.earshot.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How HTTP is served. Keys: `web.*`.
///
/// @param port 0 takes any free one
/// @param maxBodyBytes a larger request is refused with 413
/// @param maxConcurrent operations running at once; with virtual threads no pool is the limit, so
///   the next request is refused with 503
/// @param idle a connection on which nothing moves for so long is closed
/// @param tls null serves plain HTTP
public record WebSettings(
        String host,
        int port,
        int maxBodyBytes,
        int maxConcurrent,
        Duration idle,
        @Nullable Tls tls) {

    public WebSettings {
        require(port >= 0 && port <= 65_535, "web.port must be 0..65535, got " + port);
        require(maxBodyBytes > 0, "web.max-body-bytes must be positive, got " + maxBodyBytes);
        require(maxConcurrent > 0, "web.max-concurrent must be positive, got " + maxConcurrent);
        require(idle.toSeconds() > 0, "web.idle must be at least 1 s, got " + idle);
    }

    /// Plain HTTP.
    public WebSettings(String host, int port, int maxBodyBytes, int maxConcurrent, Duration idle) {
        this(host, port, maxBodyBytes, maxConcurrent, idle, null);
    }

    public WebSettings withTls(Tls mutual) {
        return new WebSettings(host, port, maxBodyBytes, maxConcurrent, idle, mutual);
    }

    /// 64 KiB is ample for JSON; 64 operations at once are more than one PostgreSQL pool serves.
    public static WebSettings loopback(int port) {
        return new WebSettings("127.0.0.1", port, 64 << 10, 64, Duration.ofSeconds(30));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
