package org.earshot.masking;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What is to be changed of a binding; empty leaves as it is. Calls in progress keep the terms they
/// began with.
///
/// @param a not in modes AX and AXYB, whose mask belongs to A
/// @param b the other side; for AX the callee
/// @param calleeUntil AX only
/// @param group AXG only: the whole of it
public record BindingChange(
        Optional<Party> a,
        Optional<Party> b,
        Optional<Instant> calleeUntil,
        Optional<Set<Party>> group,
        Optional<Instant> expiresAt,
        Optional<CallDirection> direction,
        Optional<Duration> maxDuration,
        Optional<String> userData) {

    public static BindingChange none() {
        return new BindingChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static BindingChange expiry(Instant at) {
        BindingChange none = none();
        return new BindingChange(
                none.a,
                none.b,
                none.calleeUntil,
                none.group,
                Optional.of(at),
                none.direction,
                none.maxDuration,
                none.userData);
    }

    public static BindingChange other(Party b) {
        BindingChange none = none();
        return new BindingChange(
                none.a,
                Optional.of(b),
                none.calleeUntil,
                none.group,
                none.expiresAt,
                none.direction,
                none.maxDuration,
                none.userData);
    }

    public static BindingChange owner(Party a) {
        BindingChange none = none();
        return new BindingChange(
                Optional.of(a),
                none.b,
                none.calleeUntil,
                none.group,
                none.expiresAt,
                none.direction,
                none.maxDuration,
                none.userData);
    }

    public static BindingChange members(Set<Party> group) {
        BindingChange none = none();
        return new BindingChange(
                none.a,
                none.b,
                none.calleeUntil,
                Optional.of(group),
                none.expiresAt,
                none.direction,
                none.maxDuration,
                none.userData);
    }

    /// @throws BindingRefused when the mode does not have what is to be changed
    Binding applyTo(Binding was) {
        Terms terms = terms(was.terms());
        require(group.isEmpty() || was instanceof Binding.Axg, "a group", was);
        require(calleeUntil.isEmpty() || was instanceof Binding.Ax, "calleeUntil", was);
        return switch (was) {
            case Binding.Ax ax -> {
                require(a.isEmpty(), "another A; unbind it and bind anew, that", was);
                yield new Binding.Ax(
                        ax.id(),
                        ax.x(),
                        ax.a(),
                        b.or(ax::callee),
                        calleeUntil.or(() -> b.isPresent() ? Optional.empty() : ax.calleeUntil()),
                        terms);
            }
            case Binding.Axb axb ->
                    new Binding.Axb(axb.id(), axb.x(), a.orElse(axb.a()), b.orElse(axb.b()), terms);
            case Binding.Axe axe ->
                    new Binding.Axe(
                            axe.id(),
                            axe.x(),
                            axe.extension(),
                            a.orElse(axe.a()),
                            b.or(axe::callbackTo),
                            axe.callbackKept(),
                            terms);
            case Binding.Axyb axyb -> {
                require(a.isEmpty(), "another A; unbind it and bind anew, that", was);
                yield new Binding.Axyb(
                        axyb.id(), axyb.x(), axyb.y(), axyb.a(), b.orElse(axyb.b()), terms);
            }
            case Binding.Axg axg ->
                    new Binding.Axg(
                            axg.id(),
                            axg.x(),
                            a.orElse(axg.a()),
                            group.orElse(axg.group()),
                            b.or(axg::b),
                            terms);
        };
    }

    private Terms terms(Terms was) {
        return new Terms(
                expiresAt.or(was::expiresAt),
                direction.orElse(was.direction()),
                maxDuration.orElse(was.maxDuration()),
                was.lastMinuteTone(),
                was.ringTimeout(),
                was.hours(),
                userData.orElse(was.userData()));
    }

    private static void require(boolean possible, String what, Binding binding) {
        if (!possible) {
            throw new BindingRefused(
                    BindingRefused.Reason.NOT_ALLOWED,
                    "A binding of mode %s cannot be given %s is not in its mode."
                            .formatted(binding.mode(), what));
        }
    }
}
