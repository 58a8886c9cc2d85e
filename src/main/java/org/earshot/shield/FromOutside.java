package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.earshot.sip.HeaderName;
import org.earshot.sip.Hop;
import org.earshot.sip.SipMethod;
import org.earshot.sip.SipRefused;
import org.earshot.sip.SipWriter;
import org.earshot.sip.UriReading;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.StirVerdict;
import org.jspecify.annotations.Nullable;

/// Requests of the carrier on their way in: composed anew, with a token in place of the number.
///
/// Of a call that came from outside nothing needs to be sealed for the carrier: Call-ID, tags and
/// branch are computed again for each of its requests. A call that was started inside is found
/// again by the capsule in our Contact.
final class FromOutside {

    static final byte[] NOBODY = SipWriter.ascii("@shield.invalid>");
    private static final byte[] SIP = SipWriter.ascii(" sip:");
    private static final byte[] VERSION = SipWriter.ascii(" SIP/2.0\r\n");
    private static final byte[] TAG = SipWriter.ascii(";tag=");
    private static final byte[] VERIFIED = SipWriter.ascii("X-Earshot-Verified: ");
    private static final byte[] OPEN = SipWriter.ascii("<sip:");

    /// Who calls, in all but the first request of a call: there the tags say it, and a number in
    /// From could tell what a withheld one in the first request did not.
    private static final byte[] SOMEBODY = SipWriter.ascii("<sip:caller@shield.invalid>");

    private final Workbench bench;
    private final Forward forward;
    private final CallerReading caller;
    private final InnerContact contact;
    private @Nullable StirVerifier verifier;
    private final SipWriter innerTarget = new SipWriter();
    private final SipWriter innerLocal = new SipWriter();
    private final SipWriter innerRemote = new SipWriter();

    FromOutside(Workbench bench, Forward forward) {
        this.bench = bench;
        this.forward = forward;
        caller = new CallerReading(bench);
        contact = new InnerContact(bench);
    }

    void verifying(StirVerifier with) {
        verifier = with;
    }

    /// Writes the request for the inside. A short message within a call is refused: it would go to
    /// Asterisk, which says 202 to what nobody keeps.
    ///
    /// @return where it goes
    Hop relay(Hop source) throws SipRefused {
        Incoming in = bench.in;
        forward.takeRoute(Side.OUTER);
        if (in.method() == SipMethod.MESSAGE && in.to.hasTag()) {
            throw new SipRefused(403);
        }
        byte[] b = in.bytes();
        if (InnerContact.isCapsule(b, in.uri.userFrom, in.uri.userTo)) {
            return insideCall(source);
        }
        if (!bench.dialled.isOurs(b, in.uri.userFrom, in.uri.userTo)) {
            throw new SipRefused(404);
        }
        return outsideCall(source);
    }

    private Hop outsideCall(Hop source) throws SipRefused {
        Incoming in = bench.in;
        byte[] b = in.bytes();
        needsDialog();
        bench.hashedCallId();
        int shift = bench.shift(b, in.callFrom, in.callTo);
        Hop hop = innerHop(b);
        CallerToken token = in.isFirstRequest() ? caller.read() : null;
        if (token != null && caller.isOwnNumber(b, in.uri.userFrom, in.uri.userTo)) {
            throw new SipRefused(404);
        }
        SipWriter out = bench.out;
        out.clear();
        in.method().writeTo(out);
        out.put(SIP).put(b, in.uri.userFrom, in.uri.userTo).put('@');
        out.put(bench.peerAddress(hop)).put(VERSION);
        forward.via(Side.INNER, hop, false, source, b, in.uri.userFrom, in.uri.userTo);
        recordRoute(hop);
        from(token);
        out.put(HeaderList.TO).put(OPEN).put(b, in.uri.userFrom, in.uri.userTo).put(NOBODY);
        if (in.to.hasTag()) {
            out.put(TAG).put(b, in.to.tagFrom, in.to.tagTo);
        }
        out.line();
        if (token != null) {
            verdict();
        }
        end(shift, hop, false, in.uri);
        return hop;
    }

    /// Short messages have a way of their own, to who keeps them before he answers 202.
    private Hop innerHop(byte[] b) throws SipRefused {
        Incoming in = bench.in;
        return in.method() == SipMethod.MESSAGE
                ? bench.layout.messages().orElseThrow(() -> new SipRefused(503))
                : bench.peer(Side.INNER, b, in.callFrom, in.callTo);
    }

    private void from(@Nullable CallerToken token) {
        SipWriter out = bench.out.put(HeaderList.FROM);
        if (token == null) {
            out.put(SOMEBODY);
        } else {
            out.put('"').put(bench.identities.pseudonym(token).text()).put('"').put(' ');
            out.put(OPEN).put(token.value()).put(NOBODY);
        }
        out.put(TAG);
        bench.sealTag(bench.in.bytes(), bench.in.from.tagFrom, bench.in.from.tagTo, out);
        out.line();
    }

