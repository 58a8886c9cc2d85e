package org.earshot.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.earshot.site.AsteriskInstance;
import org.jspecify.annotations.Nullable;

/// ARI over one WebSocket and nothing else: sends a request, waits for the answer with its number.
final class BareAri implements StepServer, WebSocket.Listener {

    private static final int SECONDS = 10;

    private final AsteriskInstance asterisk;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket wire;
    private volatile Script script = _ -> {};

    BareAri(AsteriskInstance asterisk) {
        this.asterisk = asterisk;
    }

    @Override
    public void start(Script calls) {
        script = calls;
        String address =
                asterisk.ari().toString().replaceFirst("^http", "ws")
                        + "/events?app=earshot&api_key="
                        + AsteriskInstance.USER
                        + ":"
                        + asterisk.settings().secrets().ari();
        wire = http.newWebSocketBuilder().buildAsync(URI.create(address), this).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            take(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(String message) {
        try {
            JsonNode read = json.readTree(message);
            switch (read.path("type").asText()) {
                case "RESTResponse" -> answered(read);
                case "StasisStart" -> {
                    String channel = read.at("/channel/id").asText();
                    Thread.ofVirtual().start(() -> serve(channel));
                }
                default -> {}
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void answered(JsonNode answer) {
        var waits = waiting.remove(answer.path("request_id").asText());
        if (waits != null) {
            waits.complete(answer);
        }
    }

    private void serve(String channel) {
        try {
            script.serve(() -> ask("POST", "channels/" + channel + "/answer"));
            ask("DELETE", "channels/" + channel);
        } catch (Exception over) {
            // the caller is gone
        }
    }

    private void ask(String method, String path) throws Exception {
        String number = String.valueOf(numbers.incrementAndGet());
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(number, answer);
        String request =
                json.createObjectNode()
                        .put("type", "RESTRequest")
                        .put("request_id", number)
                        .put("method", method)
                        .put("uri", path)
                        .toString();
        synchronized (this) { // one message at a time, as java.net.http wants it
            WebSocket to = wire;
            if (to != null) {
                to.sendText(request, true).join();
            }
        }
        if (answer.get(SECONDS, TimeUnit.SECONDS).path("status_code").asInt() / 100 != 2) {
            throw new IOException("Asterisk refused " + method + " " + path);
        }
    }

    @Override
    public void close() {
        WebSocket to = wire;
        if (to != null) {
            to.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
        http.close();
    }
}
