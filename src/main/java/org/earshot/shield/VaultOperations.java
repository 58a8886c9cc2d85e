package org.earshot.shield;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;

/// What the core asks about parties: by token, always.
final class VaultOperations {

    /// A token links one person's calls, so a body is never printed.
    record TokenBody(String token) {

        @Override
        public String toString() {
            return "TokenBody(?)";
        }
    }

    record Forgotten(boolean forgotten) {}

    record SmsBody(UUID id, String token, String text) {

        @Override
        public String toString() {
            return "SmsBody(?)";
        }
    }

    record SmsAccepted(UUID id) {}

    private static final Response NO_NUMBER =
            Response.error(404, UnmaskRefused.Why.NO_NUMBER.sentence());

    private final Vault vault;
    private final SmsOutbox sms;
    private final Function<CallerToken, Optional<PhoneNumber>> numbers;
    private final DialPermission permission;

    VaultOperations(
            Vault vault,
            SmsOutbox sms,
            Function<CallerToken, Optional<PhoneNumber>> numbers,
            DialPermission permission) {
        this.vault = vault;
        this.sms = sms;
        this.numbers = numbers;
        this.permission = permission;
    }

    Map<String, Operation> all() {
        return Map.of(
                "enrol", this::enrol,
                "forget", this::forget,
                "askDialPermission", this::askDialPermission,
                "handOverSms", this::handOverSms);
    }

    private Response enrol(Request request) {
        return numbers.apply(token(request))
                .map(vault::enrol)
                .map(token -> Response.ok(new TokenBody(token.value())))
                .orElse(NO_NUMBER);
    }

    private Response forget(Request request) {
        return Response.ok(new Forgotten(vault.forget(token(request))));
    }

    private Response askDialPermission(Request request) {
        return Response.ok(permission.mayDial(token(request)));
    }

    /// 202 only when it is committed.
    private Response handOverSms(Request request) {
        var body = request.body(SmsBody.class);
        var to = new CallerToken(body.token());
        if (numbers.apply(to).isEmpty()) {
            return NO_NUMBER;
        }
        sms.accept(body.id(), to, body.text());
        return Response.of(202, new SmsAccepted(body.id()));
    }

    private static CallerToken token(Request request) {
        return new CallerToken(request.body(TokenBody.class).token());
    }
}
