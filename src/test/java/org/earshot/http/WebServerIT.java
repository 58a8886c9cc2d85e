package org.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The web server")
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class WebServerIT {

    private static final String CONTRACT =
            """
            openapi: 3.1.0
            info: {title: Test, version: "1"}
            servers: [{url: /}]
            paths:
              /v1/echo:
                post:
                  operationId: echo
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema:
                          type: object
                          required: [code]
                          additionalProperties: false
                          properties:
                            code: {type: string, maxLength: 20}
                  responses: {"200": {description: echoed}}
              /v1/things/{name}:
                get:
                  operationId: thing
                  parameters:
                    - {name: name, in: path, required: true, schema: {type: string}}
                    - {name: size, in: query, schema: {type: integer}}
                  responses: {"200": {description: named}}
              /v1/slow:
                get:
                  operationId: slow
                  responses: {"200": {description: late}}
            """;

    record Echo(String code) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch slowBegan = new CountDownLatch(1);
    private final CountDownLatch slowMayEnd = new CountDownLatch(1);
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        var settings = new WebSettings("127.0.0.1", 0, 1000, 1, Duration.ofSeconds(30));
        server = WebServer.start(settings, contract(), operations());
    }

    @AfterEach
    void stop() {
        slowMayEnd.countDown();
        http.close();
        server.close();
    }

    @Test
    void gives_a_json_body_to_the_operation_as_a_record() throws Exception {
        var answer = post("{\"code\":\"1234\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"code\":\"1234\"}");
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    void runs_operations_on_virtual_threads() throws Exception {
        var answer = get("/v1/things/lamp?size=3");

        assertThat(answer.body())
                .contains("\"name\":\"lamp\"")
                .contains("\"size\":\"3\"")
                .contains("\"virtual\":true")
                .contains("\"peer\":\"127.0.0.1\"");
    }

    @Test
    void refuses_what_does_not_fit_the_contract_without_quoting_it() throws Exception {
        for (String misfit :
                new String[] {
                    "{\"code\":7777}", "{}", "{\"code\":\"7\",\"more\":7777}", "{7777", "[]", "7777"
                }) {
            var answer = post(misfit);
            assertThat(answer.statusCode()).as(misfit).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"error\":").doesNotContain("7777");
        }
    }

    @Test
    void refuses_a_parameter_that_does_not_fit() throws Exception {
        assertThat(get("/v1/things/lamp?size=big").statusCode()).isEqualTo(400);
    }

    @Test
    void answers_404_405_and_413_as_json() throws Exception {
        assertThat(get("/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/v1/nothing").body()).startsWith("{\"error\":");
        assertThat(get("/v1/echo").statusCode()).isEqualTo(405);
        assertThat(get("/v1/echo").body()).startsWith("{\"error\":");
        var large = post("{\"code\":\"" + "1".repeat(2000) + "\"}");
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).startsWith("{\"error\":");
    }

    @Test
    void hides_why_an_operation_failed() throws Exception {
        var answer = get("/v1/things/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).startsWith("{\"error\":").doesNotContain("secret");
    }

    @Test
    void lets_an_operation_choose_status_and_headers() throws Exception {
        var answer = get("/v1/things/rare");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).contains("7");
    }

    @Test
    void refuses_more_than_it_may_run_at_once() throws Exception {
        var slow = http.sendAsync(request("/v1/slow").build(), BodyHandlers.ofString());
        assertThat(slowBegan.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(get("/v1/things/lamp").statusCode()).isEqualTo(503);
        slowMayEnd.countDown();

        assertThat(slow.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(get("/v1/things/lamp").statusCode()).isEqualTo(200);
    }

    @Test
    void does_not_start_when_an_operation_is_missing() {
        assertThatThrownBy(() -> WebServer.start(WebSettings.loopback(0), contract(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("echo, slow, thing");
    }

    @Test
    void says_which_port_is_taken() {
        assertThatThrownBy(() ->
                        WebServer.start(
                                WebSettings.loopback(server.port()), contract(), operations()))
                .hasMessageContaining("127.0.0.1:" + server.port());
    }

    private Map<String, Operation> operations() {
        return Map.of(
                "echo", request -> Response.ok(request.body(Echo.class)),
                "thing", WebServerIT::thing,
                "slow", _ -> slow());
    }

    private Response slow() throws InterruptedException {
        slowBegan.countDown();
        slowMayEnd.await();
        return Response.ok(Map.of());
    }

    private static Response thing(Request request) {
        String name = request.path().getOrDefault("name", "");
        if (name.equals("broken")) {
            throw new IllegalStateException("secret");
        }
        if (name.equals("rare")) {
            return Response.error(429, "Later.").withHeader("Retry-After", "7");
        }
        return Response.ok(
                Map.of(
                        "name", name,
                        "size", request.query().getOrDefault("size", ""),
                        "virtual", Thread.currentThread().isVirtual(),
                        "peer", request.peer()));
    }

    private static InputStream contract() {
        return new ByteArrayInputStream(CONTRACT.getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String json) throws Exception {
        var request =
                request("/v1/echo")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json));
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
