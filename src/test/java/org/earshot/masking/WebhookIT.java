package org.earshot.masking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.earshot.cases.SettableClock;
import org.earshot.db.Database;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Webhooks of masked calls")
@ExtendWith(TestPostgres.class)
@SuppressWarnings("NullAway.Init")
class WebhookIT {

    private static final byte[] SECRET =
            "a secret of both sides".getBytes(StandardCharsets.US_ASCII);

    private final SettableClock clock = new SettableClock();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private HttpServer receiver;
    private Webhooks webhooks;
    private CallLogRepository calls;
    private Database db;

    private record Received(String id, String signature, String body) {

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
        }
    }

    @BeforeEach
    void listen(Database database) throws Exception {
        db = database;
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    var headers = exchange.getRequestHeaders();
                    received.add(
                            new Received(
                                    headers.getFirst("Earshot-Event"),
                                    headers.getFirst(WebhookSignature.HEADER),
                                    new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8)));
                    exchange.sendResponseHeaders(answer, -1);
                    exchange.close();
                });
        receiver.start();
        var url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/events");
        var settings = new WebhookSettings(url, SECRET, Duration.ofSeconds(2), RetryLadder.USUAL);
        calls = new CallLogRepository(db, true);
        webhooks = new Webhooks(db, settings, clock);
        webhooks.run(); // whatever another test has left
        received.clear();
    }

    @AfterEach
    void close() {
        answer = 200;
        clock.advance(Duration.ofDays(1));
        webhooks.run();
        webhooks.close();
        receiver.stop(0);
    }

    @Test
    void an_answered_call_is_told_step_by_step_and_then_as_a_whole() {
        call(true);

        webhooks.run();

        assertThat(received)
                .extracting(event -> event.json().path("eventType").asText())
                .containsExactlyInAnyOrder(
                        "callin", "callout", "alerting", "answer", "disconnect", "fee");
        var fee = event("fee").json().path("call");
        assertThat(fee.path("talkSec").asInt()).isEqualTo(30);
        assertThat(fee.path("releaseDir").asInt()).isEqualTo(1);
        assertThat(fee.path("caller").asText()).isEqualTo(Parties.A.text());
        assertThat(fee.path("display").asText()).isEqualTo("96001");
        assertThat(fee.path("userData").asText()).isEqualTo("R-9");
    }

    @Test
    void an_unanswered_call_has_a_fee_that_starts_when_it_ends() {
        call(false);

        webhooks.run();

        var fee = event("fee").json().path("call");
        assertThat(fee.path("answered").asBoolean()).isFalse();
        assertThat(fee.path("startTime")).isEqualTo(fee.path("releaseTime"));
        assertThat(fee.path("talkSec").asInt()).isZero();
    }

    @Test
    void the_receiver_can_check_who_sent_it() {
        call(false);

        webhooks.run();

        assertThat(received)
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(event.signature())
                                .isEqualTo(
                                        WebhookSignature.of(
                                                SECRET, clock.instant(), event.body())));
    }

    @Test
    void an_event_that_is_not_taken_comes_again_six_times_at_the_operators_times() {
        answer = 503;
        CallId id = CallId.random();
        calls.callIn(id, "c", MASK, Optional.empty(), clock.instant());
        Instant began = clock.instant();
        List<Long> minutes = new ArrayList<>();

        for (int minute = 0; minute < 400; minute++) {
            int before = received.size();
            webhooks.run();
            if (received.size() > before) {
                minutes.add(Duration.between(began, clock.instant()).toMinutes());
            }
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(minutes).containsExactly(0L, 1L, 4L, 9L, 106L, 203L, 300L);
        assertThat(received).extracting(Received::id).containsOnly(received.getFirst().id());
        assertThat(received).extracting(Received::body).containsOnly(received.getFirst().body());
    }

    @Test
    void an_event_that_is_taken_at_last_comes_no_more() {
        answer = 500;
        calls.callIn(CallId.random(), "c", MASK, Optional.empty(), clock.instant());
        webhooks.run();
        answer = 204;
        clock.advance(Duration.ofMinutes(1));
        webhooks.run();
        assertThat(received).hasSize(2);

        clock.advance(Duration.ofDays(1));
        webhooks.run();

        assertThat(received).hasSize(2);
    }

    @Test
    void a_replayed_event_has_the_same_id_so_that_it_counts_once() {
        CallId id = call(true);
        webhooks.run();
        int first = received.size();

        assertThat(webhooks.replay(id)).isEqualTo(first);
        webhooks.run();

        assertThat(received).hasSize(2 * first);
        assertThat(received.stream().map(Received::id).distinct()).hasSize(first);
        assertThat(
                        new LinkedHashSet<>(
                                received.subList(0, first).stream().map(Received::body).toList()))
                .containsExactlyInAnyOrderElementsOf(
                        received.subList(first, 2 * first).stream().map(Received::body).toList());
    }

    @Test
    void telling_a_step_again_makes_no_second_event() {
        CallId id = CallId.random();
        for (int again = 0; again < 3; again++) {
            calls.callIn(id, "c", MASK, Optional.empty(), clock.instant());
            calls.released(id, ReleaseBy.CALLER, 16, ResultCode.NORMAL, clock.instant());
        }

        webhooks.run();

        assertThat(received).hasSize(3); // callin, disconnect, fee
    }

    @Test
    void several_senders_send_each_event_once() throws Exception {
        for (int i = 0; i < 10; i++) {
            call(false);
        }
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var sent :
                    IntStream.range(0, 4).mapToObj(_ -> senders.submit(webhooks)).toList()) {
                sent.get();
            }
        }

        assertThat(received).hasSize(50).extracting(Received::id).doesNotHaveDuplicates();
    }

    @Test
    void a_short_message_is_told_once_when_it_is_over_without_its_text() {
        CallId id = CallId.random();
        Instant now = clock.instant();
        db.transact(tx -> calls.textIn(tx, id, MASK, Optional.of(Parties.A.token()), now));
        for (int again = 0; again < 2; again++) {
            db.transact(
                    tx -> calls.textOut(tx, id, Optional.of(way()), 16, ResultCode.NORMAL, now));
        }

        webhooks.run();

        assertThat(received).hasSize(1);
        var message = event("sms").json().path("call");
        assertThat(message.path("callId").asText()).isEqualTo(id.toString());
        assertThat(message.path("called").asText()).isEqualTo(Parties.B.text());
        assertThat(message.path("display").asText()).isEqualTo("96001");
        assertThat(message.path("callOutTime").asText()).isEqualTo(clock.instant().toString());
        assertThat(message.path("resultCode").asInt(-1)).isZero();
        assertThat(message.path("releaseCause").asInt()).isEqualTo(16);
    }

    private static final Mask MASK = Mask.of("96001", MaskMode.AXB);

    private static Resolution.Connect way() {
        var binding =
                new Binding.Axb(
                        UUID.randomUUID(),
                        "96001",
                        Parties.A,
                        Parties.B,
                        Terms.open().about("R-9"));
        return new Resolution.Connect(
                Optional.of(binding), Parties.B, "96001", CallDirection.A_TO_B, binding.terms());
    }

    private CallId call(boolean answered) {
        CallId id = CallId.random();
        calls.callIn(id, "c", MASK, Optional.of(Parties.A.token()), clock.instant());
        calls.callOut(id, way(), clock.instant());
        calls.alerting(id, clock.instant());
        if (answered) {
            calls.answered(id, clock.instant(), Optional.empty());
        }
        clock.advance(Duration.ofSeconds(30));
        calls.released(id, ReleaseBy.CALLER, 16, ResultCode.NORMAL, clock.instant());
        return id;
    }

    private Received event(String type) {
        return received.stream()
                .filter(event -> event.json().path("eventType").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
