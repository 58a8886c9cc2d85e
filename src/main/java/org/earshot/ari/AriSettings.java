package org.earshot.ari;

import java.net.URI;
import java.time.Duration;

/// Where Asterisk's REST interface is.
///
/// @param url for instance `http://127.0.0.1:8088/ari`
/// @param app the name of our Stasis application
/// @param requestTimeout how long one command may take before the connection counts as ill
/// @param pingEvery how often a silent connection is tried; two misses end it
public record AriSettings(
        URI url,
        String user,
        String password,
        String app,
        Duration requestTimeout,
        Duration pingEvery) {

    /// A command takes under a millisecond; 5 s is a machine in trouble, not a slow one.
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration PING_EVERY = Duration.ofSeconds(5);

    public AriSettings {
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException(
                    "the ARI address must begin with http:// or https://, got " + url);
        }
        if (app.isBlank()) {
            throw new IllegalArgumentException("the name of the Stasis application is empty");
        }
    }

    public AriSettings(URI url, String user, String password, String app) {
        this(url, user, password, app, REQUEST_TIMEOUT, PING_EVERY);
    }

    @Override
    public String toString() {
        return "AriSettings[" + user + "@" + url + ", app " + app + "]";
    }
}
