package org.earshot.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.earshot.audit.Actor;
import org.earshot.audit.Deed;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.earshot.rights.Decision;
import org.earshot.rights.Policy;
import org.earshot.rights.Right;
import org.earshot.rights.Subject;
import org.earshot.staff.SignedIn;

/// Stands in front of every operation and asks the policy for the act its `x-act` names in the
/// contract: `public` needs nobody, `session` anybody who is signed in, everything else a right.
///
/// A denial is a leaf of the log, and so is what was allowed for a purpose or shows content. What
/// cannot be written down is not answered.
final class Gate {

    static final String PUBLIC = "public";
    static final String SESSION = "session";

    /// Why somebody does it, percent-encoded UTF-8.
    static final String PURPOSE = "earshot-purpose";

    private static final Response WHO =
            Response.error(401, "Sign in first.").withHeader("WWW-Authenticate", "Bearer");

    private final Policy policy;
    private final Function<Request, Optional<Subject>> doors;
    private final BiConsumer<Deed, String> log;
    private final Watch watch;

    /// Sees every access, allowed or not.
    @FunctionalInterface
    interface Watch {
        void saw(Subject who, Decision decision, String object, boolean isAboutSelf);
    }

    /// The decision that counts, and whether anything of it is about the person who asks.
    private record Verdict(Decision decision, boolean isAboutSelf) {}

    Gate(Policy policy, StaffDoor door, BiConsumer<Deed, String> log, Watch watch) {
        this(policy, request -> door.of(request).map(SignedIn::subject), log, watch);
    }

    /// @param doors who asks; empty when nobody is signed in
    /// @param log takes a leaf and its details, or fails
    Gate(
            Policy policy,
            Function<Request, Optional<Subject>> doors,
            BiConsumer<Deed, String> log,
            Watch watch) {
        this.policy = policy;
        this.doors = doors;
        this.log = log;
        this.watch = watch;
    }

    /// @param acts of the contract, by `operationId`
    /// @param targets of the operations whose acts have an object
    /// @throws IllegalArgumentException for an operation without an act of ours
    Map<String, Operation> guard(
            Map<String, String> acts,
            Map<String, Operation> operations,
            Map<String, Targets> targets) {
        var all = new HashMap<String, Operation>();
        operations.forEach((id, operation) ->
                all.put(
                        id,
                        guard(
                                id,
                                acts.getOrDefault(id, ""),
                                targets.getOrDefault(id, Targets.SITE),
                                operation)));
        return all;
    }

    private Operation guard(String id, String act, Targets targets, Operation operation) {
        if (act.equals(PUBLIC)) {
            return operation;
        }
        if (act.equals(SESSION)) {
            return StaffDoor.guarded(
                    request -> doors.apply(request).isEmpty() ? WHO : operation.answer(request));
        }
        Right right =
                Right.named(act)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "the x-act of the operation %s is '%s', no act of the policy"
                                                .formatted(id, act)));
        return StaffDoor.guarded(request -> {
            var who = doors.apply(request);
            return who.isEmpty() ? WHO : ask(id, right, targets, operation, request, who.get());
        });
    }

    private Response ask(
            String id,
            Right right,
            Targets targets,
            Operation operation,
            Request request,
            Subject who)
            throws Exception {
        var verdict = decide(who, right, targets, request);
        var decision = verdict.decision();
        watch.saw(
                who,
                decision,
                id + " " + request.path().getOrDefault("id", ""),
                verdict.isAboutSelf());
        return decision.allows(purpose(request))
                ? allowed(id, decision, who, operation, request)
                : denied(id, decision, who, request);
    }

    /// The strictest over all targets.
    private Verdict decide(Subject who, Right right, Targets targets, Request request) {
        var all = targets.of(request);
        return new Verdict(
                all.stream()
                        .map(target -> policy.decide(who, right, target))
                        .min(Comparator.comparing(Decision::grant))
                        .orElseThrow(),
                all.stream().anyMatch(target -> target.barred().contains(who.person())));
    }

    private Response allowed(
            String id, Decision decision, Subject who, Operation operation, Request request)
            throws Exception {
        Right right = decision.right();
        String purpose = purpose(request);
        if (policy.act(right).isContent() || !purpose.isEmpty()) {
            log.accept(deed(right.id(), id, who, request), purpose);
        }
        return operation.answer(request);
    }

    private Response denied(String id, Decision decision, Subject who, Request request) {
        log.accept(
                deed(decision.right().id() + ".denied", id, who, request),
                decision.reason() + "\n" + purpose(request));
        return Response.error(
                403,
                switch (decision.grant()) {
                    case DENIED, GRANTED -> decision.reason();
                    case PURPOSE ->
                            "Say why, in 10 to 500 characters, in the header Earshot-Purpose.";
                    case TWO -> "This takes two people; ask for the second one first.";
                });
    }

    private static Deed deed(String what, String id, Subject who, Request request) {
        var actor = new Actor.Staff(who.person());
        String object = request.path().get("id");
        return object == null
                ? new Deed(what, actor, "operation", id)
                : new Deed(what, actor, id, object);
    }

    private static String purpose(Request request) {
        String encoded = request.headers().getOrDefault(PURPOSE, "");
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException broken) {
            return ""; // as if none was given
        }
    }
}
