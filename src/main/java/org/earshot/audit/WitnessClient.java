package org.earshot.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Asks a witness over HTTP ([tlog-witness](https://c2sp.org/tlog-witness)).
public final class WitnessClient implements WitnessLink, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 32 << 10;
    private static final int AWAY = 503;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI address;

    /// @param prefix its submission prefix, for instance `http://127.0.0.1:7470/`
    public WitnessClient(URI prefix) {
        this.address = prefix.resolve("add-checkpoint");
    }

    @Override
    public WitnessAnswer ask(String request) {
        var post =
                HttpRequest.newBuilder(address)
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofString(request))
                        .build();
        try {
            var answer =
                    http.send(post, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
            return new WitnessAnswer(answer.statusCode(), answer.body());
        } catch (IOException failure) {
            return new WitnessAnswer(AWAY, "it cannot be reached\n");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new WitnessAnswer(AWAY, "interrupted\n");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
