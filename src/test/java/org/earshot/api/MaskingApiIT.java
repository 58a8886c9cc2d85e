package org.earshot.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.earshot.cases.CasesHarness;
import org.earshot.db.Database;
import org.earshot.http.WebServer;
import org.earshot.http.WebSettings;
import org.earshot.masking.BindingDesk;
import org.earshot.masking.CallLimits;
import org.earshot.masking.CallLogRepository;
import org.earshot.masking.Mask;
import org.earshot.masking.MaskMode;
import org.earshot.masking.MaskPool;
import org.earshot.masking.Parties;
import org.earshot.masking.ReleaseBy;
import org.earshot.masking.ResultCode;
import org.earshot.rights.Role;
import org.earshot.site.TestPostgres;
import org.earshot.staff.House;
import org.earshot.telephony.CallId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Masks over HTTP")
@ExtendWith(TestPostgres.class)
@SuppressWarnings({"NullAway", "NullAway.Init"}) // parts that are never asked
class MaskingApiIT {

    private static final String A = Parties.A.text();
    private static final String B = Parties.B.text();
    private static final UUID LIVE = UUID.randomUUID();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    @TempDir private static Path directory;
    private CallLogRepository calls;
    private CasesHarness house;
    private WebServer server;
    private String supervisor;
    private String administrator;

    private record Answer(int status, JsonNode body) {}

