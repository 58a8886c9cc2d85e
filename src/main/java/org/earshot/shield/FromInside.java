package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.earshot.sip.Chars;
import org.earshot.sip.Hop;
import org.earshot.sip.Protocol;
import org.earshot.sip.SipRefused;
import org.earshot.sip.SipWriter;
import org.earshot.sip.UriReading;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;

/// Requests of Asterisk on their way out. A new call goes to a token that opens, and to nothing
/// else; a later request goes where the capsule of its dialog says.
final class FromInside {

    private static final byte[] SIP = SipWriter.ascii(" sip:");
    private static final byte[] VERSION = SipWriter.ascii(" SIP/2.0\r\n");
    private static final byte[] TAG = SipWriter.ascii(";tag=");
    private static final byte[] OPEN = SipWriter.ascii("<sip:");
    private static final byte[] LOOSE = SipWriter.ascii(";lr");
    private static final int FIELDS = 5;

    private final Workbench bench;
    private final Forward forward;
    private final OuterContact contact;
    private final byte[] shown;
    private final SipWriter routes = new SipWriter();
    private final SipWriter dialog = new SipWriter();
    private final int[] starts = new int[FIELDS];
    private final int[] ends = new int[FIELDS];
    private final UriReading firstRoute = new UriReading();

    FromInside(Workbench bench, Forward forward) {
        this.bench = bench;
        this.forward = forward;
        contact = new OuterContact(bench);
        shown = SipWriter.ascii(bench.layout.shownDefault());
    }

    /// Writes the request for the carrier.
    ///
    /// @return where it goes
    Hop relay(Hop source) throws SipRefused {
        Incoming in = bench.in;
        openRoutes(forward.takeRoute(Side.INNER));
        byte[] b = in.bytes();
        if (!InnerContact.isCapsule(b, in.uri.userFrom, in.uri.userTo)) {
            return newCall(source);
        }
        if (!in.to.hasTag() || !openDialog(b)) {
            throw new SipRefused(481);
        }
        return withinDialog(source);
    }

    /// @param range of the sealed route set in the message; 0 when there is none
    private void openRoutes(long range) throws SipRefused {
        routes.clear();
        if (range == 0) {
            return;
        }
        Incoming in = bench.in;
        byte[] b = in.bytes();
        Capsules capsules = bench.capsules;
        int length =
                capsules.bind(Purpose.ROUTE_INNER, b, in.callFrom, in.callTo)
                        .open(b, (int) (range >>> 32), (int) range);
        int count = length < 0 ? -1 : capsules.fields(0, length);
        if (count <= 0) {
            throw new SipRefused(481);
        }
        for (int i = 0; i < count; i++) {
            routes.put(i == 0 ? "" : ", ");
            routes.put(capsules.opened(), capsules.start(i), capsules.end(i));
        }
    }

    private boolean openDialog(byte[] b) {
        Incoming in = bench.in;
        Capsules capsules = bench.capsules;
        int length =
                capsules.bind(Purpose.CONTACT_INNER, b, in.callFrom, in.callTo)
                        .open(b, in.uri.userFrom + 2, in.uri.userTo);
        if (length < 1 || capsules.fields(1, length) != FIELDS) {
            return false;
        }
        dialog.clear();
        dialog.put(capsules.opened(), 0, length);
        for (int i = 0; i < FIELDS; i++) {
            starts[i] = capsules.start(i);
            ends[i] = capsules.end(i);
        }
        return true;
    }

