/// SIP as RFC 3261 writes it: the gate before the parser, messages, transports. No hotline word.
@NullMarked
package org.earshot.sip;

import org.jspecify.annotations.NullMarked;
