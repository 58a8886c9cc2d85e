package org.earshot.shield;

import org.earshot.sip.HeaderName;
import org.earshot.sip.Hop;
import org.earshot.sip.Protocol;
import org.earshot.sip.SipMethod;
import org.earshot.sip.SipWriter;
import org.earshot.sip.ViaReading;

/// What a response needs to find back: where the request came from, its Vias, Record-Routes, From,
/// To, Call-ID and CSeq. It travels as parameter `sv` of our own Via, which every server must
/// return ([RFC 3261, section 8.2.6.2](https://www.rfc-editor.org/rfc/rfc3261#section-8.2.6.2)), so
/// one opening restores the whole head of the response.
final class ReplyCapsule {

    private static final byte[] VIA = SipWriter.ascii("Via: ");
    private static final byte[] RECORD_ROUTE = SipWriter.ascii("Record-Route: ");
    private static final byte[] RECEIVED = SipWriter.ascii(";received=");
    private static final byte[] RPORT = SipWriter.ascii(";rport=");
    private static final int FROM_INSIDE = 1;
    private static final int COMPLETE_VIA = 2;
    private static final int FIELDS = 5;

    private final Workbench bench;
    private final ViaReading top = new ViaReading();
    private final SipWriter unpacked = new SipWriter();

    /// What was opened.
    boolean dialogFromInside;

    SipMethod method = SipMethod.UNKNOWN;
    Hop hop;
    int cseq;
    private boolean completeVia;
    private int dialledFrom;
    private int dialledTo;
    private byte[] text = Workbench.NOTHING;
    private final int[] starts = new int[FIELDS];
    private final int[] ends = new int[FIELDS];

    ReplyCapsule(Workbench bench) {
        this.bench = bench;
        hop = bench.layout.outer().peers().getFirst();
    }

    /// Seals the request in hand, for the side it goes to, under the Call-ID in the bench. What
    /// goes to the carrier is packed.
    ///
    /// @param b holds the number or name of ours the call is about
    void seal(
            Side to,
            boolean dialogFromInside,
            Hop source,
            byte[] b,
            int dialledFrom,
            int dialledTo) {
        Incoming in = bench.in;
        SipWriter plain = bench.capsules.plain;
        boolean complete = mustComplete(source);
        plain.clear();
        int flags = (dialogFromInside ? FROM_INSIDE : 0) | (complete ? COMPLETE_VIA : 0);
        plain.put((char) flags).put((char) in.method().ordinal());
        Neighbours.write(replyHop(source), plain);
        int number = (int) in.cseq.number;
        plain.put((char) (number >> 24 & 0xFF)).put((char) (number >> 16 & 0xFF));
        plain.put((char) (number >> 8 & 0xFF)).put((char) (number & 0xFF));
        plain.put((char) (dialledTo - dialledFrom)).put(b, dialledFrom, dialledTo);
        if (to == Side.OUTER) {
            packFields(in);
        } else {
            addFields(in);
        }
        SipWriter callId = bench.callId;
        Purpose purpose = to == Side.OUTER ? Purpose.VIA_OUTER : Purpose.VIA_INNER;
        bench.capsules.seal(purpose, callId.bytes(), 0, callId.length(), bench.out);
    }

    private void addFields(Incoming in) {
        Capsules capsules = bench.capsules;
        values(HeaderName.VIA);
        capsules.add(bench.scratch.bytes(), 0, bench.scratch.length());
        values(HeaderName.RECORD_ROUTE);
        capsules.add(bench.scratch.bytes(), 0, bench.scratch.length());
        capsules.add(in.bytes(), in.start(HeaderName.FROM), in.end(HeaderName.FROM));
        capsules.add(in.bytes(), in.start(HeaderName.TO), in.end(HeaderName.TO));
        capsules.add(in.bytes(), in.callFrom, in.callTo);
    }

    /// The tag of From and the Call-ID come back in the response itself.
    private void packFields(Incoming in) {
        SipWriter plain = bench.capsules.plain;
        values(HeaderName.VIA);
        Packing.pack(bench.scratch.bytes(), 0, bench.scratch.length(), 0, 0, plain);
        values(HeaderName.RECORD_ROUTE);
        Packing.pack(bench.scratch.bytes(), 0, bench.scratch.length(), 0, 0, plain);
        byte[] b = in.bytes();
        int start = in.start(HeaderName.FROM);
        Packing.pack(b, start, in.end(HeaderName.FROM), in.from.tagFrom, in.from.tagTo, plain);
        Packing.pack(b, in.start(HeaderName.TO), in.end(HeaderName.TO), 0, 0, plain);
        Packing.pack(b, in.callFrom, in.callFrom, 0, 0, plain);
    }

    /// All values of a header field, in order, divided by commas ([section
    /// 7.3.1](https://www.rfc-editor.org/rfc/rfc3261#section-7.3.1)), into the scratch.
    private void values(HeaderName name) {
        bench.scratch.clear();
        var message = bench.in.message;
        for (int index = message.first(name); index >= 0; index = message.next(index)) {
            if (bench.scratch.length() > 0) {
                bench.scratch.put(',');
            }
            bench.scratch.put(message.bytes(), message.start(index), message.end(index));
        }
    }

