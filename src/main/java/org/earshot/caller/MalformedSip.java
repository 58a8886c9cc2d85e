package org.earshot.caller;

import java.io.IOException;

/// A datagram that is no SIP message we can use; it is dropped.
final class MalformedSip extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedSip(String sentence) {
        super(sentence);
    }
}
