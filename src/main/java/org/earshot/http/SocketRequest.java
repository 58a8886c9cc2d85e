package org.earshot.http;

import java.util.Map;

/// What a client asked for when it opened a WebSocket.
///
/// @param path for instance `/media/caller`
/// @param query decoded; of a name given twice the first value
/// @param headers names in lower case; of a name given twice the first value
public record SocketRequest(String path, Map<String, String> query, Map<String, String> headers) {

    public SocketRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /// Only the path: queries and headers hold tokens.
    @Override
    public String toString() {
        return path;
    }
}
