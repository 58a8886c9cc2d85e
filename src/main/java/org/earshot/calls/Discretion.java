package org.earshot.calls;

import java.util.Optional;
import org.earshot.ivr.Consent;

/// What of a call may be kept just now: what the caller agreed to, less the moments in which a code
/// is spoken or keyed. Before anything is agreed nothing is kept.
///
/// @param sensitive whether a code is being spoken or keyed
record Discretion(Optional<Consent> consent, boolean sensitive) {

    static final Discretion AT_FIRST = new Discretion(Optional.empty(), false);

    Discretion agreed(Consent to) {
        return new Discretion(Optional.of(to), sensitive);
    }

    Discretion sensitive(boolean on) {
        return new Discretion(consent, on);
    }

    boolean keepsSound() {
        return !sensitive && consent.filter(it -> it == Consent.RECORDED).isPresent();
    }

    /// Whether the caller's words may be written down.
    boolean keepsWords() {
        return !sensitive && consent.map(Discretion::writes).orElse(false);
    }

    private static boolean writes(Consent agreed) {
        return switch (agreed) {
            case RECORDED, TRANSCRIPT_ONLY -> true;
            case MINUTES_ONLY -> false;
        };
    }
}
