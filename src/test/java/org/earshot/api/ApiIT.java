package org.earshot.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.earshot.cases.CasesHarness;
import org.earshot.db.Database;
import org.earshot.http.WebServer;
import org.earshot.http.WebSettings;
import org.earshot.masking.BindingDesk;
import org.earshot.masking.CallLimits;
import org.earshot.masking.CallLogRepository;
import org.earshot.masking.MaskPool;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The API over HTTP")
@ExtendWith(TestPostgres.class)
@Timeout(60)
@SuppressWarnings({"NullAway", "NullAway.Init"}) // parts that are never asked
class ApiIT {

    /// Well formed, check digit included; never issued.
    private static final String WRONG = "{\"code\": \"0000 0000 0000 0000\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicBoolean databaseUp = new AtomicBoolean(true);
    @TempDir private Path directory;
    private CasesHarness house;
    private WebServer server;

    @BeforeEach
    void serve(Database db) throws Exception {
        house = new CasesHarness(db, directory);
        server =
                Api.serve(
                        WebSettings.loopback(0),
                        house.desk,
                        new MaskingParts(
                                new BindingDesk(
                                        db,
                                        new MaskPool(db),
                                        new CallLogRepository(db, false),
                                        CallLimits.USUAL,
                                        house.clock),
                                new CallLogRepository(db, false),
                                _ -> false),
                        new FlowParts(null, null, null),
                        NobodysStaff.PARTS,
                        house.clock,
                        Map.of("database", databaseUp::get, "keys", () -> true));
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void a_reporter_learns_the_status() throws Exception {
        var code = house.openedCase().queryCode();
        var typed = code.substring(0, 4) + " " + code.substring(4, 8) + "-" + code.substring(8);

        var answer = ask("{\"code\": \"" + typed + "\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"received\"}");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void wrong_and_expired_codes_get_the_same_answer_to_the_byte() throws Exception {
        var code = house.openedCase().queryCode();
        var wrong = ask(WRONG);
        var mistyped = ask("{\"code\": \"1\"}");
        house.clock.advance(CasesHarness.SETTINGS.codeValid());
        var expired = ask("{\"code\": \"" + code + "\"}");

        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(expired.statusCode()).isEqualTo(404);
        assertThat(expired.body()).isEqualTo(wrong.body()).isEqualTo(mistyped.body());
        assertThat(expired.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
    }

    @Test
    void the_sixth_wrong_code_is_told_to_wait() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(ask(WRONG).statusCode()).isEqualTo(404);
        }

        var sixth = ask(WRONG);

        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValue("Retry-After")).contains("600");
        assertThat(sixth.body()).contains("600 seconds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "nonsense",
                "{\"code\": 12}",
                "{\"code\": \"\"}",
                "{\"code\": null}",
                "{\"code\": \"1\", \"name\": \"me\"}"
            })
    void what_does_not_fit_the_contract_is_refused(String body) throws Exception {
        var answer = ask(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":");
    }

    @Test
    void a_code_in_an_address_is_not_found_and_not_repeated() throws Exception {
        var answer = get("/v1/status/1234567890123456?code=1234567890123456");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("1234567890123456");
        assertThat(get("/v1/status").statusCode()).isEqualTo(405);
    }

    @Test
    void health_names_the_part_that_is_down() throws Exception {
        assertThat(get("/v1/health").body())
                .isEqualTo("{\"status\":\"up\",\"parts\":{\"database\":\"up\",\"keys\":\"up\"}}");

        databaseUp.set(false);
        var down = get("/v1/health");

        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body())
                .isEqualTo(
                        "{\"status\":\"down\",\"parts\":{\"database\":\"down\",\"keys\":\"up\"}}");
    }

    private HttpResponse<String> ask(String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri("/v1/status"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
