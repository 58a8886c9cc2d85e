package org.earshot.masking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.earshot.telephony.CallerToken;

/// The core's way to the number shield: its HTTP API (`shield-openapi.yaml`), over TLS with a
/// client certificate. Speaks of tokens only.
///
/// Every method blocks, and throws [ShieldRefused] when the shield says no and [ShieldUnavailable]
/// when it could not be asked or could not answer.
public final class ShieldClient implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI base;
    private final HttpClient http;

    /// Whether a token may be dialled now.
    public record Permission(boolean allowed, String reason) {}

    /// @param base for instance `https://127.0.0.1:8443`
    /// @param tls shows the client certificate and trusts the shield's authority
    public ShieldClient(URI base, SSLContext tls) {
        this.base = base;
        this.http =
                HttpClient.newBuilder()
                        .sslContext(tls)
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(PATIENCE)
                        .build();
    }

    /// @return the party's enrolled token
    public CallerToken enrol(CallerToken token) {
        return new CallerToken(ask("/v1/enrol", of(token)).path("token").asText());
    }

    /// @return whether they were enrolled
    public boolean forget(CallerToken token) {
        return ask("/v1/forget", of(token)).path("forgotten").asBoolean();
    }

    public Permission mayDial(CallerToken token) {
        var answer = ask("/v1/dial-permission", of(token));
        return new Permission(answer.path("allowed").asBoolean(), answer.path("reason").asText());
    }

    /// Safe with the shield when this returns; may be repeated with the same id after any failure.
    public void handOverSms(UUID id, CallerToken to, String text) {
        ask("/v1/sms", Map.of("id", id.toString(), "token", to.value(), "text", text));
    }

    /// What the contract calls `Health`, also of a shield that is not ready.
    public JsonNode health() {
        var answer = send(HttpRequest.newBuilder(base.resolve("/v1/health")).GET());
        return read(answer);
    }

    /// Any operation of the contract that takes a body.
    public JsonNode ask(String path, Map<String, String> body) {
        var answer =
                send(
                        HttpRequest.newBuilder(base.resolve(path))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(write(body))));
        if (answer.statusCode() >= 500) {
            throw new ShieldUnavailable(sentence(answer), null);
        }
        if (answer.statusCode() >= 400) {
            throw new ShieldRefused(answer.statusCode(), sentence(answer));
        }
        return read(answer);
    }

    @Override
    public void close() {
        http.close();
    }

    private static Map<String, String> of(CallerToken token) {
        return Map.of("token", token.value());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(PATIENCE).build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ShieldUnavailable("Interrupted while asking the shield.", interrupted);
        } catch (IOException away) {
            throw new ShieldUnavailable(
                    "The number shield at %s does not answer (%s); is 'earshot up' running?"
                            .formatted(base, away.getClass().getSimpleName()),
                    away);
        }
    }

    private static String sentence(HttpResponse<String> answer) {
        return read(answer).path("error").asText("The shield answered " + answer.statusCode());
    }

    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException noJson) {
            throw new ShieldUnavailable("What answers is no number shield.", null);
        }
    }

    private static String write(Map<String, String> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts cannot be written as JSON");
        }
    }
}
