package org.earshot.ari;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Commands about bridges, in which channels hear each other.
public final class AriBridges {

    private final AriClient client;

    AriBridges(AriClient client) {
        this.client = client;
    }

    /// A bridge that exists now.
    public record LiveBridge(String id, String name, List<String> channelIds) {}

    public List<LiveBridge> list() throws AriException {
        var found = new ArrayList<LiveBridge>();
        for (JsonNode bridge : client.request("GET", "bridges", Map.of(), null)) {
            var channels = new ArrayList<String>();
            bridge.path("channels").forEach(channel -> channels.add(channel.asText()));
            found.add(
                    new LiveBridge(
                            bridge.path("id").asText(),
                            bridge.path("name").asText(),
                            List.copyOf(channels)));
        }
        return found;
    }

    /// @param name survives us: by it a later process finds what we left behind
    public void create(String id, String name) throws AriException {
        client.request("POST", "bridges/" + id, Map.of("type", "mixing", "name", name), null);
    }

    public void add(String id, List<String> channelIds) throws AriException {
        client.request(
                "POST",
                "bridges/" + id + "/addChannel",
                // or a channel would be told who is on the others (RFC 3325 headers, its events)
                Map.of(
                        "channel",
                        String.join(",", channelIds),
                        "inhibitConnectedLineUpdates",
                        true),
                null);
    }

    /// Plays a file to all in the bridge; they go on hearing each other.
    public void play(String id, Path file) throws AriException {
        ObjectNode body = client.json().createObjectNode();
        body.withArray("media").add("sound:" + AriChannels.withoutSuffix(file));
        client.request("POST", "bridges/" + id + "/play", Map.of(), body);
    }

    public boolean exists(String id) throws AriException {
        try {
            client.request("GET", "bridges/" + id, Map.of(), null);
            return true;
        } catch (AriError refused) {
            if (refused.isGone()) {
                return false;
            }
            throw refused;
        }
    }

    public void delete(String id) throws AriException {
        client.request("DELETE", "bridges/" + id, Map.of(), null);
    }
}