    /// Whether the top Via needs `received` ([section
    /// 18.2.1](https://www.rfc-editor.org/rfc/rfc3261#section-18.2.1)) or `rport` ([RFC
    /// 3581](https://www.rfc-editor.org/rfc/rfc3581#section-4)).
    private boolean mustComplete(Hop source) {
        ViaReading via = bench.in.via;
        if (via.hasRport() || via.receivedTo > via.receivedFrom) {
            return true;
        }
        return !Answers.isHost(bench.in.bytes(), via, source);
    }

    private Hop replyHop(Hop source) {
        return Answers.replyTo(bench.in.via, source);
    }

    /// Opens the capsule of the response in hand, which came from `side`.
    boolean open(Side side) {
        Incoming in = bench.in;
        Purpose purpose = side == Side.OUTER ? Purpose.VIA_OUTER : Purpose.VIA_INNER;
        Capsules capsules = bench.capsules;
        int length =
                capsules.bind(purpose, in.bytes(), in.callFrom, in.callTo)
                        .open(in.bytes(), in.via.sealedFrom, in.via.sealedTo);
        if (length < 0) {
            return false;
        }
        byte[] b = capsules.opened();
        dialogFromInside = (b[0] & FROM_INSIDE) != 0;
        completeVia = (b[0] & COMPLETE_VIA) != 0;
        method = SipMethod.at(b[1]);
        hop = Neighbours.read(b, 2);
        int at = 2 + Neighbours.written(b, 2);
        cseq =
                (b[at] & 0xFF) << 24
                        | (b[at + 1] & 0xFF) << 16
                        | (b[at + 2] & 0xFF) << 8
                        | b[at + 3] & 0xFF;
        dialledFrom = at + 5;
        dialledTo = dialledFrom + b[at + 4];
        if (capsules.fields(dialledTo, length) != FIELDS) {
            return false;
        }
        return side == Side.OUTER ? unpack() : take();
    }

    private boolean take() {
        text = bench.capsules.opened();
        for (int i = 0; i < FIELDS; i++) {
            starts[i] = bench.capsules.start(i);
            ends[i] = bench.capsules.end(i);
        }
        return true;
    }

    private boolean unpack() {
        Incoming in = bench.in;
        byte[] tag = java.util.Arrays.copyOfRange(in.bytes(), in.from.tagFrom, in.from.tagTo);
        byte[] b = bench.capsules.opened();
        unpacked.clear();
        unpacked.put(b, dialledFrom, dialledTo);
        dialledTo -= dialledFrom;
        dialledFrom = 0;
        for (int i = 0; i < FIELDS; i++) {
            starts[i] = unpacked.length();
            int start = bench.capsules.start(i);
            if (!Packing.unpack(b, start, bench.capsules.end(i), tag, unpacked)) {
                return false;
            }
            ends[i] = unpacked.length();
        }
        text = unpacked.bytes();
        return true;
    }

    void writeVias(SipWriter out) {
        out.put(VIA);
        if (completeVia && top.read(text, starts[0], ends[0])) {
            complete(text, top, hop, out);
            out.put(text, top.end, ends[0]);
        } else {
            out.put(text, starts[0], ends[0]);
        }
        out.line();
    }

    /// The top Via with `received` and, where asked for, `rport`.
    static void complete(byte[] b, ViaReading via, Hop source, SipWriter out) {
        int first = firstCut(via);
        int second = via.rportFrom + via.receivedFrom - first;
        if (via.hasRport() && via.receivedTo > via.receivedFrom) {
            out.put(b, via.start, first).put(b, cutEnd(via, first), second);
            out.put(b, cutEnd(via, second), via.end);
        } else if (first > 0) {
            out.put(b, via.start, first).put(b, cutEnd(via, first), via.end);
        } else {
            out.put(b, via.start, via.end);
        }
        if (via.hasRport()) {
            out.put(RPORT).number(source.address().getPort());
        }
        out.put(RECEIVED).put(Neighbours.text(source.address().getAddress()));
    }

    private static int firstCut(ViaReading via) {
        boolean both = via.hasRport() && via.receivedTo > via.receivedFrom;
        return both
                ? Math.min(via.rportFrom, via.receivedFrom)
                : Math.max(via.rportFrom, via.receivedFrom);
    }

    private static int cutEnd(ViaReading via, int cut) {
        return cut == via.rportFrom ? via.rportTo : via.receivedTo;
    }

    void writeRecordRoutes(SipWriter out) {
        if (ends[1] > starts[1]) {
            out.put(RECORD_ROUTE).put(text, starts[1], ends[1]).line();
        }
    }

    void writeFrom(SipWriter out) {
        out.put(text, starts[2], ends[2]);
    }

    void writeTo(SipWriter out) {
        out.put(text, starts[3], ends[3]);
    }

    /// Empty for what came from inside: there the response itself tells.
    void writeCallId(SipWriter out) {
        out.put(text, starts[4], ends[4]);
    }

    byte[] text() {
        return text;
    }

    int toStart() {
        return starts[3];
    }

    int toEnd() {
        return ends[3];
    }

    @SuppressWarnings("ReferenceEquality") // which of two buffers it lies in
    private boolean isPlain() {
        return text == bench.capsules.opened();
    }

    byte[] dialled() {
        byte[] from = isPlain() ? text : unpacked.bytes();
        return java.util.Arrays.copyOfRange(from, dialledFrom, dialledTo);
    }

    /// The port a reply over UDP uses where the Via names none.
    static int defaultPort(Protocol protocol) {
        return protocol == Protocol.TLS ? 5061 : 5060;
    }
}
