package org.earshot.api;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.earshot.staff.Origin;
import org.earshot.staff.Sessions;
import org.earshot.staff.SignInBusy;
import org.earshot.staff.SignedIn;
import org.earshot.staff.StaffAway;
import org.earshot.staff.StaffRefused;

/// From a request's cookie to a person: [#of] tells who asks, for whoever decides what they may.
///
/// ```
/// cookie __Host-earshot --SHA-256--> staff_session --> person, here? --> roles in force today, path of the
///                                    idle, ends, clock                  unit, conflicts  =  SignedIn
/// ```
///
/// Asked once for every request, in front of its operation: nothing is remembered between two, so
/// whatever is taken from a person counts from the next request on. The cookie goes to this very
/// host over an encrypted or a loopback connection only, no script can read it, and no page of
/// another site can have it sent (`__Host-`, `Secure`, `HttpOnly`, `SameSite=Strict`: [RFC
/// 6265bis](https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/)).
final class StaffDoor {

    static final String DEVICE = "__Host-earshot-device";

    /// An operation of somebody who signed in.
    @FunctionalInterface
    interface Signed {
        Response answer(SignedIn who, Request request) throws Exception;
    }

    private final Sessions sessions;

    StaffDoor(Sessions sessions) {
        this.sessions = sessions;
    }

    /// @return empty when nobody is signed in there
    Optional<SignedIn> of(Request request) {
        return SessionToken.of(request).flatMap(sessions::find);
    }

    /// The operation, for people who are signed in; 401 for others.
    Operation signed(Signed operation) {
        return guarded(request -> {
            var who = of(request);
            return who.isPresent()
                    ? operation.answer(who.get(), request)
                    : Response.error(401, "Sign in first.");
        });
    }

    /// What cannot be is told in a sentence, and what cannot be now in one with 503.
    static Operation guarded(Operation operation) {
        return request -> {
            try {
                return operation.answer(request);
            } catch (StaffRefused refused) {
                return Response.error(status(refused.reason()), sentence(refused));
            } catch (SignInBusy busy) {
                return Response.error(503, sentence(busy)).withHeader("Retry-After", "5");
            } catch (RuntimeException failure) {
                if (!StaffAway.isCause(failure)) {
                    throw failure;
                }
                return Response.error(
                                503,
                                "Nobody can sign in or be looked up just now: the database or the"
                                        + " keys are away. Try again in a minute.")
                        .withHeader("Retry-After", "10");
            }
        };
    }

    static Origin origin(Request request) {
        return new Origin(Network.of(request.peer()), device(request).orElse(null));
    }

    static String token(Request request) {
        return SessionToken.of(request).orElse("");
    }

    /// Nobody reads it but the server; zero seconds take it away.
    static String setCookie(String name, String value, long seconds) {
        return name
                + "="
                + value
                + "; Path=/; Max-Age="
                + seconds
                + "; Secure; HttpOnly; SameSite=Strict";
    }

    private static Optional<String> device(Request request) {
        return Arrays.stream(request.headers().getOrDefault("cookie", "").split(";", 50))
                .map(String::strip)
                .filter(pair -> pair.startsWith(DEVICE + "="))
                .map(pair -> pair.substring(DEVICE.length() + 1))
                .findFirst();
    }

    private static int status(StaffRefused.Reason reason) {
        return switch (reason) {
            case UNKNOWN -> 404;
            case TAKEN -> 409;
            case NOT_ALLOWED -> 422;
        };
    }

    private static String sentence(RuntimeException refused) {
        String text = String.valueOf(refused.getMessage());
        return Character.toUpperCase(text.charAt(0))
                + text.substring(1)
                + (text.endsWith(".") ? "" : ".");
    }

    static Response done() {
        return new Response(204, null, Map.of());
    }
}
