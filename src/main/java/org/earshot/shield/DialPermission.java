package org.earshot.shield;

import org.earshot.telephony.CallerToken;

/// Whether the shield would dial somebody now: asked beforehand, so that nobody waits for a call
/// that is refused.
@FunctionalInterface
public interface DialPermission {

    /// @param reason one short sentence; says nothing about the number
    record Verdict(boolean allowed, String reason) {}

    Verdict mayDial(CallerToken token);
}