    private void verdict() {
        Incoming in = bench.in;
        if (verifier == null || in.method() != SipMethod.INVITE || caller.number().isEmpty()) {
            return;
        }
        List<String> identities = new ArrayList<>();
        int index = in.message.first(HeaderName.IDENTITY);
        for (; index >= 0; index = in.message.next(index)) {
            identities.add(text(in.message.start(index), in.message.end(index)));
        }
        String dialled = text(in.uri.userFrom, in.uri.userTo);
        StirVerdict verdict = verifier.verify(identities, caller.number().get(), dialled);
        bench.out.put(VERIFIED).put(verdict.name()).line();
    }

    private String text(int from, int to) {
        return new String(bench.in.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
    }

    /// These only exist within a dialog; without its tag nobody inside could place them.
    private void needsDialog() throws SipRefused {
        boolean within =
                switch (bench.in.method()) {
                    case BYE, UPDATE, PRACK, INFO, ACK -> true;
                    case INVITE,
                            CANCEL,
                            OPTIONS,
                            MESSAGE,
                            REGISTER,
                            REFER,
                            SUBSCRIBE,
                            NOTIFY,
                            PUBLISH,
                            UNKNOWN ->
                            false;
                };
        if (within && !bench.in.to.hasTag()) {
            throw new SipRefused(481);
        }
    }

    /// The carrier within a call that was started inside.
    private Hop insideCall(Hop source) throws SipRefused {
        Incoming in = bench.in;
        byte[] b = in.bytes();
        if (!in.to.hasTag() || !open(b)) {
            throw new SipRefused(481);
        }
        int shift = bench.shift(b, in.callFrom, in.callTo);
        Hop peer = bench.peer(Side.INNER, b, in.callFrom, in.callTo);
        UriReading target = bench.uri;
        if (!target.read(innerTarget.bytes(), 0, innerTarget.length())) {
            throw new SipRefused(481);
        }
        Hop hop = bench.neighbours(Side.INNER).hopTo(target, innerTarget.bytes(), peer);
        SipWriter out = bench.out;
        out.clear();
        in.method().writeTo(out);
        out.put(' ').put(innerTarget.bytes(), 0, innerTarget.length()).put(VERSION);
        forward.via(Side.INNER, hop, true, source, Workbench.NOTHING, 0, 0);
        out.put(HeaderList.FROM).put(innerRemote.bytes(), 0, innerRemote.length()).put(TAG);
        bench.sealTag(b, in.from.tagFrom, in.from.tagTo, out);
        out.line().put(HeaderList.TO).put(innerLocal.bytes(), 0, innerLocal.length());
        out.put(TAG).put(b, in.to.tagFrom, in.to.tagTo).line();
        end(shift, hop, true, in.uri);
        return hop;
    }

    /// Opens Contact and Call-ID of ours; the one is bound to the other.
    private boolean open(byte[] b) {
        Incoming in = bench.in;
        Capsules capsules = bench.capsules;
        int length =
                capsules.bind(Purpose.CONTACT_OUTER, b, in.callFrom, in.callTo)
                        .open(b, in.uri.userFrom + 2, in.uri.userTo);
        if (length < 0 || capsules.fields(0, length) != 3) {
            return false;
        }
        return unpack(0, innerTarget)
                && unpack(1, innerLocal)
                && unpack(2, innerRemote)
                && bench.openCallId(b, in.callFrom, in.callTo);
    }

    private boolean unpack(int field, SipWriter into) {
        Capsules capsules = bench.capsules;
        into.clear();
        return Packing.unpack(
                capsules.opened(),
                capsules.start(field),
                capsules.end(field),
                Workbench.NOTHING,
                into);
    }

    /// From Call-ID to the end.
    private void end(int shift, Hop hop, boolean dialogFromInside, UriReading dialled)
            throws SipRefused {
        Incoming in = bench.in;
        SipWriter out = bench.out;
        out.put(HeaderList.CALL_ID).put(bench.callId.bytes(), 0, bench.callId.length()).line();
        forward.cseqAndHops(in.cseq.number + shift & Integer.MAX_VALUE);
        if (Forward.setsTarget(in.method())) {
            contact(hop, dialogFromInside, dialled);
        }
        forward.tail(shift, shift);
    }

    private void contact(Hop hop, boolean dialogFromInside, UriReading dialled) throws SipRefused {
        Incoming in = bench.in;
        if (!in.readContact() || !InnerContact.isTarget(bench.uri, in.bytes(), in.contact)) {
            throw SipRefused.malformed();
        }
        byte[] b = in.bytes();
        contact.begin(
                dialogFromInside,
                b,
                dialled.userFrom,
                dialogFromInside ? dialled.userFrom : dialled.userTo);
        contact.add(b, in.contact.uriFrom, in.contact.uriTo);
        contact.add(b, in.callFrom, in.callTo);
        contact.add(b, in.start(HeaderName.FROM), in.end(HeaderName.FROM));
        contact.add(b, in.to.start, Incoming.endOfParty(in.to));
        contact.write(hop.protocol());
    }

    /// The carrier's route set, sealed in a Record-Route of ours: Asterisk keeps it for its later
    /// requests. Not in the Contact, which a re-INVITE replaces.
    private void recordRoute(Hop hop) {
        Incoming in = bench.in;
        if (in.method() == SipMethod.INVITE && in.message.has(HeaderName.RECORD_ROUTE)) {
            contact.routes(false, hop.protocol());
        }
    }
}
