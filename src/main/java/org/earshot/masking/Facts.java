package org.earshot.masking;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that [Resolution] needs to know of a call to a mask.
///
/// @param dialled the mask that was dialled
/// @param caller empty: a withheld number
/// @param blocked whether the caller is on our list
/// @param callsByCaller attempts of late, as [CallLimits#within] says; so are the two below
/// @param bindings those that hold and concern this mask and caller: where the caller is a party,
///   and where anyone may call. Of AXE those in which the caller is A, the latest first, and the
///   one whose extension was keyed
/// @param callback AXE: who called this caller last over this mask, while that is kept
/// @param extension what was keyed last, empty when nothing was asked yet
/// @param triesLeft how often an extension may still be asked for
public record Facts(
        Instant now,
        Mask dialled,
        Optional<Party> caller,
        boolean blocked,
        int callsByCaller,
        int callsToMask,
        Map<Party, Integer> callsTo,
        List<Binding> bindings,
        Optional<Callback> callback,
        Optional<String> extension,
        int triesLeft) {

    public Facts {
        callsTo = Map.copyOf(callsTo);
        bindings = List.copyOf(bindings);
    }

    /// Who called last.
    ///
    /// @param binding through which: its terms hold for the call back too
    public record Callback(Party caller, Binding.Axe binding) {}
}