    private Hop withinDialog(Hop source) throws SipRefused {
        Incoming in = bench.in;
        byte[] kept = dialog.bytes();
        boolean fromInside = kept[0] != 0;
        bench.callId.clear();
        bench.callId.put(kept, starts[2], ends[2]);
        int shift = bench.shift(kept, starts[2], ends[2]);
        Hop hop = nextHop(kept);
        SipWriter out = bench.out;
        out.clear();
        in.method().writeTo(out);
        target(out.put(' '), kept);
        out.put(VERSION);
        forward.via(Side.OUTER, hop, fromInside, source, kept, starts[0], ends[0]);
        routes(kept);
        out.put(HeaderList.FROM).put(kept, starts[4], ends[4]);
        out.put(TAG).put(in.bytes(), in.from.tagFrom, in.from.tagTo).line();
        out.put(HeaderList.TO).put(kept, starts[3], ends[3]).line();
        callIdAndCseq();
        if (Forward.setsTarget(in.method())) {
            contact(hop, fromInside, kept);
        }
        forward.tail(shift, 0);
        return hop;
    }

    private boolean isStrict() {
        if (routes.length() == 0) {
            return false;
        }
        byte[] b = routes.bytes();
        var entry = bench.in.contact;
        return entry.read(b, 0, routes.length(), true)
                && firstRoute.read(b, entry.uriFrom, entry.uriTo)
                && !hasLoose(b);
    }

    private boolean hasLoose(byte[] b) {
        for (int i = firstRoute.parametersFrom; i + LOOSE.length <= firstRoute.end; i++) {
            if (b[i] == ';' && b[i + 1] == 'l' && b[i + 2] == 'r') {
                return true;
            }
        }
        return false;
    }

    /// The request URI: the far target, or a strict router's own ([RFC 3261, section
    /// 16.6](https://www.rfc-editor.org/rfc/rfc3261#section-16.6), step 6).
    private void target(SipWriter out, byte[] kept) {
        if (isStrict()) {
            out.put(routes.bytes(), bench.in.contact.uriFrom, bench.in.contact.uriTo);
        } else {
            out.put(kept, starts[1], ends[1]);
        }
    }

    private void routes(byte[] kept) {
        if (routes.length() == 0) {
            return;
        }
        SipWriter out = bench.out.put(HeaderList.ROUTE);
        if (isStrict()) {
            int behind = bench.in.contact.end;
            if (behind < routes.length()) {
                out.put(routes.bytes(), behind + 1, routes.length()).put(',');
            }
            out.put('<').put(kept, starts[1], ends[1]).put('>');
        } else {
            out.put(routes.bytes(), 0, routes.length());
        }
        out.line();
    }

    private Hop nextHop(byte[] kept) throws SipRefused {
        Hop peer = bench.peer(Side.OUTER, kept, starts[2], ends[2]);
        UriReading uri = bench.uri;
        if (routes.length() > 0) {
            var entry = bench.in.contact;
            byte[] b = routes.bytes();
            if (!entry.read(b, 0, routes.length(), true)
                    || !uri.read(b, entry.uriFrom, entry.uriTo)) {
                throw new SipRefused(481);
            }
            return bench.neighbours(Side.OUTER).hopTo(uri, b, peer);
        }
        if (!uri.read(kept, starts[1], ends[1])) {
            throw new SipRefused(481);
        }
        return bench.neighbours(Side.OUTER).hopTo(uri, kept, peer);
    }

    private void callIdAndCseq() {
        bench.out
                .put(HeaderList.CALL_ID)
                .put(bench.callId.bytes(), 0, bench.callId.length())
                .line();
        forward.cseqAndHops(bench.in.cseq.number);
    }

    private void contact(Hop hop, boolean dialogFromInside, byte[] kept) throws SipRefused {
        Incoming in = bench.in;
        if (!in.readContact() || !InnerContact.isTarget(bench.uri, in.bytes(), in.contact)) {
            throw SipRefused.malformed();
        }
        if (dialogFromInside) {
            contact.sealed(in.from, in.to, hop.protocol());
        } else {
            contact.plain(kept, starts[0], ends[0], hop.protocol());
        }
    }

