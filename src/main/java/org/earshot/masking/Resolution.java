package org.earshot.masking;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What is to be done with a call to a mask: a pure function of the [Facts], in the order of the
/// operators' platforms.
///
/// 1. is the mask usable? 2. is the caller blocked, or does somebody call too often? 3. is the
///    caller a party of a binding? 4. if not, may anyone call here? 5. does the binding allow this
///    direction, at this hour?
public sealed interface Resolution {

    /// Dial `to`, who sees `display` and nothing else.
    ///
    /// @param binding empty in block mode
    record Connect(
            Optional<Binding> binding,
            Party to,
            String display,
            CallDirection direction,
            Terms terms)
            implements Resolution {}

    /// Ask for an extension, and resolve again with what was keyed.
    ///
    /// @param again whether the one before was wrong
    record AskExtension(int triesLeft, boolean again) implements Resolution {}

    /// Tell the caller, in a prompt, why nobody can be reached; then release.
    record PlayTone(ResultCode code) implements Resolution {}

    /// Release at once.
    record Refuse(ResultCode code) implements Resolution {}

    /// Block mode: the owner of the mask says what becomes of the call.
    record AskOwner() implements Resolution {}

    /// How often an extension may be keyed.
    int EXTENSION_TRIES = 3;

    static Resolution of(Facts facts, CallLimits limits) {
        if (!facts.dialled().usable()) {
            return new Refuse(ResultCode.MASK_NOT_USABLE);
        }
        if (facts.blocked()) {
            return new Refuse(ResultCode.CALLER_BLOCKED);
        }
        if (CallLimits.isTooMany(facts.callsByCaller(), limits.perCaller())) {
            return new Refuse(ResultCode.CALLER_TOO_OFTEN);
        }
        if (CallLimits.isTooMany(facts.callsToMask(), limits.perMask())) {
            return new Refuse(ResultCode.MASK_TOO_OFTEN);
        }
        return checked(route(facts), facts, limits);
    }

    private static Resolution route(Facts facts) {
        return switch (facts.dialled().mode()) {
            case AX -> find(facts, Binding.Ax.class, binding -> ax(binding, facts));
            case AXB -> find(facts, Binding.Axb.class, binding -> axb(binding, facts));
            case AXE -> axe(facts);
            case AXYB -> find(facts, Binding.Axyb.class, binding -> axyb(binding, facts));
            case AXG -> find(facts, Binding.Axg.class, binding -> axg(binding, facts));
            case X -> new AskOwner();
        };
    }

    private static <B extends Binding> Resolution find(
            Facts facts, Class<B> mode, Function<B, Optional<Resolution>> by) {
        return facts.bindings().stream()
                .filter(mode::isInstance)
                .map(mode::cast)
                .filter(binding -> binding.terms().holdsAt(facts.now()))
                .flatMap(binding -> by.apply(binding).stream())
                .findFirst()
                .orElse(new Refuse(ResultCode.NO_BINDING));
    }

    private static Optional<Resolution> ax(Binding.Ax ax, Facts facts) {
        return Optional.of(
                is(facts, ax.a())
                        ? fromA(ax, ax.calleeAt(facts.now()))
                        : toA(ax, facts.dialled().number()));
    }

    private static Optional<Resolution> axb(Binding.Axb axb, Facts facts) {
        if (is(facts, axb.a())) {
            return Optional.of(fromA(axb, Optional.of(axb.b())));
        }
        return is(facts, axb.b()) ? Optional.of(toA(axb, axb.x())) : Optional.empty();
    }

    /// Each side sees the mask it would dial to call back.
    private static Optional<Resolution> axyb(Binding.Axyb axyb, Facts facts) {
        String dialled = facts.dialled().number();
        if (dialled.equals(axyb.y()) && is(facts, axyb.a())) {
            return Optional.of(fromA(axyb, Optional.of(axyb.b())));
        }
        return dialled.equals(axyb.x()) && is(facts, axyb.b())
                ? Optional.of(toA(axyb, axyb.y()))
                : Optional.empty();
    }

    private static Optional<Resolution> axg(Binding.Axg axg, Facts facts) {
        if (is(facts, axg.a())) {
            return Optional.of(fromA(axg, axg.b()));
        }
        return facts.caller().filter(axg.group()::contains).isPresent()
                ? Optional.of(toA(axg, axg.x()))
                : Optional.empty();
    }

    private static Resolution axe(Facts facts) {
        if (facts.callback().isPresent()) {
            Facts.Callback last = facts.callback().get();
            return fromA(last.binding(), Optional.of(last.caller()));
        }
        List<Binding.Axe> own =
                facts.bindings().stream()
                        .filter(Binding.Axe.class::isInstance)
                        .map(Binding.Axe.class::cast)
                        .filter(axe -> is(facts, axe.a()) && axe.terms().holdsAt(facts.now()))
                        .toList();
        if (!own.isEmpty()) {
            return byDefault(own);
        }
        return facts.extension().isEmpty()
                ? new AskExtension(facts.triesLeft(), false)
                : byExtension(facts, facts.extension().get());
    }

    /// The latest of A's extensions that has somebody for A to reach; else the tone.
    private static Resolution byDefault(List<Binding.Axe> own) {
        return own.stream()
                .filter(axe -> axe.callbackTo().isPresent())
                .findFirst()
                .map(axe -> fromA(axe, axe.callbackTo()))
                .orElse(new PlayTone(ResultCode.NO_CALLBACK));
    }

    private static Resolution byExtension(Facts facts, String keyed) {
        return facts.bindings().stream()
                .filter(Binding.Axe.class::isInstance)
                .map(Binding.Axe.class::cast)
                .filter(axe -> axe.extension().equals(keyed) && axe.terms().holdsAt(facts.now()))
                .findFirst()
                .map(axe -> toA(axe, axe.x()))
                .orElse(
                        facts.triesLeft() > 0
                                ? new AskExtension(facts.triesLeft(), true)
                                : new PlayTone(ResultCode.NO_BINDING));
    }

    private static boolean is(Facts facts, Party party) {
        return facts.caller().filter(party::equals).isPresent();
    }

    private static Resolution fromA(Binding binding, Optional<Party> to) {
        return to.<Resolution>map(
                        party -> connect(binding, party, binding.x(), CallDirection.A_TO_B))
                .orElse(new Refuse(ResultCode.NO_CALLEE));
    }

    private static Resolution toA(Binding binding, String display) {
        return connect(binding, binding.a(), display, CallDirection.B_TO_A);
    }

    private static Connect connect(
            Binding binding, Party to, String display, CallDirection direction) {
        return new Connect(Optional.of(binding), to, display, direction, binding.terms());
    }

    private static Resolution checked(Resolution found, Facts facts, CallLimits limits) {
        if (!(found instanceof Connect connect)) {
            return found;
        }
        Terms terms = connect.terms();
        if (!terms.direction().allows(connect.direction())) {
            return new Refuse(ResultCode.DIRECTION);
        }
        if (!terms.isOpen(facts.now())) {
            return new Refuse(ResultCode.CLOSED);
        }
        int calls = facts.callsTo().getOrDefault(connect.to(), 0);
        return CallLimits.isTooMany(calls, limits.perCalled())
                ? new Refuse(ResultCode.CALLED_TOO_OFTEN)
                : connect;
    }
}
