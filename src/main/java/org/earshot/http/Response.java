package org.earshot.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an [Operation] answers.
///
/// @param body any record, map or list, sent as JSON; null sends none
/// @param cookies a `Set-Cookie` header each
public record Response(
        int status, @Nullable Object body, Map<String, String> headers, List<String> cookies) {

    public Response {
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    public Response(int status, @Nullable Object body, Map<String, String> headers) {
        this(status, body, headers, List.of());
    }

    public static Response ok(Object body) {
        return new Response(200, body, Map.of());
    }

    public static Response of(int status, Object body) {
        return new Response(status, body, Map.of());
    }

    /// An error as every error of this API looks: `{"error": "one sentence"}`.
    public static Response error(int status, String sentence) {
        return of(status, Map.of("error", sentence));
    }

    public Response withHeader(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Response(status, body, more, cookies);
    }

    public Response withCookie(String cookie) {
        var more = new ArrayList<>(cookies);
        more.add(cookie);
        return new Response(status, body, headers, more);
    }

    @Override
    public String toString() {
        return "Response(" + status + ")";
    }
}
