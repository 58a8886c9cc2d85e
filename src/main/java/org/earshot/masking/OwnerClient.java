package org.earshot.masking;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Block mode over HTTP: posts each question to the owner's address, signed as events are
/// ([WebhookSignature]), and waits for the answer ([OwnerAnswer]). While the owner is silent or
/// says what nobody understands, the fallback of the settings holds.
///
/// The question names a mask and a token, no number. The answer is not signed: whose word it is,
/// TLS says.
public final class OwnerClient implements BlockMode, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerClient.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 16_384;

    private final OwnerSettings settings;
    private final InstantSource clock;
    private final HttpClient http;

    public OwnerClient(OwnerSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.timeout())
                        .build();
    }

    @Override
    public Resolution ask(Question call) {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(
                        request(call),
                        BodyHandlers.limiting(
                                BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
        try {
            return said(call, answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException silent) {
            answer.cancel(true);
            return fallback(call, "no answer within " + settings.timeout());
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            return fallback(call, (cause == null ? failed : cause).getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return fallback(call, "interrupted");
        }
    }

    private HttpRequest request(Question call) {
        Instant at = clock.instant();
        String body = body(call, at);
        return HttpRequest.newBuilder(settings.url())
                .header("Content-Type", "application/json")
                .header(WebhookSignature.HEADER, WebhookSignature.of(settings.secret(), at, body))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static String body(Question call, Instant at) {
        var body =
                JSON.createObjectNode()
                        .put("callId", call.id().toString())
                        .put("kind", call.kind().name().toLowerCase(Locale.ROOT))
                        .put("mask", call.dialled().number())
                        .put("timestamp", at.toString());
        call.caller().ifPresent(party -> body.put("caller", party.text()));
        return body.toString();
    }

    private Resolution said(Question call, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            return fallback(call, "HTTP " + answer.statusCode());
        }
        Optional<Resolution> said = OwnerAnswer.read(answer.body(), call.dialled());
        return said.orElseGet(() -> fallback(call, "no answer that could be understood"));
    }

    private Resolution fallback(Question call, String why) {
        LOG.warn(
                "the owner of a mask did not say what becomes of a call: {} callId={}",
                why,
                call.id());
        return settings.fallback()
                .map(to -> OwnerAnswer.to(to, call.dialled(), Terms.open()))
                .orElse(new Resolution.Refuse(ResultCode.OWNER_SILENT));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
