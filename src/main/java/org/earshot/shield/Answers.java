package org.earshot.shield;

import java.net.InetSocketAddress;
import org.earshot.sip.HeaderName;
import org.earshot.sip.Hop;
import org.earshot.sip.Protocol;
import org.earshot.sip.SipMethod;
import org.earshot.sip.SipWriter;
import org.earshot.sip.ViaReading;

/// Answers of the shield itself, without state ([RFC 3261, section
/// 8.2.7](https://www.rfc-editor.org/rfc/rfc3261#section-8.2.7)): a retransmission gets the same
/// bytes, To tag included, for the tag is a keyed hash of the request.
final class Answers {

    static final byte[] ALLOW =
            SipWriter.ascii(
                    "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, PRACK, INFO, MESSAGE\r\n");
    private static final byte[] ACCEPT = SipWriter.ascii("Accept: application/sdp\r\n");
    private static final byte[] SUPPORTED = SipWriter.ascii("Supported: 100rel, timer\r\n");
    private static final byte[] UNSUPPORTED = SipWriter.ascii("Unsupported: ");
    private static final byte[] RETRY_AFTER = SipWriter.ascii("Retry-After: ");
    private static final byte[] EMPTY = SipWriter.ascii("Content-Length: 0\r\n\r\n");
    private static final byte[] TAG = SipWriter.ascii(";tag=s-");

    private final Workbench bench;
    private final byte[] tag = new byte[16];

    /// Said in the next 503 (RFC 3261 §20.33); 0: nothing.
    int retryAfterSeconds;

    Answers(Workbench bench) {
        this.bench = bench;
    }

    /// Whether a To tag is one of ours: the ACK to our own answer ends here.
    static boolean isOurs(byte[] b, int tagFrom, int tagTo) {
        return tagTo - tagFrom == 28 && b[tagFrom] == 's' && b[tagFrom + 1] == '-';
    }

    /// Writes the answer to the request in hand.
    ///
    /// @return false when it must not or cannot be answered
    boolean write(int status, Hop source) {
        Incoming in = bench.in;
        boolean silent = status == 0 || in.method() == SipMethod.ACK || !in.isAnswerable();
        if (silent) {
            return false;
        }
        SipWriter out = bench.out;
        out.clear();
        Status.line(status, out);
        vias(source, out);
        out.put(HeaderList.FROM);
        value(HeaderName.FROM, out);
        out.line().put(HeaderList.TO);
        value(HeaderName.TO, out);
        if (in.needsToTag()) {
            tag(out);
        }
        out.line().put(HeaderList.CALL_ID);
        value(HeaderName.CALL_ID, out);
        out.line().put(HeaderList.CSEQ);
        value(HeaderName.CSEQ, out);
        out.line();
        more(status, out);
        out.put(EMPTY);
        return true;
    }

    private void value(HeaderName name, SipWriter out) {
        out.put(bench.in.bytes(), bench.in.start(name), bench.in.end(name));
    }

    private void more(int status, SipWriter out) {
        switch (status) {
            case 200 -> out.put(ALLOW).put(ACCEPT).put(SUPPORTED);
            case 503 -> retryAfter(out);
            case 405, 501 -> out.put(ALLOW);
            case 415, 488 -> out.put(ACCEPT);
            case 420 -> {
                out.put(UNSUPPORTED);
                HeaderList.unsupported(bench.in.message, out);
                out.line();
            }
            default -> {}
        }
    }

    private void retryAfter(SipWriter out) {
        if (retryAfterSeconds > 0) {
            out.put(RETRY_AFTER).put(SipWriter.ascii(String.valueOf(retryAfterSeconds))).line();
            retryAfterSeconds = 0;
        }
    }

    private void tag(SipWriter out) {
        Incoming in = bench.in;
        // Branch and Call-ID stay the same in a retransmission; a CANCEL has its INVITE's.
        bench.scratch.clear();
        bench.scratch.put(in.bytes(), in.via.branchFrom, in.via.branchTo).put('|');
        value(HeaderName.CALL_ID, bench.scratch);
        bench.capsules.mac(
                Purpose.ANSWER_TAG, bench.scratch.bytes(), 0, bench.scratch.length(), tag);
        out.put(TAG).base32(tag, 0, tag.length);
    }

    private void vias(Hop source, SipWriter out) {
        var message = bench.in.message;
        ViaReading top = bench.in.via;
        for (int index = message.first(HeaderName.VIA); index >= 0; index = message.next(index)) {
            out.put(HeaderList.VIA);
            if (index == message.first(HeaderName.VIA)) {
                if (top.hasRport() || !isHost(message.bytes(), top, source)) {
                    ReplyCapsule.complete(message.bytes(), top, replyTo(top, source), out);
                } else {
                    out.put(message.bytes(), top.start, top.end);
                }
                out.put(message.bytes(), top.end, message.end(index));
            } else {
                out.put(message.bytes(), message.start(index), message.end(index));
            }
            out.line();
        }
    }

    /// Where the response to a request goes ([section
    /// 18.2.2](https://www.rfc-editor.org/rfc/rfc3261#section-18.2.2)): always to the address it
    /// came from. `maddr` is not followed, for it makes a reflector.
    static Hop replyTo(ViaReading via, Hop source) {
        if (source.protocol() != Protocol.UDP || via.hasRport()) {
            return source;
        }
        int port = via.port == 0 ? ReplyCapsule.defaultPort(source.protocol()) : via.port;
        InetSocketAddress from = source.address();
        return port == from.getPort()
                ? source
                : new Hop(Protocol.UDP, new InetSocketAddress(from.getAddress(), port));
    }

    static boolean isHost(byte[] b, ViaReading via, Hop source) {
        String text = Neighbours.text(source.address().getAddress());
        if (text.length() != via.hostTo - via.hostFrom) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (b[via.hostFrom + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
