package org.earshot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// What an [Operation] is asked. Fits the contract already.
///
/// @param path parameters in the path, by name
/// @param query of a name given twice the first value
/// @param headers names in lower case
/// @param body a missing node when there is none
/// @param peer address of the other end, without port
public record Request(
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        JsonNode body,
        String peer) {

    public Request {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /// The body as a record whose components are named as the contract names them.
    public <T> T body(Class<T> type) {
        try {
            return Json.MAPPER.treeToValue(body, type);
        } catch (JsonProcessingException misfit) {
            throw new IllegalStateException(
                    "the contract lets bodies through that are no " + type.getSimpleName(), misfit);
        }
    }

    /// Nothing of what was sent: it may be a reporter's code.
    @Override
    public String toString() {
        return "Request(" + path.keySet() + ", " + query.keySet() + ")";
    }
}
