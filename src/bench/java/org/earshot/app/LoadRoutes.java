package org.earshot.app;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What the caller's side learns from a 200 (RFC 3261, 12.1.2).
final class LoadRoutes {

    private LoadRoutes() {}

    /// The URI between the angle brackets, or all of it.
    static byte[] uri(byte[] contact) {
        String text = new String(contact, StandardCharsets.US_ASCII);
        int from = text.indexOf('<');
        int to = text.indexOf('>');
        return from >= 0 && to > from
                ? text.substring(from + 1, to).getBytes(StandardCharsets.US_ASCII)
                : contact;
    }

    /// The route set, "in reverse order and preserving all URI parameters".
    ///
    /// @param lines written over
    static byte[] of(LoadText answer, LoadText lines) {
        lines.clear().copy(answer, "Record-Route");
        if (lines.length() == 0) {
            return new byte[0];
        }
        List<String> routes = new ArrayList<>();
        for (String line : new String(lines.copy(), StandardCharsets.US_ASCII).split("\r\n", 0)) {
            for (String route : line.substring(line.indexOf(':') + 1).split(",", -1)) {
                routes.addFirst("Route: " + route.strip() + "\r\n");
            }
        }
        var set = new ByteArrayOutputStream();
        routes.forEach(route -> set.writeBytes(route.getBytes(StandardCharsets.US_ASCII)));
        return set.toByteArray();
    }

    /// The number of the call out of the media address `10.high.middle.low`.
    static int callNumber(LoadText invite, long high) {
        long middle = invite.numberAfter("c=IN IP4 10." + high + ".");
        long low = invite.numberAfter("c=IN IP4 10." + high + "." + middle + ".");
        return high < 0 || middle < 0 || low < 0 ? -1 : (int) ((high << 16) | (middle << 8) | low);
    }
}
