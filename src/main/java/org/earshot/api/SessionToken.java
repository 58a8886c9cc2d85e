package org.earshot.api;

import java.util.Arrays;
import java.util.Optional;
import org.earshot.http.Request;

/// How a session's token travels: browsers send it as a cookie that scripts cannot read, programs
/// as a bearer token ([RFC 6750, section 2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1)).
final class SessionToken {

    static final String COOKIE = "__Host-earshot";

    private static final String BEARER = "bearer ";

    private SessionToken() {}

    static Optional<String> of(Request request) {
        String said = request.headers().getOrDefault("authorization", "");
        if (said.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(said.substring(BEARER.length()).strip());
        }
        return Arrays.stream(request.headers().getOrDefault("cookie", "").split(";", 50))
                .map(String::strip)
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .map(pair -> pair.substring(COOKIE.length() + 1))
                .findFirst();
    }
}
