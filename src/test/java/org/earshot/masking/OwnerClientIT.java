package org.earshot.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.earshot.cases.SettableClock;
import org.earshot.telephony.CallId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The owner of a mask, asked over HTTP")
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class OwnerClientIT {

    private static final byte[] SECRET =
            "a secret of both sides".getBytes(StandardCharsets.US_ASCII);
    private static final Mask X = Mask.of("95001", MaskMode.X);
    private static final Party AGENT = new Party.Agent("lee");
    private static final Resolution SILENT = new Resolution.Refuse(ResultCode.OWNER_SILENT);
    private static final String CONNECT =
            """
            {"operation": "connect", "to": "%s", "maxDurationSec": 90, "ringTimeoutSec": 20,
             "userData": "R-7"}
            """
                    .formatted(Parties.B.text());

    private final SettableClock clock = new SettableClock();
    private final CallId id = CallId.random();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer owner;

    private record Asked(String signature, String body) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(body);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        owner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        owner.setExecutor(threads);
        owner.start();
    }

    @AfterEach
    void close() {
        over.countDown();
        owner.stop(0);
        threads.close();
    }

    @Test
    void lets_a_call_through_to_whom_it_says_who_sees_the_mask() {
        answering(200, CONNECT);

        var said = (Resolution.Connect) ask(Optional.empty(), Optional.of(Parties.A));

        assertThat(said.to()).isEqualTo(Parties.B);
        assertThat(said.display()).isEqualTo("95001");
        assertThat(said.binding()).isEmpty();
        assertThat(said.terms().maxDuration()).isEqualTo(Duration.ofSeconds(90));
        assertThat(said.terms().ringTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(said.terms().userData()).isEqualTo("R-7");
    }

    @Test
    void closes_a_call_and_then_the_fallback_is_not_asked() {
        answering(200, "{\"operation\": \"close\"}");

        assertThat(ask(Optional.of(AGENT), Optional.of(Parties.A)))
                .isEqualTo(new Resolution.Refuse(ResultCode.NO_BINDING));
    }

    @Test
    void is_told_the_token_the_mask_and_the_kind_and_can_check_who_asks() throws Exception {
        answering(200, CONNECT);

        ask(Optional.empty(), Optional.of(Parties.A));
        ask(Optional.empty(), Optional.empty());

        JsonNode question = asked.getFirst().json();
        assertThat(question.path("callId").asText()).isEqualTo(id.toString());
        assertThat(question.path("kind").asText()).isEqualTo("call");
        assertThat(question.path("mask").asText()).isEqualTo("95001");
        assertThat(question.path("caller").asText()).isEqualTo(Parties.A.text());
        assertThat(asked.getLast().json().has("caller")).as("a withheld number").isFalse();
        assertThat(asked)
                .allSatisfy(each ->
                        assertThat(each.signature())
                                .isEqualTo(
                                        WebhookSignature.of(SECRET, clock.instant(), each.body())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"operation\": \"dance\"}",
                "{\"operation\": \"connect\"}",
                "{\"operation\": \"connect\", \"to\": \"+12025550123\"}",
                "{\"operation\": \"connect\", \"to\": \"agent:lee\", \"ringTimeoutSec\": 900}",
                "{\"operation\": \"connect\", \"to\": \"agent:lee\", \"maxDurationSec\": -1}",
                "{\"operation\":"
            })
    void that_is_not_understood_is_as_good_as_silent(String nonsense) {
        answering(200, nonsense);

        assertThat(ask(Optional.empty(), Optional.of(Parties.A))).isEqualTo(SILENT);
    }

    @Test
    void that_says_too_much_or_fails_or_points_elsewhere_is_as_good_as_silent() {
        answering(200, "{\"operation\": \"close\", \"x\": \"" + "y".repeat(20_000) + "\"}");
        assertThat(ask(Optional.empty(), Optional.of(Parties.A))).isEqualTo(SILENT);
        for (int status : new int[] {302, 404, 500, 503}) {
            answering(status, CONNECT);
            assertThat(ask(Optional.empty(), Optional.of(Parties.A))).isEqualTo(SILENT);
        }
    }

    @Test
    void that_says_nothing_in_time_leaves_it_to_the_fallback() {
        serve(exchange -> await());

        assertThat(ask(Optional.empty(), Optional.of(Parties.A))).isEqualTo(SILENT);
        var fallback = (Resolution.Connect) ask(Optional.of(AGENT), Optional.of(Parties.A));

        assertThat(fallback.to()).isEqualTo(AGENT);
        assertThat(fallback.display()).isEqualTo("95001");
    }

    @Test
    void that_begins_to_answer_and_never_ends_leaves_it_to_the_fallback() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await();
        });

        assertThat(ask(Optional.empty(), Optional.of(Parties.A))).isEqualTo(SILENT);
    }

    @Test
    void that_is_not_there_leaves_it_to_the_fallback() {
        owner.stop(0);

        assertThat(ask(Optional.empty(), Optional.of(Parties.A))).isEqualTo(SILENT);
    }

    @Test
    void settings_name_the_key_that_is_wrong_and_hide_the_secret() {
        var url = URI.create("https://owner.example/ask");
        var second = Duration.ofSeconds(1);

        assertThatThrownBy(() ->
                        new OwnerSettings(URI.create("mailto:a"), SECRET, second, Optional.empty()))
                .hasMessageContaining("masking.owner.url");
        assertThatThrownBy(() -> new OwnerSettings(url, new byte[3], second, Optional.empty()))
                .hasMessage("masking.owner.secret must have at least 16 bytes, has 3");
        assertThatThrownBy(() -> new OwnerSettings(url, SECRET, Duration.ZERO, Optional.empty()))
                .hasMessageContaining("masking.owner.timeout-seconds");
        assertThat(new OwnerSettings(url, SECRET, second, Optional.of(AGENT)).toString())
                .isEqualTo("OwnerSettings[https://owner.example/ask]");
    }

    private Resolution ask(Optional<Party> fallback, Optional<Party> caller) {
        var settings =
                new OwnerSettings(
                        URI.create("http://127.0.0.1:" + owner.getAddress().getPort() + "/ask"),
                        SECRET,
                        Duration.ofSeconds(2),
                        fallback);
        try (var client = new OwnerClient(settings, clock)) {
            return client.ask(new BlockMode.Question(id, Cdr.Kind.CALL, X, caller));
        }
    }

    private void answering(int status, String body) {
        serve(exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private void serve(HttpHandler handler) {
        if (!asked.isEmpty()) {
            owner.removeContext("/ask");
        }
        owner.createContext(
                "/ask",
                exchange -> {
                    try (exchange) {
                        asked.add(question(exchange));
                        handler.handle(exchange);
                    }
                });
    }

    private static Asked question(HttpExchange exchange) throws IOException {
        return new Asked(
                exchange.getRequestHeaders().getFirst(WebhookSignature.HEADER),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    /// Until the test is over.
    private void await() {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
