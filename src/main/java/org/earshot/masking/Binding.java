package org.earshot.masking;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// For as long as it holds, calls to a mask reach a party, and either side sees only masks. One
/// record for each of the operators' modes; whom a call reaches is [Resolution]'s to say.
public sealed interface Binding {

    UUID id();

    /// The mask that stands for A, and in most modes for the other side too.
    String x();

    /// The protected party.
    Party a();

    Terms terms();

    MaskMode mode();

    /// @param callee whom A reaches by dialling X
    /// @param calleeUntil empty: for as long as the binding
    record Ax(
            UUID id,
            String x,
            Party a,
            Optional<Party> callee,
            Optional<Instant> calleeUntil,
            Terms terms)
            implements Binding {

        Optional<Party> calleeAt(Instant now) {
            return callee.filter(_ -> calleeUntil.isEmpty() || now.isBefore(calleeUntil.get()));
        }

        @Override
        public MaskMode mode() {
            return MaskMode.AX;
        }
    }

    record Axb(UUID id, String x, Party a, Party b, Terms terms) implements Binding {

        public Axb {
            requireTwo(a, b);
        }

        @Override
        public MaskMode mode() {
            return MaskMode.AXB;
        }
    }

    /// @param extension one to four digits
    /// @param callbackTo whom A reaches when nobody has called for so long
    /// @param callbackKept for how long A reaches the last caller
    record Axe(
            UUID id,
            String x,
            String extension,
            Party a,
            Optional<Party> callbackTo,
            Duration callbackKept,
            Terms terms)
            implements Binding {

        public Axe {
            if (!extension.matches("[0-9]{1,4}")) {
                throw new IllegalArgumentException(
                        "extension must be one to four digits, got '" + extension + "'");
            }
        }

        @Override
        public MaskMode mode() {
            return MaskMode.AXE;
        }
    }

    /// @param y the mask that stands for B
    record Axyb(UUID id, String x, String y, Party a, Party b, Terms terms) implements Binding {

        public Axyb {
            requireTwo(a, b);
            if (x.equals(y)) {
                throw new IllegalArgumentException("x and y must be two masks, both are " + x);
            }
        }

        @Override
        public MaskMode mode() {
            return MaskMode.AXYB;
        }
    }

    /// @param group who may call A
    /// @param b whom A reaches by dialling X
    record Axg(UUID id, String x, Party a, Set<Party> group, Optional<Party> b, Terms terms)
            implements Binding {

        public Axg {
            group = Set.copyOf(group);
            if (group.isEmpty() || group.contains(a)) {
                throw new IllegalArgumentException(
                        "a group has at least one member, and A is none of them");
            }
        }

        @Override
        public MaskMode mode() {
            return MaskMode.AXG;
        }
    }

    /// Everybody in it.
    default Set<Party> parties() {
        return switch (this) {
            case Ax ax -> both(ax.a(), ax.callee());
            case Axb axb -> Set.of(axb.a(), axb.b());
            case Axe axe -> both(axe.a(), axe.callbackTo());
            case Axyb axyb -> Set.of(axyb.a(), axyb.b());
            case Axg axg ->
                    Stream.concat(both(axg.a(), axg.b()).stream(), axg.group().stream())
                            .collect(Collectors.toUnmodifiableSet());
        };
    }

    private static Set<Party> both(Party a, Optional<Party> b) {
        return Stream.concat(Stream.of(a), b.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static void requireTwo(Party a, Party b) {
        if (a.equals(b)) {
            throw new IllegalArgumentException("a and b must be two parties");
        }
    }
}
