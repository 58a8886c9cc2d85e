package org.earshot.house;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.earshot.ivr.Hooks;
import org.earshot.masking.WebhookSignature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hooks over HTTP: a POST of `{"hook": …, "values": {…}}` to an address of the settings, signed as
/// events are ([WebhookSignature]); the answer is 2xx and JSON, of at most 16 KiB. No redirect is
/// followed: it would lead out of the settings. Nothing sent or answered is logged.
public final class HttpHooks implements Hooks, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpHooks.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 16_384;

    /// A variable is a word or a number, no document.
    private static final int LONGEST_VALUE = 256;

    private final Map<String, HookSettings> settings;
    private final InstantSource clock;
    private final HttpClient http;

    /// @param settings by the name flows use
    public HttpHooks(Map<String, HookSettings> settings, InstantSource clock) {
        this.settings = Map.copyOf(settings);
        this.clock = clock;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    @Override
    public Optional<Map<String, String>> ask(
            String hook, Map<String, String> send, Set<String> pointers, Duration timeout) {
        var to = settings.get(hook);
        if (to == null) {
            return failed(hook, "it is not in the settings, calls.hooks");
        }
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(
                        request(hook, to, send),
                        BodyHandlers.limiting(
                                BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
        try {
            return read(hook, answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS), pointers);
        } catch (TimeoutException silent) {
            answer.cancel(true);
            return failed(hook, "no answer within " + timeout);
        } catch (ExecutionException unreachable) {
            Throwable cause = unreachable.getCause();
            return failed(hook, (cause == null ? unreachable : cause).getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return failed(hook, "interrupted");
        }
    }

    private HttpRequest request(String hook, HookSettings to, Map<String, String> send) {
        var body = JSON.createObjectNode().put("hook", hook);
        var values = body.putObject("values");
        new TreeMap<>(send).forEach(values::put);
        var text = body.toString();
        return HttpRequest.newBuilder(to.url())
                .header("Content-Type", "application/json")
                .header("Earshot-Event", UUID.randomUUID().toString())
                .header(
                        WebhookSignature.HEADER,
                        WebhookSignature.of(to.secret(), clock.instant(), text))
                .POST(BodyPublishers.ofString(text))
                .build();
    }

    private static Optional<Map<String, String>> read(
            String hook, HttpResponse<String> answer, Set<String> pointers) {
        if (answer.statusCode() / 100 != 2) {
            return failed(hook, "HTTP " + answer.statusCode());
        }
        if (pointers.isEmpty()) {
            return Optional.of(Map.of()); // an answer is all that is asked for
        }
        try {
            return values(hook, JSON.readTree(answer.body()), pointers);
        } catch (JsonProcessingException | IllegalArgumentException misfit) {
            return failed(hook, "its answer is no JSON");
        }
    }

    private static Optional<Map<String, String>> values(
            String hook, JsonNode answer, Set<String> pointers) {
        var values = new HashMap<String, String>();
        for (var pointer : pointers) {
            var value = answer.at(JsonPointer.compile(pointer));
            if (!value.isValueNode() || value.isNull() || value.asText().length() > LONGEST_VALUE) {
                return failed(hook, "its answer has no word or number at " + pointer);
            }
            values.put(pointer, value.asText());
        }
        return Optional.of(values);
    }

    private static Optional<Map<String, String>> failed(String hook, String why) {
        LOG.warn("The hook {} gave no answer, the flow goes on without: {}", hook, why);
        return Optional.empty();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
