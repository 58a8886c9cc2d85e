package org.earshot.ari;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Where Asterisk's REST interface is.
///
/// @param url for instance `http://127.0.0.1:8088/ari`
/// @param app the name of our Stasis application
/// @param requestTimeout how long one command may take before the connection counts as ill
/// @param pingEvery how often a silent connection is tried; two misses end it
/// @param textsFrom the endpoints whose short messages we take, as `PJSIP/trunk`; may be empty
public record AriSettings(
        URI url,
        String user,
        String password,
        String app,
        Duration requestTimeout,
        Duration pingEvery,
        List<String> textsFrom) {

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
        textsFrom = List.copyOf(textsFrom);
    }

    public AriSettings(URI url, String user, String password, String app) {
        this(url, user, password, app, REQUEST_TIMEOUT, PING_EVERY);
    }

    public AriSettings(
            URI url,
            String user,
            String password,
            String app,
            Duration requestTimeout,
            Duration pingEvery) {
        this(url, user, password, app, requestTimeout, pingEvery, List.of());
    }

    public AriSettings withTextsFrom(String... endpoints) {
        return new AriSettings(
                url, user, password, app, requestTimeout, pingEvery, List.of(endpoints));
    }

    /// Of its own: an application that is subscribed to an endpoint is told of each event of its
    /// channels once more, keys pressed among them.
    String textApp() {
        return app + "-messages";
    }

    @Override
    public String toString() {
        return "AriSettings[" + user + "@" + url + ", app " + app + "]";
    }
}
