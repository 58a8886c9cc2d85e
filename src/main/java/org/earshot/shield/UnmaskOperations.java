package org.earshot.shield;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.earshot.telephony.CallerToken;

/// Requests to show a number, and what becomes of them. Whoever carries these messages need not be
/// trusted: everything in them is signed, and the number is sealed for the requester.
final class UnmaskOperations {

    /// @param expiresAt RFC 3339, in UTC, whole seconds
    /// @param replyKey base64
    /// @param signature base64
    record RequestBody(
            UUID id,
            String token,
            String purpose,
            String requester,
            String expiresAt,
            String replyKey,
            String signature) {

        @Override
        public String toString() {
            return id.toString();
        }
    }

    record RequestId(UUID id) {}

    record RequestShown(
            UUID id,
            String token,
            String purpose,
            String requester,
            String expiresAt,
            String replyKey) {

        @Override
        public String toString() {
            return id.toString();
        }
    }

    record ApprovalBody(UUID id, String approver, String signature) {}

    record Approvals(int approvals) {}

    record ReleaseBody(UUID id, String signature) {}

    /// @param sealed base64; HPKE for the reply key
    record Released(String sealed) {}

    private final Unmasking unmasking;

    UnmaskOperations(Unmasking unmasking) {
        this.unmasking = unmasking;
    }

    Map<String, Operation> all() {
        return Map.of(
                "fileUnmaskRequest", this::file,
                "showUnmaskRequest", this::show,
                "approveUnmaskRequest", this::approve,
                "releaseNumber", this::release);
    }

    private Response file(Request http) throws UnmaskRefused {
        var body = http.body(RequestBody.class);
        UnmaskRequest request;
        try {
            request =
                    new UnmaskRequest(
                            body.id(),
                            new CallerToken(body.token()),
                            body.purpose(),
                            body.requester(),
                            Instant.parse(body.expiresAt()),
                            bytes(body.replyKey()));
        } catch (DateTimeParseException noTime) {
            return Response.error(400, "expiresAt is no time like 2026-01-31T12:00:00Z.");
        } catch (IllegalArgumentException misfit) {
            return Response.error(400, String.valueOf(misfit.getMessage()));
        }
        unmasking.request(request, bytes(body.signature()));
        return Response.of(201, new RequestId(request.id()));
    }

    private Response show(Request http) throws UnmaskRefused {
        var request =
                unmasking
                        .find(http.body(RequestId.class).id())
                        .orElseThrow(() -> new UnmaskRefused(UnmaskRefused.Why.UNKNOWN_REQUEST));
        return Response.ok(
                new RequestShown(
                        request.id(),
                        request.token().value(),
                        request.purpose(),
                        request.requester(),
                        request.expiresAt().toString(),
                        Base64.getEncoder().encodeToString(request.replyKey())));
    }

    private Response approve(Request http) throws UnmaskRefused {
        var body = http.body(ApprovalBody.class);
        int approvals = unmasking.approve(body.id(), body.approver(), bytes(body.signature()));
        return Response.ok(new Approvals(approvals));
    }

    private Response release(Request http) throws UnmaskRefused {
        var body = http.body(ReleaseBody.class);
        byte[] sealed = unmasking.release(body.id(), bytes(body.signature()));
        return Response.ok(new Released(Base64.getEncoder().encodeToString(sealed)));
    }

    /// The contract has checked alphabet and length.
    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