    @BeforeEach
    void serve(Database db) throws Exception {
        house = new CasesHarness(db, directory);
        var staff = new House(db, directory);
        supervisor = TestDoors.token(staff, Role.SUPERVISOR);
        administrator = TestDoors.token(staff, Role.ADMINISTRATOR);
        calls = new CallLogRepository(db, false);
        var desk = new BindingDesk(db, new MaskPool(db), calls, CallLimits.USUAL, house.clock);
        server =
                Api.serve(
                        WebSettings.loopback(0),
                        house.desk,
                        new MaskingParts(desk, calls, LIVE::equals),
                        new FlowParts(null, null, null),
                        TestDoors.of(db, staff, staff.staff),
                        house.clock,
                        Map.of("database", () -> true));
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void a_binding_is_made_read_changed_found_and_unbound() throws Exception {
        mask("95001", "AXB");
        var made =
                ask(
                        "POST",
                        "/v1/bindings",
                        """
                        {"mode":"AXB","x":"95001","a":"%s","b":"%s","direction":"A_TO_B",
                         "maxDurationSec":600,"userData":"R-7"}
                        """
                                .formatted(A, B));
        assertThat(made.status()).isEqualTo(201);
        String id = made.body().path("bindingId").asText();
        assertThat(made.body().path("active").asBoolean()).isTrue();
        assertThat(made.body().path("b").asText()).isEqualTo(B);

        assertThat(ask("GET", "/v1/bindings/" + id, "").body()).isEqualTo(made.body());
        var changed =
                ask("PATCH", "/v1/bindings/" + id, "{\"direction\":\"BOTH\",\"userData\":\"R-8\"}");
        assertThat(changed.body().path("direction").asText()).isEqualTo("BOTH");
        var found = ask("POST", "/v1/bindings/query", "{\"party\":\"%s\"}".formatted(B));
        assertThat(found.body()).hasSize(1).containsExactly(changed.body());

        assertThat(ask("DELETE", "/v1/bindings/" + id, "").body().path("endedBy").asText())
                .isEqualTo("UNBOUND");
        assertThat(ask("DELETE", "/v1/bindings/" + id, "").status()).isEqualTo(404);
        assertThat(ask("POST", "/v1/bindings/query", "{}").body()).isEmpty();
    }

    @Test
    void what_cannot_be_is_told_in_a_sentence() throws Exception {
        mask("95002", "AXB");
        String pair =
                "{\"mode\":\"AXB\",\"x\":\"95002\",\"a\":\"%s\",\"b\":\"%s\"}".formatted(A, B);
        var made = ask("POST", "/v1/bindings", pair);
        assertThat(made.status()).isEqualTo(201);

        assertThat(ask("POST", "/v1/bindings", pair).status()).isEqualTo(409);
        assertThat(ask("POST", "/v1/bindings", pair.replace("95002", "99999")).status())
                .isEqualTo(404);
        var same = ask("POST", "/v1/bindings", pair.replace(B, A));
        assertThat(same.status()).isEqualTo(422);
        assertThat(same.body().path("error").asText()).isEqualTo("a and b must be two parties");
        assertThat(ask("GET", "/v1/bindings/" + UUID.randomUUID(), "").status()).isEqualTo(404);
        ask("DELETE", "/v1/bindings/" + made.body().path("bindingId").asText(), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"mode\":\"AXB\",\"x\":\"95003\",\"a\":\"+12025550123\",\"b\":\"agent:kim\"}",
                "{\"mode\":\"AXB\",\"x\":\"95003\",\"a\":\"12025550123\",\"b\":\"agent:kim\"}",
                "{\"mode\":\"AXB\",\"x\":\"sip:a@b\",\"a\":\"agent:lee\",\"b\":\"agent:kim\"}",
                "{\"mode\":\"AXZ\",\"x\":\"95003\",\"a\":\"agent:lee\"}",
                "{\"mode\":\"AXE\",\"x\":\"95003\",\"a\":\"agent:lee\",\"extension\":\"12345\"}",
                "{}"
            })
    void a_number_is_no_party_and_is_not_repeated(String body) throws Exception {
        var answer = ask("POST", "/v1/bindings", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().toString()).doesNotContain("2025550123");
    }

    @Test
    void the_pool_gives_a_mask_of_the_area() throws Exception {
        ask(
                "POST",
                "/v1/masks",
                "{\"number\":\"95010\",\"mode\":\"AXE\",\"area\":\"02\",\"language\":\"ko\"}");
        assertThat(ask("GET", "/v1/masks", "").body().toString()).contains("95010");

        var made =
                ask(
                        "POST",
                        "/v1/bindings",
                        "{\"mode\":\"AXE\",\"area\":\"02\",\"a\":\"agent:kim\",\"extension\":\"7\"}");

        assertThat(made.body().path("x").asText()).isEqualTo("95010");
        assertThat(ask("POST", "/v1/masks", "{\"number\":\"95010\",\"mode\":\"AXB\"}").status())
                .isEqualTo(422);
    }

    @Test
    void an_unanswered_call_has_a_record_too() throws Exception {
        var id = CallId.random();
        var mask = Mask.of("95020", MaskMode.AXB);
        calls.callIn(id, "c1", mask, Optional.of(Parties.A.token()), house.clock.instant());
        calls.released(id, ReleaseBy.PLATFORM, 1, ResultCode.NO_BINDING, house.clock.instant());

        var found = ask("POST", "/v1/cdrs/query", "{\"mask\":\"95020\"}").body();

        assertThat(found).hasSize(1);
        var record = found.get(0);
        assertThat(record.path("caller").asText()).isEqualTo(A);
        assertThat(record.path("resultCode").asInt()).isEqualTo(8014);
        assertThat(record.path("startTime")).isEqualTo(record.path("releaseTime"));
        assertThat(record.path("talkSec").asInt()).isZero();
    }

    @Test
    void a_live_call_can_be_stopped_and_no_other() throws Exception {
        assertThat(ask("POST", "/v1/maskedcalls/" + LIVE + "/stop", "").status()).isEqualTo(204);
        assertThat(ask("POST", "/v1/maskedcalls/" + UUID.randomUUID() + "/stop", "").status())
                .isEqualTo(404);
    }

    private void mask(String number, String mode) throws Exception {
        var put =
                ask(
                        "POST",
                        "/v1/masks",
                        "{\"number\":\"%s\",\"mode\":\"%s\",\"coolDownSec\":0}"
                                .formatted(number, mode));
        assertThat(put.status()).isEqualTo(200);
    }

    private Answer ask(String method, String path, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        boolean puts = method.equals("POST") && path.equals("/v1/masks");
        request.header("Authorization", "Bearer " + (puts ? administrator : supervisor));
        request.header("Earshot-Purpose", "the%20office%20asked%20for%20it");
        var answer = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), json.readTree(answer.body()));
    }
}
