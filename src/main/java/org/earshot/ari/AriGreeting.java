package org.earshot.ari;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What is said to Asterisk at the beginning of a connection: which events we want to be told.
final class AriGreeting {

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

    /// @return when this Asterisk was started; empty when it did not say
    String introduce(AriSocket to) throws InterruptedException {
        to.ask("filter", filterRequest(settings.app(), WANTED), settings.requestTimeout());
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
}
