package org.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Pages beside an API")
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class PagesIT {

    private static final String CONTRACT =
            """
            openapi: 3.1.0
            info: {title: Test, version: "1"}
            servers: [{url: /}]
            paths:
              /v1/thing:
                get:
                  operationId: thing
                  responses: {"200": {description: there}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        server = serve(Pages.of("/pages"));
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void get_the_document_wherever_there_is_no_file() throws Exception {
        for (String path : new String[] {"/", "/flows", "/flows/main/check", "/index.html"}) {
            var answer = get(path);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("<title>Pages</title>");
            assertThat(header(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
        }
    }

    @Test
    void are_kept_for_ever_where_their_name_bears_their_hash() throws Exception {
        var asset = get("/assets/code-abc123.js");

        assertThat(header(asset, "Cache-Control")).contains("immutable", "max-age=31536000");
        assertThat(get("/assets/code-000000.js").statusCode()).isEqualTo(404);
    }

    @Test
    void are_not_sent_again_to_who_has_them() throws Exception {
        var tag = header(get("/"), "ETag");

        assertThat(get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get("/", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void are_sent_compressed_to_who_takes_that() throws Exception {
        assertThat(header(get("/", "Accept-Encoding", "br, gzip"), "Content-Encoding"))
                .isEqualTo("gzip");
        assertThat(get("/").headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void come_with_a_policy_that_lets_nothing_in_from_elsewhere() throws Exception {
        for (String path : new String[] {"/", "/v1/thing", "/v1/nothing"}) {
            var answer = get(path);

            assertThat(header(answer, "Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        }
    }

    @Test
    void leave_the_api_as_it_is() throws Exception {
        assertThat(get("/v1/thing").body()).isEqualTo("{\"name\":\"lamp\"}");
        assertThat(get("/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/v1/nothing").body()).startsWith("{\"error\"");
    }

    @Test
    void and_api_answer_no_page_of_another_site() throws Exception {
        assertThat(get("/v1/thing", "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
        assertThat(get("/v1/thing", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(get("/v1/thing", "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
        assertThat(get("/assets/code-abc123.js", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
    }

    @Test
    void open_from_a_link_on_another_site_but_the_api_does_not() throws Exception {
        String[] link = {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"};

        assertThat(get("/flows", link).statusCode()).isEqualTo(200);
        assertThat(get("/v1/thing", link).statusCode()).isEqualTo(403);
    }

    @Test
    void do_not_answer_to_the_name_of_another_host() throws Exception {
        assertThat(statusFor("127.0.0.1:" + server.port())).contains("200");
        assertThat(statusFor("localhost:" + server.port())).contains("200");
        assertThat(statusFor("rebound.example:" + server.port())).contains("403");
    }

    @Test
    void say_what_is_missing_when_they_were_not_built() throws Exception {
        server.close();
        server = serve(Pages.of("/no-such-folder"));

        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/").body()).contains("Node.js");
        assertThat(get("/v1/thing").statusCode()).isEqualTo(200);
    }

    private static WebServer serve(Pages pages) throws Exception {
        return WebServer.start(
                WebSettings.loopback(0),
                new ByteArrayInputStream(CONTRACT.getBytes(StandardCharsets.UTF_8)),
                Map.of("thing", _ -> Response.ok(Map.of("name", "lamp"))),
                pages);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /// By hand: Java's client lets nobody set this header.
    private String statusFor(String host) throws Exception {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "GET /v1/thing HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(host)
                            .getBytes(StandardCharsets.US_ASCII));
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            return String.valueOf(in.readLine());
        }
    }
}
