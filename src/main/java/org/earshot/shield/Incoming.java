package org.earshot.shield;

import org.earshot.sip.AddressReading;
import org.earshot.sip.CSeqReading;
import org.earshot.sip.Chars;
import org.earshot.sip.HeaderName;
import org.earshot.sip.SipMessage;
import org.earshot.sip.SipMethod;
import org.earshot.sip.SipRefused;
import org.earshot.sip.UriReading;
import org.earshot.sip.ViaReading;

/// The message in hand with everything a proxy must understand of it read and checked. Used again
/// for the next one; one per thread.
final class Incoming {

    private static final int MOST_HOPS = 255;
    private static final int USUAL_HOPS = 70;
    private static final int MOST_CALL_ID = 512;
    private static final int MOST_VIAS = 70;

    /// From a request into its answer ([RFC 3261, section
    /// 8.2.6](https://www.rfc-editor.org/rfc/rfc3261#section-8.2.6)).
    private static final HeaderName[] COPIED = {
        HeaderName.VIA, HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID, HeaderName.CSEQ
    };

    final SipMessage message = new SipMessage();
    final ViaReading via = new ViaReading();
    final AddressReading from = new AddressReading();
    final AddressReading to = new AddressReading();
    final AddressReading contact = new AddressReading();
    final CSeqReading cseq = new CSeqReading();
    final UriReading uri = new UriReading();
    private final ViaReading furtherVia = new ViaReading();

    /// Hops left, of a request.
    int maxForwards;

    private boolean toIsReadable;
    int callFrom;
    int callTo;
    int vias;

    byte[] bytes() {
        return message.bytes();
    }

    SipMethod method() {
        return message.method();
    }

    int start(HeaderName name) {
        return message.start(message.first(name));
    }

    int end(HeaderName name) {
        return message.end(message.first(name));
    }

    boolean isFirstRequest() {
        return !to.hasTag() && method() != SipMethod.CANCEL && method() != SipMethod.ACK;
    }

    /// Whether enough of a refused request can be read to write an answer: its top Via, and where
    /// its other fields stand. To is read again, for its tag.
    boolean isAnswerable() {
        for (HeaderName name : COPIED) {
            if (!message.has(name)) {
                return false;
            }
        }
        byte[] b = bytes();
        toIsReadable = to.read(b, start(HeaderName.TO), end(HeaderName.TO), false);
        return via.read(b, start(HeaderName.VIA), end(HeaderName.VIA));
    }

    /// Of a request that is [#isAnswerable].
    boolean needsToTag() {
        return toIsReadable && !to.hasTag();
    }

    /// What stands in every message.
    void readCommon() throws SipRefused {
        byte[] b = bytes();
        vias = 0;
        boolean top = via.read(b, start(HeaderName.VIA), end(HeaderName.VIA));
        boolean sender = from.read(b, start(HeaderName.FROM), end(HeaderName.FROM), false);
        boolean receiver = to.read(b, start(HeaderName.TO), end(HeaderName.TO), false);
        boolean addresses = top && sender && receiver; // all are read, for a refusal needs them
        callFrom = start(HeaderName.CALL_ID);
        callTo = end(HeaderName.CALL_ID);
        boolean whole =
                addresses && via.versionKnown && isCallId(b, callFrom, callTo) && readVias();
        if (!whole || !cseq.read(b, start(HeaderName.CSEQ), end(HeaderName.CSEQ))) {
            throw SipRefused.malformed();
        }
    }

    /// `word [ "@" word ]`.
    private static boolean isCallId(byte[] b, int from, int to) {
        boolean at = false;
        for (int i = from; i < to; i++) {
            if (b[i] == '@' && !at && i > from && i + 1 < to) {
                at = true;
            } else if (!Chars.isWordChar(b[i])) {
                return false;
            }
        }
        return to > from && to - from <= MOST_CALL_ID;
    }

    private boolean readVias() throws SipRefused {
        for (int index = message.first(HeaderName.VIA); index >= 0; index = message.next(index)) {
            int at = message.start(index);
            while (true) {
                if (++vias > MOST_VIAS || !furtherVia.read(bytes(), at, message.end(index))) {
                    return false;
                }
                if (furtherVia.end >= message.end(index)) {
                    break;
                }
                at = furtherVia.end + 1;
            }
        }
        return true;
    }

    /// @throws SipRefused with what [RFC 3261, section
    ///   16.3](https://www.rfc-editor.org/rfc/rfc3261#section-16.3) prescribes
    void readRequest() throws SipRefused {
        readCommon();
        byte[] b = bytes();
        boolean sameMethod =
                SipMethod.of(b, cseq.methodFrom, cseq.methodTo) == method()
                        && method() != SipMethod.UNKNOWN;
        if (!from.hasTag() || !sameMethod && method() != SipMethod.UNKNOWN) {
            throw SipRefused.malformed();
        }
        if (!uri.read(b, message.uriFrom(), message.uriTo())) {
            throw SipRefused.malformed();
        }
        readMaxForwards();
        if (uri.hasHeaders) {
            throw SipRefused.malformed();
        }
    }

    private void readMaxForwards() throws SipRefused {
        maxForwards = USUAL_HOPS;
        if (message.has(HeaderName.MAX_FORWARDS)) {
            int start = start(HeaderName.MAX_FORWARDS);
            maxForwards = (int) Chars.number(bytes(), start, end(HeaderName.MAX_FORWARDS), 9);
            if (maxForwards < 0 || maxForwards > MOST_HOPS) {
                throw SipRefused.malformed();
            }
        }
    }

    /// @return whether there is exactly one Contact, with an address in it
    boolean readContact() {
        int index = message.first(HeaderName.CONTACT);
        return index >= 0
                && message.next(index) < 0
                && contact.read(bytes(), message.start(index), message.end(index), false);
    }

    /// From or To without its tag: what the dialog keeps of a party.
    static int endOfParty(AddressReading party) {
        return party.parametersFrom;
    }
}
