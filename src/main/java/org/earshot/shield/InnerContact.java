package org.earshot.shield;

import org.earshot.sip.AddressReading;
import org.earshot.sip.HeaderName;
import org.earshot.sip.Protocol;
import org.earshot.sip.SipMessage;
import org.earshot.sip.SipWriter;
import org.earshot.sip.UriReading;

/// The capsules Asterisk keeps for the rest of a dialog: the far party's target as user of our
/// Contact, the carrier's route set as parameter of our Record-Route.
final class InnerContact {

    private static final byte[] RECORD_ROUTE = SipWriter.ascii("Record-Route: <sip:");
    private static final byte[] LOOSE = SipWriter.ascii(";lr;rs=");
    private static final int MOST_ROUTES = 20;

    private final Workbench bench;
    private final AddressReading entry = new AddressReading();
    private final int[] starts = new int[MOST_ROUTES];
    private final int[] ends = new int[MOST_ROUTES];

    InnerContact(Workbench bench) {
        this.bench = bench;
    }

    /// `k-` and base64url.
    static boolean isCapsule(byte[] b, int from, int to) {
        return to - from > 2 && b[from] == 'k' && b[from + 1] == '-';
    }

    /// A Contact that requests can be sent to; `*` and other schemes are none.
    static boolean isTarget(UriReading uri, byte[] b, AddressReading contact) {
        return uri.read(b, contact.uriFrom, contact.uriTo)
                && (uri.scheme == UriReading.Scheme.SIP || uri.scheme == UriReading.Scheme.SIPS)
                && !uri.hasHeaders;
    }

    /// @param b holds the number of ours from `dialledFrom` to `dialledTo`, for a call from outside
    void begin(boolean dialogFromInside, byte[] b, int dialledFrom, int dialledTo) {
        SipWriter plain = bench.capsules.plain;
        plain.clear();
        plain.put((char) (dialogFromInside ? 1 : 0));
        bench.capsules.add(b, dialledFrom, dialledTo);
    }

    /// In this order: target, far Call-ID, far party with its tag, near party without.
    void add(byte[] b, int from, int to) {
        bench.capsules.add(b, from, to);
    }

    void write(Protocol protocol) {
        SipWriter out = bench.out;
        out.put(HeaderList.CONTACT).put('k').put('-');
        SipWriter callId = bench.callId;
        bench.capsules.seal(Purpose.CONTACT_INNER, callId.bytes(), 0, callId.length(), out);
        out.put('@').put(bench.own(Side.INNER).contact(protocol)).put('>').line();
    }

    /// @param reversed in a response: the route set of the party that called ([RFC 3261, section
    ///   12.1.2](https://www.rfc-editor.org/rfc/rfc3261#section-12.1.2))
    void routes(boolean reversed, Protocol protocol) {
        int count = readRoutes();
        if (count <= 0) {
            return;
        }
        Capsules capsules = bench.capsules;
        byte[] b = bench.in.bytes();
        capsules.plain.clear();
        for (int i = 0; i < count; i++) {
            int at = reversed ? count - 1 - i : i;
            capsules.add(b, starts[at], ends[at]);
        }
        SipWriter out = bench.out;
        SipWriter callId = bench.callId;
        out.put(RECORD_ROUTE).put(bench.own(Side.INNER).contact(protocol)).put(LOOSE);
        capsules.seal(Purpose.ROUTE_INNER, callId.bytes(), 0, callId.length(), out);
        out.put('>').line();
    }

    private int readRoutes() {
        SipMessage message = bench.in.message;
        byte[] b = message.bytes();
        int count = 0;
        int index = message.first(HeaderName.RECORD_ROUTE);
        for (; index >= 0; index = message.next(index)) {
            int at = message.start(index);
            while (at < message.end(index)) {
                if (count == MOST_ROUTES || !entry.read(b, at, message.end(index), true)) {
                    return -1;
                }
                starts[count] = entry.start;
                ends[count++] = entry.end;
                at = entry.end + 1;
            }
        }
        return count;
    }
}