    /// To a token, and nothing more: no number, no parameter, no second address.
    private Hop newCall(Hop source) throws SipRefused {
        Incoming in = bench.in;
        PhoneNumber number = dialledNumber();
        boolean first = in.isFirstRequest();
        boolean knownMethod =
                switch (in.method()) {
                    case INVITE, MESSAGE, CANCEL -> !in.to.hasTag();
                    case ACK -> in.to.hasTag();
                    case BYE,
                            OPTIONS,
                            UPDATE,
                            PRACK,
                            INFO,
                            REGISTER,
                            REFER,
                            SUBSCRIBE,
                            NOTIFY,
                            PUBLISH,
                            UNKNOWN ->
                            false;
                };
        if (!knownMethod || routes.length() > 0) {
            throw new SipRefused(in.to.hasTag() ? 481 : 405);
        }
        int refusal = first ? bench.rules.refusal(number, forward.attempt()) : 0;
        if (refusal != 0) {
            throw new SipRefused(refusal);
        }
        return write(number.e164(), source);
    }

    private PhoneNumber dialledNumber() throws SipRefused {
        UriReading uri = bench.in.uri;
        byte[] b = bench.in.bytes();
        var user =
                new String(b, uri.userFrom, uri.userTo - uri.userFrom, StandardCharsets.ISO_8859_1);
        boolean ours =
                bench.own(Side.INNER).is(b, uri.hostFrom, uri.hostTo, uri.port)
                        || Chars.equal(b, uri.hostFrom, uri.hostTo, "shield.invalid");
        boolean bare = uri.parametersFrom == uri.end || isTransport(b, uri);
        if (!ours || !bare || !CallerToken.isOne(user)) {
            throw new SipRefused(404);
        }
        Optional<PhoneNumber> number = bench.identities.outward(new CallerToken(user));
        return number.orElseThrow(() -> new SipRefused(404));
    }

    private static boolean isTransport(byte[] b, UriReading uri) {
        for (String parameter :
                new String[] {";transport=udp", ";transport=tcp", ";transport=tls"}) {
            if (Chars.equal(b, uri.parametersFrom, uri.end, parameter)) {
                return true;
            }
        }
        return false;
    }

    private Hop write(String number, Hop source) throws SipRefused {
        Incoming in = bench.in;
        byte[] b = in.bytes();
        bench.sealedCallId(b, in.callFrom, in.callTo);
        Hop hop = bench.peer(Side.OUTER, bench.callId.bytes(), 0, bench.callId.length());
        byte[] carrier = bench.peerAddress(hop);
        SipWriter out = bench.out;
        out.clear();
        in.method().writeTo(out);
        out.put(SIP).put(number).put('@').put(carrier).put(VERSION);
        forward.via(Side.OUTER, hop, true, source, Workbench.NOTHING, 0, 0);
        out.put(HeaderList.FROM).put(OPEN);
        shown(out);
        out.put('@').put(bench.own(Side.OUTER).contact(Protocol.UDP)).put('>');
        out.put(TAG).put(b, in.from.tagFrom, in.from.tagTo).line();
        out.put(HeaderList.TO).put(OPEN).put(number).put('@').put(carrier).put('>');
        farTag(out);
        out.line();
        callIdAndCseq();
        if (Forward.setsTarget(in.method())) {
            contact(hop, true, Workbench.NOTHING);
        }
        forward.tail(0, 0);
        return hop;
    }

    /// What the called party sees: a number of ours or the default, never a token.
    private void shown(SipWriter out) {
        UriReading uri = bench.uri;
        byte[] b = bench.in.bytes();
        boolean ours =
                uri.read(b, bench.in.from.uriFrom, bench.in.from.uriTo)
                        && Dialled.isDigits(b, uri.userFrom, uri.userTo)
                        && bench.dialled.isOurs(b, uri.userFrom, uri.userTo);
        if (ours) {
            out.put(b, uri.userFrom, uri.userTo);
        } else {
            out.put(shown);
        }
    }

    private void farTag(SipWriter out) throws SipRefused {
        Incoming in = bench.in;
        if (!in.to.hasTag()) {
            return;
        }
        int length = bench.openTag(in.bytes(), in.to.tagFrom, in.to.tagTo);
        if (length < 0) {
            throw new SipRefused(481);
        }
        out.put(TAG).put(bench.capsules.opened(), 0, length);
    }
}
