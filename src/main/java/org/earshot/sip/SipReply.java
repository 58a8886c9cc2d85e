package org.earshot.sip;

import java.net.InetSocketAddress;

/// The answer to one request that ends here ([RFC 3261, section
/// 8.2.6](https://www.rfc-editor.org/rfc/rfc3261#section-8.2.6)). Keeps of the request what an
/// answer repeats, so that it can be given later and by another thread.
public final class SipReply {

    private static final HeaderName[] REPEATED = {HeaderName.CALL_ID, HeaderName.CSEQ};
    private static final String[] LABELS = {"Call-ID: ", "CSeq: "};
    private static final int DEFAULT_PORT = 5060;

    private final Hop to;
    private final byte[] head;

    private SipReply(Hop to, byte[] head) {
        this.to = to;
        this.head = head;
    }

    /// @param tag of To, where the request has none; the same for a retransmission
    /// @throws SipRefused silently, when the request cannot be answered
    public static SipReply to(SipMessage request, Hop source, String tag) throws SipRefused {
        var via = new ViaReading();
        var party = new AddressReading();
        byte[] b = request.bytes();
        int top = request.first(HeaderName.VIA);
        int to = request.first(HeaderName.TO);
        int from = request.first(HeaderName.FROM);
        boolean whole =
                request.isRequest()
                        && request.method() != SipMethod.ACK
                        && top >= 0
                        && to >= 0
                        && from >= 0
                        && via.read(b, request.start(top), request.end(top))
                        && party.read(b, request.start(to), request.end(to), false);
        if (!whole) {
            throw SipRefused.silently();
        }
        var out = new SipWriter();
        vias(request, top, via, source, out);
        out.put("From: ").put(b, request.start(from), request.end(from)).line();
        out.put("To: ").put(b, request.start(to), request.end(to));
        out.put(party.hasTag() ? "" : ";tag=" + tag).line();
        for (int i = 0; i < REPEATED.length; i++) {
            int index = request.first(REPEATED[i]);
            if (index < 0) {
                throw SipRefused.silently();
            }
            out.put(LABELS[i]).put(b, request.start(index), request.end(index)).line();
        }
        return new SipReply(hop(via, source), out.toByteArray());
    }

    /// With `received` and, where asked for, `rport` ([RFC 3581, section
    /// 4](https://www.rfc-editor.org/rfc/rfc3581#section-4)).
    private static void vias(
            SipMessage request, int top, ViaReading via, Hop source, SipWriter out) {
        byte[] b = request.bytes();
        InetSocketAddress from = source.address();
        out.put("Via: ");
        if (via.hasRport()) {
            out.put(b, via.start, via.rportFrom).put(b, via.rportTo, via.end);
            out.put(";rport=").number(from.getPort());
        } else {
            out.put(b, via.start, via.end);
        }
        out.put(";received=").put(from.getAddress().getHostAddress());
        out.put(b, via.end, request.end(top)).line();
        for (int index = request.next(top); index >= 0; index = request.next(index)) {
            out.put("Via: ").put(b, request.start(index), request.end(index)).line();
        }
    }

    private static Hop hop(ViaReading via, Hop source) {
        if (source.protocol() != Protocol.UDP || via.hasRport()) {
            return source;
        }
        int port = via.port == 0 ? DEFAULT_PORT : via.port;
        return new Hop(Protocol.UDP, new InetSocketAddress(source.address().getAddress(), port));
    }

    /// Without a reason phrase, which is for people only.
    ///
    /// @param port the index of the listening point
    /// @param more further header fields, each with its line end
    public void send(SipSink sink, int port, int status, String more) {
        var out = new SipWriter();
        out.put("SIP/2.0 ").number(status).put(' ').line().put(head).put(more);
        out.put("Content-Length: 0").line().line();
        sink.send(port, out.bytes(), out.length(), to);
    }
}
