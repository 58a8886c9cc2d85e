package org.earshot.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.earshot.masking.WebhookSignature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A hook over HTTP")
@SuppressWarnings("NullAway.Init")
class HttpHooksIT {

    private static final byte[] SECRET = "sixteen bytes or more".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration SECONDS = Duration.ofSeconds(5);

    private record Asked(String body, String signature) {}

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer other;
    private HttpHooks hooks;
    private volatile int status = 200;
    private volatile String answer = "{\"open\": true, \"office\": {\"desk\": 12}}";

    @BeforeEach
    void listen() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/hook", this::answer);
        other.createContext("/silent", _ -> await());
        other.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        other.start();
        hooks =
                new HttpHooks(
                        Map.of("office", settings("/hook"), "silent", settings("/silent")),
                        InstantSource.fixed(NOW));
    }

    private HookSettings settings(String path) {
        return new HookSettings(
                URI.create("http://127.0.0.1:" + other.getAddress().getPort() + path), SECRET);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(body, exchange.getRequestHeaders().getFirst(WebhookSignature.HEADER)));
        var bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", "/hook");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        hooks.close();
        other.stop(0);
    }

    @Test
    void is_asked_with_variables_and_a_signature_and_gives_values_back() throws Exception {
        var values =
                hooks.ask("office", Map.of("unit", "7"), Set.of("/open", "/office/desk"), SECONDS);

        assertThat(values).contains(Map.of("/open", "true", "/office/desk", "12"));
        var question = asked.take();
        assertThat(question.body()).isEqualTo("{\"hook\":\"office\",\"values\":{\"unit\":\"7\"}}");
        assertThat(question.signature())
                .isEqualTo(WebhookSignature.of(SECRET, NOW, question.body()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"open\": true}",
                "302 | {\"open\": true}",
                "200 | {\"open\": null}",
                "200 | {\"open\": {\"a\": 1}}",
                "200 | {}",
                "200 | no JSON",
                "200 | ''"
            })
    void that_refuses_or_does_not_answer_what_is_asked_gives_nothing(int code, String body)
            throws Exception {
        status = code;
        answer = body;

        assertThat(hooks.ask("office", Map.of(), Set.of("/open"), SECONDS)).isEmpty();
        asked.take();
        assertThat(asked).as("no redirect is followed").isEmpty();
    }

    @Test
    void that_answers_too_much_gives_nothing() {
        answer = "{\"open\": true, \"more\": \"" + "x".repeat(20_000) + "\"}";
        assertThat(hooks.ask("office", Map.of(), Set.of("/open"), SECONDS)).isEmpty();

        answer = "{\"open\": \"" + "x".repeat(300) + "\"}";
        assertThat(hooks.ask("office", Map.of(), Set.of("/open"), SECONDS)).isEmpty();
    }

    @Test
    void that_is_silent_or_unknown_gives_nothing() {
        assertThat(hooks.ask("silent", Map.of(), Set.of(), Duration.ofMillis(100))).isEmpty();
        assertThat(hooks.ask("nobody", Map.of(), Set.of(), SECONDS)).isEmpty();
    }

    @Test
    void needs_a_key_and_a_way_nobody_listens_on() {
        assertThatThrownBy(() -> new HookSettings(URI.create("http://far.example/"), SECRET))
                .hasMessageContaining("url must begin with https://");
        assertThatThrownBy(() -> new HookSettings(URI.create("https://a.example/"), new byte[3]))
                .hasMessageContaining("at least 16 bytes, has 3");
    }
}
