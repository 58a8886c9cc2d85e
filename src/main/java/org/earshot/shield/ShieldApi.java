package org.earshot.shield;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.earshot.db.DatabaseUnavailable;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.earshot.http.WebServer;
import org.earshot.http.WebSettings;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the shield offers to the core over HTTP: the contract `shield-openapi.yaml`, each operation
/// bound to one plain method. Nothing it answers holds a number that its reader could read, except
/// on the terminal two others have approved.
public final class ShieldApi {

    private static final Logger LOG = LoggerFactory.getLogger(ShieldApi.class);

    /// What the operations work with.
    ///
    /// @param numbers opens tokens: [Identities#outward]
    public record Parts(
            Vault vault,
            SmsOutbox sms,
            Unmasking unmasking,
            Function<CallerToken, Optional<PhoneNumber>> numbers,
            DialPermission permission,
            Supplier<ShieldState> state) {}

    record Health(
            String status,
            String vault,
            int enrolled,
            List<String> epochs,
            boolean clockHeld,
            List<String> overdue,
            String keyTrouble,
            Map<String, Long> counters) {}

    private ShieldApi() {}

    /// Serves until the server is closed.
    ///
    /// @param settings with TLS: whoever has a client certificate may ask everything here
    /// @throws IOException when the port cannot be had
    public static WebServer serve(WebSettings settings, Parts parts) throws IOException {
        return WebServer.start(settings, contract(), operations(parts));
    }

    /// By `operationId`.
    static Map<String, Operation> operations(Parts parts) {
        var all = new HashMap<String, Operation>();
        all.putAll(
                new VaultOperations(parts.vault(), parts.sms(), parts.numbers(), parts.permission())
                        .all());
        all.putAll(new UnmaskOperations(parts.unmasking()).all());
        all.put("readHealth", _ -> health(parts));
        all.replaceAll((_, operation) -> request -> guarded(operation, request));
        return all;
    }

    static InputStream contract() {
        return Objects.requireNonNull(
                ShieldApi.class.getResourceAsStream("/shield-openapi.yaml"), "shield-openapi.yaml");
    }

    private static Response health(Parts parts) {
        ShieldState state = parts.state().get();
        var body =
                new Health(
                        state.ready() ? "ready" : "not ready",
                        parts.vault().isDatabaseUp() ? "up" : "away",
                        parts.vault().size(),
                        state.epochs(),
                        state.keys().clockHeld(),
                        state.keys().overdue(),
                        state.keys().trouble(),
                        state.counters());
        return Response.of(state.ready() ? 200 : 503, body);
    }

    /// Failures that are nobody's mistake become sentences.
    private static Response guarded(Operation operation, Request request) throws Exception {
        try {
            return operation.answer(request);
        } catch (UnmaskRefused refused) {
            return Response.error(status(refused.why()), refused.why().sentence());
        } catch (UnmaskLogUnusable unusable) {
            LOG.error("Nothing is unmasked.", unusable);
            return Response.error(503, String.valueOf(unusable.getMessage()));
        } catch (DatabaseUnavailable away) {
            return Response.error(
                            503,
                            "The vault's database is away, so this cannot be done now; calls go on. Try again in a second.")
                    .withHeader("Retry-After", "1");
        }
    }

    private static int status(UnmaskRefused.Why why) {
        return switch (why) {
            case UNKNOWN_REQUEST, NO_NUMBER -> 404;
            case NOT_REGISTERED, BAD_SIGNATURE, OWN_REQUEST, SAME_PERSON, NOT_APPROVED -> 403;
            case FULL, USED, FILED_BEFORE -> 409;
            case EXPIRED -> 410;
            case EXPIRY -> 400;
        };
    }
}
