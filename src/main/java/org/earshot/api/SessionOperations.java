package org.earshot.api;

import java.util.List;
import java.util.Map;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.earshot.staff.SignInAnswer;
import org.earshot.staff.SignedIn;
import org.earshot.staff.Staff;

/// Signing in and out, and what people change of their own sign-in. Secrets are in bodies and
/// cookies only.
final class SessionOperations {

    record PasswordForm(String name, String password) {

        @Override
        public String toString() {
            return "PasswordForm";
        }
    }

    record CodeForm(String code) {

        @Override
        public String toString() {
            return "CodeForm";
        }
    }

    record InvitationForm(String invitation, String password) {

        @Override
        public String toString() {
            return "InvitationForm";
        }
    }

    record PasswordChange(String password, String fresh) {

        @Override
        public String toString() {
            return "PasswordChange";
        }
    }

    record OwnPassword(String password) {

        @Override
        public String toString() {
            return "OwnPassword";
        }
    }

    /// @param ways `code`, and `passkey` where the person has one
    record NextStep(List<String> ways, long lastsSec) {}

    /// @param secret in base32
    record NewFactor(String secret, String link) {

        @Override
        public String toString() {
            return "NewFactor";
        }
    }

    record RecoveryCodes(List<String> recoveryCodes) {

        @Override
        public String toString() {
            return "RecoveryCodes";
        }
    }

    record SessionView(PersonView person, String session) {}

    private final Staff staff;
    private final StaffDoor door;

    SessionOperations(Staff staff, StaffDoor door) {
        this.staff = staff;
        this.door = door;
    }

    /// By `operationId`.
    Map<String, Operation> all() {
        return Map.of(
                "signIn", StaffDoor.guarded(this::password),
                "giveCode", StaffDoor.guarded(this::code),
                "readSession", door.signed((who, _) -> Response.ok(view(who))),
                "signOut", door.signed((who, _) -> signOut(who)),
                "beginEnrolment", StaffDoor.guarded(this::begin),
                "confirmEnrolment", StaffDoor.guarded(this::confirm),
                "changePassword", door.signed(this::changePassword),
                "beginFactor", door.signed(this::beginFactor),
                "confirmFactor", door.signed(this::confirmFactor),
                "renewRecoveryCodes", door.signed(this::recovery));
    }

    private Response password(Request request) throws InterruptedException {
        var form = request.body(PasswordForm.class);
        return answer(
                staff.signIn().password(form.name(), form.password(), StaffDoor.origin(request)));
    }

    private Response code(Request request) {
        var form = request.body(CodeForm.class);
        return answer(
                staff.signIn()
                        .code(StaffDoor.token(request), form.code(), StaffDoor.origin(request)));
    }

    private Response begin(Request request) throws InterruptedException {
        var form = request.body(InvitationForm.class);
        return answer(
                staff.enrolment()
                        .begin(form.invitation(), form.password(), StaffDoor.origin(request)));
    }

    private Response confirm(Request request) {
        var form = request.body(CodeForm.class);
        return answer(staff.enrolment().confirm(StaffDoor.token(request), form.code()));
    }

    private SessionView view(SignedIn who) {
        return new SessionView(
                PersonView.of(staff.people().find(who.person()), staff.people().today()),
                who.session().toString());
    }

    private Response signOut(SignedIn who) {
        staff.sessions().signOut(who);
        return StaffDoor.done().withCookie(StaffDoor.setCookie(SessionToken.COOKIE, "", 0));
    }

    private Response changePassword(SignedIn who, Request request) throws InterruptedException {
        var form = request.body(PasswordChange.class);
        staff.account().changePassword(who, name(who), form.password(), form.fresh());
        return StaffDoor.done();
    }

    private Response beginFactor(SignedIn who, Request request) throws InterruptedException {
        var made =
                staff.account()
                        .beginCodes(who, name(who), request.body(OwnPassword.class).password());
        return Response.ok(new NewFactor(made.getFirst(), made.getLast()));
    }

    private Response confirmFactor(SignedIn who, Request request) {
        staff.account().confirmCodes(who, request.body(CodeForm.class).code());
        return StaffDoor.done();
    }

    private Response recovery(SignedIn who, Request request) throws InterruptedException {
        return Response.ok(
                new RecoveryCodes(
                        staff.account()
                                .newRecoveryCodes(
                                        who, request.body(OwnPassword.class).password())));
    }

    private String name(SignedIn who) {
        return staff.people().find(who.person()).signInName();
    }

    /// Each step replaces the token of the one before.
    static Response answer(SignInAnswer answer) {
        return switch (answer) {
            case SignInAnswer.SecondFactor(var token, var lasts, boolean passkey) ->
                    Response.ok(
                                    new NextStep(
                                            passkey ? List.of("code", "passkey") : List.of("code"),
                                            lasts.toSeconds()))
                            .withCookie(
                                    StaffDoor.setCookie(
                                            SessionToken.COOKIE, token, lasts.toSeconds()));
            case SignInAnswer.FirstFactor(var token, var lasts, var secret, var link) ->
                    Response.ok(new NewFactor(secret, link))
                            .withCookie(
                                    StaffDoor.setCookie(
                                            SessionToken.COOKIE, token, lasts.toSeconds()));
            case SignInAnswer.Entered entered -> entered(entered);
            case SignInAnswer.Refused() ->
                    Response.error(401, "This is not right, or not any more.");
            case SignInAnswer.Over() ->
                    Response.error(401, "Begin again: this attempt to sign in is over.");
            case SignInAnswer.Wait(var lasts) ->
                    Response.error(429, "Wrong too often from here; wait a moment.")
                            .withHeader("Retry-After", String.valueOf(lasts.toSeconds() + 1));
            case SignInAnswer.Busy() ->
                    Response.error(503, "Too many sign-ins at once; try again in a few seconds.")
                            .withHeader("Retry-After", "5");
        };
    }

    private static Response entered(SignInAnswer.Entered in) {
        return Response.ok(new RecoveryCodes(in.recovery()))
                .withCookie(
                        StaffDoor.setCookie(
                                SessionToken.COOKIE, in.token(), in.lasts().toSeconds()))
                .withCookie(
                        StaffDoor.setCookie(
                                StaffDoor.DEVICE, in.device(), in.deviceLasts().toSeconds()));
    }
}
