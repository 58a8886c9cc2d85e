/// One live call, from first ring to hang-up. [org.earshot.calls.IncomingCalls] takes calls from
/// Asterisk over ARI and AGI, a [org.earshot.calls.IncomingCall] is one of them, a
/// [org.earshot.calls.CallCapture] hears both its legs. Knows no HTTP.
@NullMarked
package org.earshot.calls;

import org.jspecify.annotations.NullMarked;
