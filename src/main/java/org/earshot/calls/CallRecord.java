package org.earshot.calls;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.earshot.telephony.CallId;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.StirVerdict;

/// What is kept of a call while it is up: enough for a restarted core to go on with it.
///
/// @param channel Asterisk's unique id of the caller's channel
/// @param caller the shield's token; empty where none stands before Asterisk
/// @param verdict on the carrier's signature over the caller's number; empty where none is looked
///   at
/// @param dialled the number of ours that was dialled
/// @param flow the flow the caller hears, by name
/// @param language the caller's choice, or the flow's first language
/// @param step the step entered last, empty before the first
record CallRecord(
        CallId id,
        String channel,
        Optional<CallerToken> caller,
        Optional<StirVerdict> verdict,
        Optional<String> dialled,
        String flow,
        Locale language,
        Optional<String> step,
        Optional<Instant> answeredAt) {}
