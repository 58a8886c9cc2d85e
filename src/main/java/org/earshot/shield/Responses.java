package org.earshot.shield;

import org.earshot.sip.HeaderName;
import org.earshot.sip.Hop;
import org.earshot.sip.SipMethod;
import org.earshot.sip.SipRefused;
import org.earshot.sip.SipWriter;

/// Responses, both ways: the head is restored from the capsule in our Via, the rest composed anew.
/// One whose capsule does not open is no response to anything that passed here, and is dropped.
final class Responses {

    private static final byte[] TAG = SipWriter.ascii(";tag=");

    private final Workbench bench;
    private final ReplyCapsule reply;
    private final Forward forward;
    private final InnerContact inner;
    private final OuterContact outer;
    private final org.earshot.sip.AddressReading party = new org.earshot.sip.AddressReading();

    Responses(Workbench bench, Forward forward) {
        this.bench = bench;
        this.forward = forward;
        reply = new ReplyCapsule(bench);
        inner = new InnerContact(bench);
        outer = new OuterContact(bench);
    }

    /// @return where it goes
    Hop relay(Side from) throws SipRefused {
        Incoming in = bench.in;
        boolean ours =
                in.vias == 1
                        && in.via.hasSealed()
                        && bench.own(from)
                                .is(in.bytes(), in.via.hostFrom, in.via.hostTo, in.via.port);
        if (!ours || !reply.open(from)) {
            throw SipRefused.silently();
        }
        if (!bench.neighbours(from.other()).of(reply.hop.address().getAddress()).allowed()) {
            throw SipRefused.silently();
        }
        int status = Status.passedOn(in.message.status());
        bench.out.clear();
        Status.line(status, bench.out);
        reply.writeVias(bench.out);
        if (from == Side.INNER) {
            outwards(status);
        } else {
            inwards(status);
        }
        forward.bodies().response(in.message, status, reply.method, bench.out);
        return reply.hop;
    }

    private int shift(byte[] b, int from, int to) {
        return bench.in.message.has(HeaderName.RSEQ) ? bench.shift(b, from, to) : 0;
    }

    private static boolean establishes(int status) {
        return status > 100 && status < 300;
    }

    private void outwards(int status) {
        Incoming in = bench.in;
        byte[] dialled = reply.dialled();
        head(status);
        if (in.to.hasTag() && !hasTag()) {
            bench.out.put(TAG).put(in.bytes(), in.to.tagFrom, in.to.tagTo);
        }
        bench.out.line().put(HeaderList.CALL_ID);
        bench.callId.clear();
        reply.writeCallId(bench.callId);
        bench.out.put(bench.callId.bytes(), 0, bench.callId.length()).line();
        cseq();
        if (establishes(status) && Forward.setsTarget(reply.method) && hasContact()) {
            if (reply.dialogFromInside) {
                outer.sealed(in.to, in.from, reply.hop.protocol());
            } else {
                outer.plain(dialled, 0, dialled.length, reply.hop.protocol());
            }
        }
        HeaderList.copy(
                in.message, shift(bench.callId.bytes(), 0, bench.callId.length()), 0, bench.out);
    }

    private void inwards(int status) throws SipRefused {
        Incoming in = bench.in;
        byte[] b = in.bytes();
        byte[] dialled = reply.dialled();
        head(status);
        if (in.to.hasTag() && !hasTag()) {
            bench.sealTag(b, in.to.tagFrom, in.to.tagTo, bench.out.put(TAG));
        }
        bench.out.line().put(HeaderList.CALL_ID);
        if (!innerCallId()) {
            throw SipRefused.silently();
        }
        bench.out.put(bench.callId.bytes(), 0, bench.callId.length()).line();
        cseq();
        if (establishes(status) && Forward.setsTarget(reply.method)) {
            if (reply.method == SipMethod.INVITE) {
                inner.routes(true, reply.hop.protocol());
            }
            innerContact(dialled);
        }
        HeaderList.copy(in.message, shift(b, in.callFrom, in.callTo), 0, bench.out);
    }

    /// The Call-ID of a call from inside opens; that of a call from outside is computed again.
    private boolean innerCallId() {
        Incoming in = bench.in;
        if (reply.dialogFromInside) {
            return bench.openCallId(in.bytes(), in.callFrom, in.callTo);
        }
        bench.hashedCallId();
        return true;
    }

    private void innerContact(byte[] dialled) {
        if (!hasContact()) {
            return;
        }
        Incoming in = bench.in;
        byte[] b = in.bytes();
        inner.begin(reply.dialogFromInside, dialled, 0, dialled.length);
        inner.add(b, in.contact.uriFrom, in.contact.uriTo);
        inner.add(b, in.callFrom, in.callTo);
        inner.add(b, in.start(HeaderName.TO), in.end(HeaderName.TO));
        inner.add(b, in.from.start, Incoming.endOfParty(in.from));
        inner.write(reply.hop.protocol());
    }

    private boolean hasContact() {
        Incoming in = bench.in;
        return in.readContact() && InnerContact.isTarget(bench.uri, in.bytes(), in.contact);
    }

    private void head(int status) {
        if (establishes(status)) {
            reply.writeRecordRoutes(bench.out);
        }
        bench.out.put(HeaderList.FROM);
        reply.writeFrom(bench.out);
        bench.out.line().put(HeaderList.TO);
        reply.writeTo(bench.out);
    }

    private boolean hasTag() {
        return party.read(reply.text(), reply.toStart(), reply.toEnd(), false) && party.hasTag();
    }

    private void cseq() {
        bench.out.put(HeaderList.CSEQ).number(reply.cseq & Integer.MAX_VALUE).put(' ');
        reply.method.writeTo(bench.out);
        bench.out.line();
    }
}
