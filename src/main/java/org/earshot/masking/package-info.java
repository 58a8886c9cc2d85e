/// Privacy numbers after the operators' model (AX, AXB, AXE, AXYB, AXG, X): bindings over tokens,
/// never over numbers; who hears a mask ring is a pure decision. Must not know SIP or Asterisk.
@NullMarked
package org.earshot.masking;

import org.jspecify.annotations.NullMarked;
