/// A simulated caller, for the demo, the tests and the benchmarks:
/// [org.earshot.caller.SimulatedCaller] dials, [org.earshot.caller.OutgoingCall] speaks, presses
/// keys and hears, [org.earshot.caller.Ear] recognises prompts. A small SIP user agent over UDP
/// with PCMA and RFC 4733 keys. Knows nothing of the hotline: it learns only what a telephone
/// would.
@NullMarked
package org.earshot.caller;

import org.jspecify.annotations.NullMarked;
