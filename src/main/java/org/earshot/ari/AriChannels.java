package org.earshot.ari;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Commands about channels and what is played on them.
public final class AriChannels {

    private final AriClient client;

    AriChannels(AriClient client) {
        this.client = client;
    }

    /// A channel that exists now.
    ///
    /// @param name Asterisk's, for instance `PJSIP/trunk-00000007`
    /// @param application the Stasis application it is in; empty when it is in none
    /// @param arguments those given to the application
    public record LiveChannel(String id, String name, String application, List<String> arguments) {}

    public List<LiveChannel> list() throws AriException {
        var found = new ArrayList<LiveChannel>();
        for (JsonNode channel : client.request("GET", "channels", Map.of(), null)) {
            found.add(live(channel));
        }
        return found;
    }

    private static LiveChannel live(JsonNode channel) {
        JsonNode dialplan = channel.path("dialplan");
        boolean inStasis = "Stasis".equals(dialplan.path("app_name").asText());
        List<String> data =
                inStasis ? List.of(dialplan.path("app_data").asText().split(",", -1)) : List.of("");
        return new LiveChannel(
                channel.path("id").asText(),
                channel.path("name").asText(),
                data.getFirst(),
                data.subList(1, data.size()));
    }

    public boolean exists(String id) throws AriException {
        return found("channels/" + id);
    }

    /// @throws AriError with [AriError#isGone] when there is no such channel
    public void require(String id) throws AriException {
        client.request("GET", "channels/" + id, Map.of(), null);
    }

    public void answer(String id) throws AriException {
        client.request("POST", "channels/" + id + "/answer", Map.of(), null);
    }

    /// @param cause why, as in Q.850: 16 normal, 34 no circuit available (SIP 503)
    public void hangUp(String id, int cause) throws AriException {
        client.request("DELETE", "channels/" + id, Map.of("reason_code", cause), null);
    }

    /// Makes a channel that calls somebody; [AriEvent.Ringing] tells that it rings, and its own
    /// [AriEvent.Entered] that it was answered. Whoever is called is shown `display` and learns
    /// nothing of other channels: no `originator` is given.
    ///
    /// @param endpoint for instance `PJSIP/trunk/sip:NAME@192.0.2.7:5060`
    /// @param patience how long it may ring
    /// @param argument for our application, by which the channel is known
    public void originate(
            String id, String endpoint, String display, Duration patience, String argument)
            throws AriException {
        client.request(
                "POST",
                "channels/" + id,
                Map.of(
                        "endpoint",
                        endpoint,
                        "callerId",
                        "<" + display + ">",
                        "timeout",
                        patience.toSeconds(),
                        "formats",
                        "alaw,ulaw",
                        "app",
                        client.settings().app(),
                        "appArgs",
                        argument),
                null);
    }

    /// The caller hears it ring: as a signal (180) before the answer, as a tone after it.
    public void ring(String id) throws AriException {
        client.request("POST", "channels/" + id + "/ring", Map.of(), null);
    }

    public void stopRinging(String id) throws AriException {
        client.request("DELETE", "channels/" + id + "/ring", Map.of(), null);
    }

    /// Gives the channel back to the dialplan, at the beginning of `context`.
    public void continueIn(String id, String context) throws AriException {
        client.request(
                "POST",
                "channels/" + id + "/continue",
                Map.of("context", context, "extension", "s", "priority", 1),
                null);
    }

    /// Plays files one after the other without a gap.
    ///
    /// @param playbackId chosen by us, so that it can be asked for when the answer was lost
    /// @param files sound files as Asterisk sees them
    public void play(String id, String playbackId, List<Path> files) throws AriException {
        // In the body, not in the query: there a comma in a path would end the file's name.
        ObjectNode body = client.json().createObjectNode();
        for (Path file : files) {
            body.withArray("media").add("sound:" + withoutSuffix(file));
        }
        client.request("POST", "channels/" + id + "/play/" + playbackId, Map.of(), body);
    }

    /// Asterisk chooses the suffix that fits the call's codec.
    static String withoutSuffix(Path file) {
        String whole = file.toString();
        int dot = whole.lastIndexOf('.');
        return dot > whole.lastIndexOf('/') ? whole.substring(0, dot) : whole;
    }

    public void stopPlayback(String playbackId) throws AriException {
        client.request("DELETE", "playbacks/" + playbackId, Map.of(), null);
    }

    /// Plays the file that plays just now once more from its beginning.
    public void restartPlayback(String playbackId) throws AriException {
        client.request(
                "POST",
                "playbacks/" + playbackId + "/control",
                Map.of("operation", "restart"),
                null);
    }

    public boolean isPlaying(String playbackId) throws AriException {
        return found("playbacks/" + playbackId);
    }

    public Optional<String> variable(String id, String name) throws AriException {
        try {
            JsonNode answer =
                    client.request(
                            "GET", "channels/" + id + "/variable", Map.of("variable", name), null);
            return Optional.of(answer.path("value").asText()).filter(value -> !value.isEmpty());
        } catch (AriError none) {
            if (none.isGone()) {
                return Optional.empty();
            }
            throw none;
        }
    }

    public void setVariable(String id, String name, String value) throws AriException {
        client.request(
                "POST",
                "channels/" + id + "/variable",
                Map.of("variable", name, "value", value),
                null);
    }

    /// Asks for the events of a channel that is not in our application (a call served over AGI).
    public void subscribe(String id) throws AriException {
        client.request(
                "POST",
                "applications/" + client.settings().app() + "/subscription",
                Map.of("eventSource", "channel:" + id),
                null);
    }

    /// Makes a channel that hears one direction of another, and puts it into our application.
    /// Usable after its own [AriEvent.Entered].
    public void snoop(String id, String snoopId, Spy direction, String argument)
            throws AriException {
        client.request(
                "POST",
                "channels/" + id + "/snoop/" + snoopId,
                Map.of(
                        "spy",
                        direction.word(),
                        "app",
                        client.settings().app(),
                        "appArgs",
                        argument),
                null);
    }

    /// Makes a channel whose audio Asterisk streams to us: it opens the WebSocket named
    /// `connection` in `websocket_client.conf`. Usable after its own [AriEvent.Entered].
    ///
    /// @param token sent along in the address, by which we know it
    public void streamToUs(String channelId, String connection, String token, String argument)
            throws AriException {
        client.request(
                "POST",
                "channels/externalMedia",
                Map.of(
                        "channelId",
                        channelId,
                        "app",
                        client.settings().app() + "," + argument,
                        "external_host",
                        connection,
                        "transport",
                        "websocket",
                        "encapsulation",
                        "none",
                        "connection_type",
                        "client",
                        "format",
                        "slin",
                        "transport_data",
                        "v(token=" + token + ")f(json)"),
                null);
    }

    private boolean found(String path) throws AriException {
        try {
            client.request("GET", path, Map.of(), null);
            return true;
        } catch (AriError refused) {
            if (refused.isGone()) {
                return false;
            }
            throw refused;
        }
    }
}
