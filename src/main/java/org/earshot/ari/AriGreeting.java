package org.earshot.ari;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is said to Asterisk at the beginning of a connection, and at its end: which events we want
/// to be told, and whose short messages.
final class AriGreeting {

    private static final Logger LOG = LoggerFactory.getLogger(AriGreeting.class);

    /// A stop must not wait for an Asterisk that is silent.
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /// All we want to be told; the rest (caller ids among them) is not even sent. Answers to our
    /// own commands pass the same filter, and the filter outlives the connection.
    private static final List<String> WANTED =
            List.of(
                    "RESTResponse",
                    "StasisStart",
                    "StasisEnd",
                    "ChannelStateChange",
                    "ChannelHangupRequest",
                    "ChannelDestroyed",
                    "ChannelDtmfReceived",
                    "PlaybackFinished",
                    "ApplicationReplaced");

    /// Of the application for short messages.
    private static final List<String> WANTED_OF_TEXTS =
            List.of("RESTResponse", "TextMessageReceived", "ApplicationReplaced");

    private static final String STATUS_REQUEST =
            """
            {"type":"RESTRequest","request_id":"status","method":"GET",\
            "uri":"asterisk/info?only=status"}\
            """;

    private final AriSettings settings;
    private final ObjectMapper json;

    AriGreeting(AriSettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /// The applications we speak for, as the address of the connection names them.
    String apps() {
        return settings.textsFrom().isEmpty()
                ? settings.app()
                : settings.app() + "," + settings.textApp();
    }

    /// @return when this Asterisk was started; empty when it did not say
    String introduce(AriSocket to) throws InterruptedException {
        to.ask("filter", filterRequest(settings.app(), WANTED), settings.requestTimeout());
        if (!settings.textsFrom().isEmpty()) {
            takeTexts(to);
        }
        AriMessage status = to.ask("status", STATUS_REQUEST, settings.requestTimeout());
        if (status == null || status.body() == null) {
            return "";
        }
        try {
            return json.readTree(status.body()).path("status").path("startup_time").asText();
        } catch (JsonProcessingException noJson) {
            return "";
        }
    }

    /// Asterisk forgets a subscription when it is started anew, so it is made at each connection.
    private void takeTexts(AriSocket to) throws InterruptedException {
        to.ask(
                "filter",
                filterRequest(settings.textApp(), WANTED_OF_TEXTS),
                settings.requestTimeout());
        for (String endpoint : settings.textsFrom()) {
            AriMessage answer =
                    to.ask(
                            "texts",
                            subscriptionRequest("POST", endpoint),
                            settings.requestTimeout());
            if (answer == null || answer.status() / 100 != 2) {
                LOG.warn("Asterisk gives us no short messages of {}", endpoint);
            }
        }
    }

    /// So that Asterisk refuses messages from now on: what it takes while nobody listens is lost.
    void leaveTexts(AriSocket to) {
        try {
            for (String endpoint : settings.textsFrom()) {
                to.ask("texts", subscriptionRequest("DELETE", endpoint), FAREWELL);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private String filterRequest(String app, List<String> wanted) {
        ObjectNode filter = json.createObjectNode();
        wanted.forEach(type -> filter.withArray("allowed").addObject().put("type", type));
        return json.createObjectNode()
                .put("type", "RESTRequest")
                .put("request_id", "filter")
                .put("method", "PUT")
                .put("uri", "applications/" + app + "/eventFilter")
                .put("content_type", "application/json")
                .put("message_body", filter.toString())
                .toString();
    }

    private String subscriptionRequest(String method, String endpoint) {
        return json.createObjectNode()
                .put("type", "RESTRequest")
                .put("request_id", "texts")
                .put("method", method)
                .put(
                        "uri",
                        Uris.withQuery(
                                "applications/" + settings.textApp() + "/subscription",
                                Map.of("eventSource", "endpoint:" + endpoint)))
                .toString();
    }
}
