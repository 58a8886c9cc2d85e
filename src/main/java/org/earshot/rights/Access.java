package org.earshot.rights;

import java.time.Instant;
import java.util.UUID;

/// That somebody did an act, or tried: what the rules about improper access look at.
///
/// @param kindAndObject tells two objects apart, and is looked at for nothing else
/// @param isAboutSelf whether the object concerns this person: a report about them, their own
///   account
public record Access(
        Instant at,
        UUID person,
        Decision decision,
        String kindAndObject,
        boolean isContent,
        boolean isAboutSelf) {

    boolean isDenied() {
        return decision.grant() == Grant.DENIED;
    }
}
