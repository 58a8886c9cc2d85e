/// Privacy numbers after the operators' model (AX, AXB, AXE, AXYB, AXG, X):
/// [org.earshot.masking.BindingDesk] makes bindings, [org.earshot.masking.Resolution] says in a
/// pure function whom a call to a mask reaches, [org.earshot.masking.CallLogRepository] keeps a
/// record of every attempt, call or short message, and [org.earshot.masking.Webhooks] tells others
/// of it.
///
/// Parties are tokens, never numbers. A caller who calls on another day has another epoch token, so
/// parties are *enrolled* callers (`e…`) or agents; a token of today's epoch (`t…`) can be bound
/// until midnight UTC and not beyond. Must not know SIP or Asterisk.
@NullMarked
package org.earshot.masking;

import org.jspecify.annotations.NullMarked;
