package org.earshot.shield;

import org.earshot.sip.Chars;
import org.earshot.sip.HeaderName;
import org.earshot.sip.Hop;
import org.earshot.sip.SipMethod;
import org.earshot.sip.SipRefused;
import org.earshot.sip.SipWriter;

/// What requests of both directions have in common: our Via, Max-Forwards, the tail.
final class Forward {

    private static final byte[] VIA_PARAMETERS = SipWriter.ascii(";rport;branch=z9hG4bK");
    private static final byte[] SEALED = SipWriter.ascii(";sv=");
    private static final byte[] COOKIE = SipWriter.ascii("z9hG4bK");
    private static final int LEAST_BRANCH = 8;

    private final Workbench bench;
    private final ReplyCapsule reply;
    private final Bodies bodies;
    private final byte[] branch = new byte[16];

    Forward(Workbench bench) {
        this.bench = bench;
        reply = new ReplyCapsule(bench);
        bodies = new Bodies(bench.capsules);
    }

    /// Our Via. Its branch is a keyed hash of the one received, so that a retransmission, a CANCEL
    /// and the ACK of a refusal get the same ([RFC 3261, section
    /// 16.11](https://www.rfc-editor.org/rfc/rfc3261#section-16.11)).
    ///
    /// @param b holds the dialled number from `dialledFrom` to `dialledTo`, for the reply
    void via(
            Side to, Hop hop, boolean dialogFromInside, Hop source, byte[] b, int from, int until) {
        SipWriter out = bench.out;
        branch(to);
        out.put(HeaderList.VIA).put(bench.own(to).sentBy(hop.protocol()));
        out.put(VIA_PARAMETERS).base32(branch, 0, branch.length);
        if (bench.in.method() != SipMethod.ACK) {
            out.put(SEALED);
            reply.seal(to, dialogFromInside, source, b, from, until);
        }
        out.line();
    }

    private void branch(Side to) {
        Incoming in = bench.in;
        byte[] b = in.bytes();
        SipWriter of = bench.scratch;
        of.clear();
        of.put(b, in.via.hostFrom, in.via.hostTo).put(':').number(in.via.port).put('|');
        of.put(b, in.via.branchFrom, in.via.branchTo);
        if (!isGlobal()) {
            // Of an element of RFC 2543: its branch need not be its own.
            of.put('|').put(b, in.from.tagFrom, in.from.tagTo).put('|');
            of.put(b, in.callFrom, in.callTo).put('|').number(in.cseq.number).put('|');
            of.put(b, in.message.uriFrom(), in.message.uriTo());
        }
        Purpose purpose = to == Side.INNER ? Purpose.BRANCH_INNER : Purpose.BRANCH_OUTER;
        bench.capsules.mac(purpose, of.bytes(), 0, of.length(), branch);
    }

    private boolean isGlobal() {
        int from = bench.in.via.branchFrom;
        return bench.in.via.branchTo - from >= LEAST_BRANCH
                && Chars.equal(bench.in.bytes(), from, from + COOKIE.length, "z9hg4bk");
    }

    /// The same for all retransmissions of the request in hand, after [#via].
    long attempt() {
        branch(Side.OUTER);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | branch[i] & 0xFF;
        }
        return value;
    }

    void cseqAndHops(long number) {
        SipWriter out = bench.out;
        out.put(HeaderList.CSEQ).number(number).put(' ');
        bench.in.method().writeTo(out);
        out.line();
        out.put(HeaderList.MAX_FORWARDS).number(bench.in.maxForwards - 1).line();
    }

    void tail(int shift, int cseqShift) throws SipRefused {
        HeaderList.copy(bench.in.message, shift, cseqShift, bench.out);
        bodies.request(bench.in.message, bench.out);
    }

    Bodies bodies() {
        return bodies;
    }

    /// Whether the request sets the address the other end answers to ([RFC 3261, section
    /// 12](https://www.rfc-editor.org/rfc/rfc3261#section-12)).
    static boolean setsTarget(SipMethod method) {
        return method == SipMethod.INVITE || method == SipMethod.UPDATE;
    }

    /// Takes our own entry off the top of the route set ([section
    /// 16.4](https://www.rfc-editor.org/rfc/rfc3261#section-16.4)). More than that would make us
    /// carry the message to wherever its sender likes.
    ///
    /// @return the range of the sealed route set in it, as from and to; both 0 when there is none
    long takeRoute(Side side) throws SipRefused {
        Incoming in = bench.in;
        int index = in.message.first(HeaderName.ROUTE);
        if (index < 0) {
            return 0;
        }
        byte[] b = in.bytes();
        var entry = in.contact;
        boolean read = entry.read(b, in.message.start(index), in.message.end(index), true);
        boolean alone = read && entry.end == in.message.end(index) && in.message.next(index) < 0;
        if (!alone || !bench.uri.read(b, entry.uriFrom, entry.uriTo)) {
            throw new SipRefused(read ? 403 : 400);
        }
        if (!bench.own(side).is(b, bench.uri.hostFrom, bench.uri.hostTo, bench.uri.port)) {
            throw new SipRefused(403);
        }
        return sealedRoutes(b);
    }

    private long sealedRoutes(byte[] b) {
        int at = bench.uri.parametersFrom;
        while (at < bench.uri.end) {
            int next = Chars.indexOf(b, at + 1, bench.uri.end, ';');
            int end = next < 0 ? bench.uri.end : next;
            if (end - at > 4 && Chars.equal(b, at, at + 4, ";rs=")) {
                return (long) (at + 4) << 32 | end;
            }
            at = end;
        }
        return 0;
    }
}
