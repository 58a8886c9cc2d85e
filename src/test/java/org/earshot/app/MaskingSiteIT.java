package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.caller.CallRefused;
import org.earshot.caller.CalledParty;
import org.earshot.caller.CallerSettings;
import org.earshot.caller.OutgoingCall;
import org.earshot.caller.SimulatedCaller;
import org.earshot.caller.TextSender;
import org.earshot.leaks.LeakProof;
import org.earshot.leaks.LeakReport;
import org.earshot.leaks.LeakScan;
import org.earshot.masking.WebhookSignature;
import org.earshot.rights.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A whole installation as `earshot up` starts it, with the shield in front, and a house behind it
/// that is asked about masks and told of calls.
@DisplayName("A running core")
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class MaskingSiteIT {

    private static final String SECRET = "a secret of both sides";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> ANSWERED_CALL =
            Set.of("callin", "callout", "alerting", "answer", "disconnect", "fee");

    private static final List<Posted> told = new CopyOnWriteArrayList<>();
    private static final List<Posted> asked = new CopyOnWriteArrayList<>();
    private static volatile boolean failing;
    private static volatile CountDownLatch answering = new CountDownLatch(0);
    private static volatile String owner = "{\"operation\": \"close\"}";
    private static String session = "";
    private static HttpServer house;
    private static CalledParty carrier;
    private static Hotline hotline;
    private static int masks = 97_000;

    private String x;

    private record Posted(String event, String signature, String body, boolean taken) {

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
        }

        String type() {
            return json().path("eventType").asText();
        }

        /// As a receiver would check it.
        boolean isSigned() {
            Instant at = Instant.ofEpochSecond(Long.parseLong(signature.replaceAll("t=|,.*", "")));
            byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
            return signature.equals(WebhookSignature.of(secret, at, body));
        }
    }

    @BeforeAll
    static void start() throws IOException {
        house = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        house.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        house.createContext("/events", MaskingSiteIT::event);
        house.createContext("/ask", MaskingSiteIT::question);
        house.start();
        carrier = new CalledParty();
        hotline =
                new Hotline(
                        """
                        site:
                          carrier: "udp:127.0.0.1:%1$d"
                        masking:
                          texts:
                            retry-seconds: [1, 2, 4, 8, 16, 32, 64]
                          webhook:
                            url: http://127.0.0.1:%2$d/events
                            secret: %3$s
                            retry-seconds: [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 60]
                          owner:
                            url: http://127.0.0.1:%2$d/ask
                            secret: %3$s
                        """
                                .formatted(
                                        carrier.address().getPort(),
                                        house.getAddress().getPort(),
                                        SECRET));
        session = SignedInStaff.at(hotline.data(), Role.ADMINISTRATOR);
    }

    @AfterAll
    static void stop() throws IOException {
        hotline.close();
        carrier.close();
        house.stop(0);
    }

    @BeforeEach
    void mask() throws Exception {
        x = String.valueOf(++masks);
        failing = false;
        told.clear();
        asked.clear();
        var mask = "{\"number\": \"%s\", \"mode\": \"X\", \"coolDownSec\": 0}".formatted(x);
        assertThat(post("/v1/masks", mask)).isBetween(200, 204);
    }

    @Test
    void asks_the_owner_of_a_mask_and_tells_of_the_call_in_signed_events() throws Exception {
        owner = "{\"operation\": \"connect\", \"to\": \"%s\"}".formatted(tokenOf("+4915141273509"));

        callAndHangUp("+4915141280417");

        assertThat(carrier.next().display()).isEqualTo(x);
        await().atMost(PATIENCE).until(() -> types().containsAll(ANSWERED_CALL));
        assertThat(told)
                .allMatch(Posted::isSigned)
                .extracting(Posted::event)
                .doesNotHaveDuplicates();
        assertThat(asked).allMatch(Posted::isSigned);
        assertThat(told.toString() + asked).doesNotContain("4915141273509", "4915141280417");
    }

    @Test
    void tells_again_what_was_not_taken_as_the_same_event() throws Exception {
        owner = "{\"operation\": \"close\"}";
        failing = true;
        callAndHangUp("+4915141280417");
        await().atMost(PATIENCE).until(() -> types().containsAll(Set.of("callin", "fee")));
        Set<String> events = ofThisMask().map(Posted::event).collect(Collectors.toSet());

        failing = false;

        await().atMost(PATIENCE).until(() -> taken().containsAll(events));
        assertThat(taken()).as("taken once").doesNotHaveDuplicates();
        for (String event : events) {
            assertThat(told.stream().filter(each -> each.event().equals(event)))
                    .hasSizeGreaterThan(1)
                    .allMatch(Posted::isSigned)
                    .extracting(Posted::body)
                    .containsOnly(bodyOf(event));
        }
    }

    @Test
    void hands_on_a_short_message_and_tells_of_it_without_its_text() throws Exception {
        owner = "{\"operation\": \"connect\", \"to\": \"%s\"}".formatted(tokenOf("+4915141273509"));
        String from = "<sip:+4915141280417@carrier.example>";

        assertThat(TextSender.send(hotline.site().sip(), from, List.of(), x, "at five"))
                .isEqualTo(202);

        CalledParty.Texted text = carrier.nextText();
        assertThat(text.to()).isEqualTo("+4915141273509");
        assertThat(text.from()).isEqualTo(x);
        assertThat(text.text()).isEqualTo("at five");
        await().atMost(PATIENCE).until(() -> types().contains("sms"));
        assertThat(asked.getLast().json().path("kind").asText()).isEqualTo("sms");
        assertThat(told.toString() + asked).doesNotContain("five", "4915141280417");
    }

    @Test
    void hands_on_a_short_message_though_core_and_database_are_killed_once_it_was_acknowledged()
            throws Exception {
        owner = "{\"operation\": \"connect\", \"to\": \"%s\"}".formatted(tokenOf("+4915141273509"));
        String from = "<sip:+4915141280417@carrier.example>";
        String text = "call me at +4915141266611";
        answering = new CountDownLatch(1); // so that nothing is handed on before

        assertThat(TextSender.send(hotline.site().sip(), from, List.of(), x, text)).isEqualTo(202);
        hotline.kill("corePid");
        hotline.kill("postgresPid");
        answering.countDown();

        assertThat(carrier.nextText(60).text()).isEqualTo(text);
        await().atMost(PATIENCE).until(() -> types().contains("sms"));
        assertThat(carrier.isQuiet()).as("handed on once").isTrue();
        assertNowhere(List.of("+4915141273509", "+4915141280417", "+4915141266611"));
    }

    /// In no file of the installation: tables, their log, our logs, Asterisk's.
    private static void assertNowhere(List<String> numbers) throws IOException {
        var scan = LeakScan.of(numbers);
        LeakProof proof = scan.prove(new Random(1));
        LeakReport report = scan.scan(proof, List.of(hotline.data()), _ -> false, 2, _ -> {});
        assertThat(proof.missed()).isEmpty();
        assertThat(report.bytes()).isPositive();
        assertThat(report.findings()).isEmpty();
    }

    private static void event(HttpExchange exchange) throws IOException {
        boolean take = !failing;
        told.add(posted(exchange, take));
        exchange.sendResponseHeaders(take ? 204 : 503, -1);
        exchange.close();
    }

    private static void question(HttpExchange exchange) throws IOException {
        asked.add(posted(exchange, true));
        try {
            answering.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        byte[] answer = owner.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static Posted posted(HttpExchange exchange, boolean taken) throws IOException {
        var headers = exchange.getRequestHeaders();
        return new Posted(
                String.valueOf(headers.getFirst("Earshot-Event")),
                headers.getFirst(WebhookSignature.HEADER),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                taken);
    }

    private List<String> types() {
        return ofThisMask().map(Posted::type).toList();
    }

    private List<String> taken() {
        return ofThisMask().filter(Posted::taken).map(Posted::event).toList();
    }

    private Stream<Posted> ofThisMask() {
        return told.stream().filter(each -> each.json().at("/call/mask").asText().equals(x));
    }

    private static String bodyOf(String event) {
        return told.stream()
                .filter(each -> each.event().equals(event))
                .findFirst()
                .orElseThrow()
                .body();
    }

    /// As the owner learns it: by a call that it closes.
    private String tokenOf(String number) throws Exception {
        owner = "{\"operation\": \"close\"}";
        callAndHangUp(number);
        await().atMost(PATIENCE).until(() -> types().contains("fee"));
        told.clear();
        return asked.getLast().json().path("caller").asText();
    }

    private void callAndHangUp(String number) throws Exception {
        var settings =
                new CallerSettings(hotline.site().sip(), InetAddress.getLoopbackAddress())
                        .withNumber(number);
        try (var phone = new SimulatedCaller(settings);
                OutgoingCall call = phone.dial(x)) {
            await().atMost(PATIENCE).until(() -> types().contains("answer"));
            call.hangUp();
        } catch (CallRefused closed) {
            assertThat(closed.status()).isEqualTo(404);
        }
    }

    private static int post(String path, String body) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:" + hotline.site().httpPort() + path))
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + session)
                            .POST(BodyPublishers.ofString(body))
                            .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
