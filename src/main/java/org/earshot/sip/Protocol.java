package org.earshot.sip;

/// A transport that carries SIP, [RFC 3261 §18](https://www.rfc-editor.org/rfc/rfc3261#section-18).
public enum Protocol {
    /// One message, one datagram.
    UDP,
    /// A stream; messages are told apart by Content-Length (RFC 3261 §18.3).
    TCP,
    /// TCP under TLS; `SIP/2.0/TLS` in the Via.
    TLS
}
