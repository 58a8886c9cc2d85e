package org.earshot.shield;

import org.earshot.sip.AddressReading;
import org.earshot.sip.Protocol;
import org.earshot.sip.SipWriter;

/// Our Contact towards the carrier. Of a call from outside it is the number dialled, for everything
/// else can be computed again; of a call from inside it is a capsule.
final class OuterContact {

    private final Workbench bench;

    OuterContact(Workbench bench) {
        this.bench = bench;
    }

    void plain(byte[] b, int dialledFrom, int dialledTo, Protocol protocol) {
        SipWriter out = bench.out;
        out.put(HeaderList.CONTACT).put(b, dialledFrom, dialledTo).put('@');
        out.put(bench.own(Side.OUTER).contact(protocol)).put('>').line();
    }

    /// Seals the Contact in hand and the two parties as the inside writes them, under the outer
    /// Call-ID.
    void sealed(AddressReading local, AddressReading remote, Protocol protocol) {
        Incoming in = bench.in;
        byte[] b = in.bytes();
        SipWriter plain = bench.capsules.plain;
        plain.clear();
        Packing.pack(b, in.contact.uriFrom, in.contact.uriTo, 0, 0, plain);
        Packing.pack(b, local.start, Incoming.endOfParty(local), 0, 0, plain);
        Packing.pack(b, remote.start, Incoming.endOfParty(remote), 0, 0, plain);
        SipWriter out = bench.out;
        SipWriter callId = bench.callId;
        out.put(HeaderList.CONTACT).put('k').put('-');
        bench.capsules.seal(Purpose.CONTACT_OUTER, callId.bytes(), 0, callId.length(), out);
        out.put('@').put(bench.own(Side.OUTER).contact(protocol)).put('>').line();
    }
}
