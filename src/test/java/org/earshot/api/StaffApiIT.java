package org.earshot.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.rights.Role.ADMINISTRATOR;
import static org.earshot.rights.Role.AGENT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.earshot.cases.CasesHarness;
import org.earshot.db.Database;
import org.earshot.db.DatabaseSettings;
import org.earshot.http.WebServer;
import org.earshot.http.WebSettings;
import org.earshot.site.TestPostgres;
import org.earshot.staff.Enrolment;
import org.earshot.staff.Entrant;
import org.earshot.staff.House;
import org.earshot.staff.Staff;
import org.earshot.staff.TestAuthenticator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Staff over HTTP")
@ExtendWith(TestPostgres.class)
@SuppressWarnings({"NullAway", "NullAway.Init"}) // parts that are never asked
class StaffApiIT {

    @TempDir private static Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private Database db;
    private CasesHarness cases;
    private House house;
    private WebServer server;

    @BeforeEach
    void serve(Database db) throws IOException {
        this.db = db;
        cases = new CasesHarness(db, directory);
        house = new House(db, directory);
        server = serving(house.staff);
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void somebody_invited_enrols_signs_in_and_out() throws Exception {
        var lee = house.person(AGENT);
        String code = house.staff.enrolment().invite(House.CONSOLE, lee.id(), Enrolment.USUAL);

        var begun =
                ask(
                        "POST",
                        "/v1/enrolment",
                        "{\"invitation\":\"%s\",\"password\":\"%s\"}"
                                .formatted(code, Entrant.PASSWORD),
                        "");
        var app = new Entrant(house, lee, json(begun).path("secret").asText(), List.of());
        var in = ask("POST", "/v1/enrolment/code", codeForm(app), cookie(begun));
        assertThat(json(in).path("recoveryCodes")).hasSize(10);
        assertThat(in.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allMatch(cookie ->
                        cookie.matches(
                                "__Host-earshot(-device)?=[\\w-]{43}; Path=/; Max-Age=\\d+;"
                                        + " Secure; HttpOnly; SameSite=Strict"));

        house.clock.advance(Duration.ofMinutes(1));
        var step = ask("POST", "/v1/session", passwordForm(app, Entrant.PASSWORD), "");
        assertThat(json(step).path("ways").get(0).asText()).isEqualTo("code");
        assertThat(ask("GET", "/v1/session", "", cookie(step)).statusCode()).isEqualTo(401);
        String session = cookie(ask("POST", "/v1/session/code", codeForm(app), cookie(step)));
        var who = json(ask("GET", "/v1/session", "", session));
        assertThat(who.at("/person/signInName").asText()).isEqualTo(lee.signInName());
        assertThat(who.at("/person/roles/0").asText()).isEqualTo("agent");

        assertThat(ask("DELETE", "/v1/session", "", session).statusCode()).isEqualTo(204);
        assertThat(ask("GET", "/v1/session", "", session).statusCode()).isEqualTo(401);
    }

    @Test
    void what_is_wrong_is_told_in_one_sentence_whatever_it_was() throws Exception {
        var kim = Entrant.enrolled(house, house.person(AGENT));

        var wrong = ask("POST", "/v1/session", passwordForm(kim, "wrong wrong wrong"), "");
        var nobody = ask("POST", "/v1/session", "{\"name\":\"nobody\",\"password\":\"x\"}", "");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(nobody.body()).isEqualTo(wrong.body());

        for (int i = 0; i < 3; i++) {
            ask("POST", "/v1/session", passwordForm(kim, "wrong wrong wrong"), "");
        }
        var waits = ask("POST", "/v1/session", passwordForm(kim, Entrant.PASSWORD), "");
        assertThat(waits.statusCode()).isEqualTo(429);
        assertThat(waits.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void nobody_asks_about_staff_without_being_signed_in() throws Exception {
        JsonNode contract;
        try (var in = Api.contract()) {
            contract = new YAMLMapper().readTree(in);
        }
        for (var path : contract.path("paths").properties()) {
            if (path.getKey().matches("/v1/(people|units|account|passkeys).*")) {
                for (String method : List.of("get", "post", "put", "patch", "delete")) {
                    if (path.getValue().has(method)) {
                        assertThat(statusOf(path.getKey(), method)).isIn(400, 401);
                    }
                }
            }
        }
    }

    @Test
    void an_administrator_keeps_people_and_units() throws Exception {
        String session =
                "__Host-earshot="
                        + Entrant.enrolled(house, house.person(ADMINISTRATOR)).enters().token();
        String unit =
                json(ask(
                                "POST",
                                "/v1/units",
                                "{\"parent\":\"%s\",\"name\":\"City %s\"}"
                                        .formatted(house.root.id(), UUID.randomUUID()),
                                session))
                        .path("id")
                        .asText();
        var loop =
                ask("PATCH", "/v1/units/" + unit, "{\"parent\":\"%s\"}".formatted(unit), session);
        assertThat(loop.statusCode()).isEqualTo(422);
        assertThat(json(loop).path("error").asText()).isEqualTo("A unit cannot lie below itself.");

        String name = "n" + UUID.randomUUID().toString().substring(0, 8);
        String form =
                "{\"signInName\":\"%s\",\"name\":\"Lee\",\"unit\":\"%s\"}".formatted(name, unit);
        var added = ask("POST", "/v1/people", form, session);
        String person = "/v1/people/" + json(added).path("id").asText();
        assertThat(ask("POST", "/v1/people", form, session).statusCode()).isEqualTo(409);
        assertThat(
                        ask("PUT", person + "/pledge", "{\"until\":\"2027-02-30\"}", session)
                                .statusCode())
                .isEqualTo(422);
        ask("PUT", person + "/pledge", "{\"until\":\"2027-02-28\"}", session);
        var roles = ask("PUT", person + "/roles", "{\"roles\":[\"unit-officer\"]}", session);
        assertThat(json(roles).path("inForce").asBoolean()).isTrue();
        assertThat(
                        ask(
                                        "PUT",
                                        person + "/roles",
                                        "{\"roles\":[\"auditor\",\"agent\"]}",
                                        session)
                                .statusCode())
                .isEqualTo(422);
        assertThat(
                        json(ask("POST", person + "/invitation", "", session))
                                .path("invitation")
                                .asText())
                .matches("([A-Z2-7]{4}-){5}[A-Z2-7]{4}");
        assertThat(
                        ask(
                                        "POST",
                                        person + "/conflicts",
                                        "{\"unit\":\"%s\",\"why\":\"kin\"}".formatted(unit),
                                        session)
                                .statusCode())
                .isEqualTo(201);
        assertThat(json(ask("GET", person, "", session)).path("conflicts")).hasSize(1);
        assertThat(ask("POST", person + "/leave", "{}", session).statusCode()).isEqualTo(200);
        assertThat(json(ask("GET", person, "", session)).at("/person/leftAt").asText())
                .isNotEmpty();
    }

    @Test
    void a_passkey_is_added_given_and_removed() throws Exception {
        var kim = Entrant.enrolled(house, house.person(AGENT));
        var key = new TestAuthenticator(House.SETTINGS.address().toString(), "localhost");
        String session = "__Host-earshot=" + kim.enters().token();
        String own = "{\"password\":\"%s\"}".formatted(Entrant.PASSWORD);
        byte[] asked = challenge(ask("POST", "/v1/passkeys/challenge", own, session));
        String form =
                "{\"label\":\"blue\",\"attestation\":\"%s\",\"clientData\":\"%s\"}"
                        .formatted(
                                text(key.attestation()),
                                text(key.clientData("webauthn.create", asked)));
        var added = ask("POST", "/v1/passkeys", form, session);
        assertThat(added.statusCode()).isEqualTo(201);

        var step = ask("POST", "/v1/session", passwordForm(kim, Entrant.PASSWORD), "");
        assertThat(json(step).path("ways").toString()).isEqualTo("[\"code\",\"passkey\"]");
        var question = ask("POST", "/v1/session/challenge", "", cookie(step));
        var answer = key.answer(challenge(question));
        String answerForm =
                "{\"credential\":\"%s\",\"authenticatorData\":\"%s\",\"clientData\":\"%s\",\"signature\":\"%s\"}"
                        .formatted(
                                text(answer.credential()),
                                text(answer.authenticatorData()),
                                text(answer.clientData()),
                                text(answer.signature()));
        var in = ask("POST", "/v1/session/passkey", answerForm, cookie(step));
        assertThat(ask("GET", "/v1/session", "", cookie(in)).statusCode()).isEqualTo(200);

        String id = json(added).path("id").asText();
        assertThat(ask("DELETE", "/v1/passkeys/" + id, "", session).statusCode()).isEqualTo(204);
        assertThat(json(ask("GET", "/v1/passkeys", "", session))).isEmpty();
    }

    private static byte[] challenge(HttpResponse<String> answer) throws IOException {
        return Base64.getUrlDecoder().decode(json(answer).path("challenge").asText());
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void a_page_of_another_site_cannot_ask_for_somebody() throws Exception {
        String session =
                "__Host-earshot=" + Entrant.enrolled(house, house.person(AGENT)).enters().token();
        var request =
                request("GET", "/v1/session", "", session)
                        .header("Sec-Fetch-Site", "cross-site")
                        .build();

        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void with_the_database_away_it_says_so() throws Exception {
        server.close();
        var away =
                new DatabaseSettings(
                        "jdbc:postgresql://127.0.0.1:1/none", "none", "none", 2, Duration.ZERO);
        try (var gone = Database.connect(away)) {
            server =
                    serving(
                            Staff.of(
                                    gone, house.keys, House.SETTINGS, house.clock, ZoneOffset.UTC));
            var answer =
                    ask("POST", "/v1/session", "{\"name\":\"kim\",\"password\":\"secret\"}", "");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("the database or the keys are away");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
        }
    }

    private int statusOf(String path, String method) throws Exception {
        return ask(
                        method.toUpperCase(Locale.ROOT),
                        path.replace("{id}", UUID.randomUUID().toString()),
                        method.equals("get") ? "" : "{}",
                        "__Host-earshot=" + "A".repeat(43))
                .statusCode();
    }

    private WebServer serving(Staff staff) throws IOException {
        return Api.serve(
                WebSettings.loopback(0),
                cases.desk,
                new MaskingParts(null, null, _ -> false),
                new FlowParts(null, null, null),
                TestDoors.of(db, house, staff),
                house.clock,
                Map.of());
    }

    private static String passwordForm(Entrant who, String password) {
        return "{\"name\":\"%s\",\"password\":\"%s\"}"
                .formatted(who.person().signInName(), password);
    }

    private static String codeForm(Entrant who) {
        return "{\"code\":\"%s\"}".formatted(who.code());
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").getFirst().split(";", 2)[0];
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpResponse<String> ask(String method, String path, String body, String cookie)
            throws Exception {
        return http.send(request(method, path, body, cookie).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, String body, String cookie) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .timeout(Duration.ofSeconds(30));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        request.header("Earshot-Purpose", "the%20unit%20is%20new");
        return body.isEmpty()
                ? request.method(method, BodyPublishers.noBody())
                : request.header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body));
    }
}
