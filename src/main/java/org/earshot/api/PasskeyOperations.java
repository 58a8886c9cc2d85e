package org.earshot.api;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.earshot.staff.Passkey;
import org.earshot.staff.PasskeyAnswer;
import org.earshot.staff.PasskeyDesk;
import org.earshot.staff.PasskeyQuestion;
import org.earshot.staff.SignedIn;
import org.jspecify.annotations.Nullable;

/// The operations about passkeys. Bytes are in base64url without padding, as browsers' own `toJSON`
/// gives them.
final class PasskeyOperations {

    record PasskeyAnswerForm(
            String credential, String authenticatorData, String clientData, String signature) {

        @Override
        public String toString() {
            return "PasskeyAnswerForm";
        }
    }

    record PasskeyForm(String label, String attestation, String clientData) {

        @Override
        public String toString() {
            return "PasskeyForm";
        }
    }

    record PasskeyQuestionView(
            String challenge, String host, String person, List<String> credentials) {

        static PasskeyQuestionView of(PasskeyQuestion question) {
            return new PasskeyQuestionView(
                    text(question.challenge()),
                    question.host(),
                    question.person().toString(),
                    question.credentials().stream().map(PasskeyOperations::text).toList());
        }
    }

    record PasskeyView(String id, String label, String addedAt, @Nullable String usedAt) {

        static PasskeyView of(Passkey passkey) {
            return new PasskeyView(
                    passkey.id().toString(),
                    passkey.label(),
                    passkey.addedAt().toString(),
                    passkey.usedAt() == null ? null : passkey.usedAt().toString());
        }
    }

    private final PasskeyDesk passkeys;
    private final StaffDoor door;

    PasskeyOperations(PasskeyDesk passkeys, StaffDoor door) {
        this.passkeys = passkeys;
        this.door = door;
    }

    /// By `operationId`.
    Map<String, Operation> all() {
        return Map.of(
                "askPasskey", StaffDoor.guarded(this::ask),
                "givePasskey", StaffDoor.guarded(this::give),
                "listPasskeys", door.signed((who, _) -> list(who)),
                "beginPasskey", door.signed(this::begin),
                "addPasskey", door.signed(this::add),
                "removePasskey", door.signed(this::remove));
    }

    private Response ask(Request request) {
        return passkeys.ask(StaffDoor.token(request))
                .map(question -> Response.ok(PasskeyQuestionView.of(question)))
                .orElse(Response.error(401, "Begin again: this attempt to sign in is over."));
    }

    private Response give(Request request) {
        var form = request.body(PasskeyAnswerForm.class);
        return SessionOperations.answer(
                passkeys.answer(
                        StaffDoor.token(request),
                        new PasskeyAnswer(
                                bytes(form.credential()),
                                bytes(form.authenticatorData()),
                                bytes(form.clientData()),
                                bytes(form.signature())),
                        StaffDoor.origin(request)));
    }

    private Response list(SignedIn who) {
        return Response.ok(passkeys.of(who).stream().map(PasskeyView::of).toList());
    }

    private Response begin(SignedIn who, Request request) throws InterruptedException {
        var form = request.body(SessionOperations.OwnPassword.class);
        return Response.ok(PasskeyQuestionView.of(passkeys.begin(who, form.password())));
    }

    private Response add(SignedIn who, Request request) {
        var form = request.body(PasskeyForm.class);
        return Response.of(
                201,
                PasskeyView.of(
                        passkeys.add(
                                who,
                                form.label(),
                                bytes(form.attestation()),
                                bytes(form.clientData()))));
    }

    private Response remove(SignedIn who, Request request) {
        passkeys.remove(who, UUID.fromString(request.path().getOrDefault("id", "")));
        return StaffDoor.done();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The contract lets the alphabet through only; a length that cannot be is nobody's key.
    private static byte[] bytes(String text) {
        return text.length() % 4 == 1 ? new byte[0] : Base64.getUrlDecoder().decode(text);
    }
}
