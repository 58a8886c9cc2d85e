package org.earshot.shield;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.earshot.sip.Hop;
import org.earshot.sip.Protocol;
import org.earshot.sip.SipWriter;
import org.earshot.sip.UriReading;
import org.earshot.telephony.PhoneNumber;

/// What the parts of one proxy share while they work on one message: the message read, the message
/// written, keys, addresses. Nothing in it outlives the message but what is derived from settings.
/// Belongs to one thread.
final class Workbench {

    static final byte[] NOTHING = new byte[0];

    final ShieldLayout layout;
    final Identities identities;
    final Function<String, Optional<PhoneNumber>> numbers;
    final Dialled dialled;
    final DialRules rules;
    final Capsules capsules;
    final Own[] own;
    final Neighbours[] neighbours;
    final Incoming in = new Incoming();
    final SipWriter out = new SipWriter();

    /// The Call-ID on the side the message goes to.
    final SipWriter callId = new SipWriter();

    final SipWriter scratch = new SipWriter();
    final UriReading uri = new UriReading();
    final byte[] mac = new byte[16];

    /// Of the peers of the settings, no others.
    private final Map<Hop, byte[]> peerAddresses = new HashMap<>();

    Workbench(
            ShieldLayout layout,
            DialogKey key,
            Identities identities,
            Function<String, Optional<PhoneNumber>> numbers,
            DialRules rules) {
        this.layout = layout;
        this.identities = identities;
        this.numbers = numbers;
        this.rules = rules;
        dialled = new Dialled(layout.dialled());
        capsules = new Capsules(key);
        own = new Own[] {new Own(layout.outer()), new Own(layout.inner())};
        neighbours =
                new Neighbours[] {new Neighbours(layout.outer()), new Neighbours(layout.inner())};
    }

    Own own(Side side) {
        return own[side.ordinal()];
    }

    Neighbours neighbours(Side side) {
        return neighbours[side.ordinal()];
    }

    /// The peer for a call: with several servers its identifier chooses, and chooses the same for
    /// every message and every shield. Highest random weight, so that a server taken off the list
    /// moves no call of the others.
    Hop peer(Side side, byte[] call, int from, int to) {
        var peers = layout.edge(side).peers();
        if (peers.size() == 1) {
            return peers.getFirst();
        }
        long hash = 1469598103934665603L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ call[i]) * 1099511628211L;
        }
        Hop best = peers.getFirst();
        long most = Long.MIN_VALUE;
        for (Hop peer : peers) {
            long weight = mix(hash ^ peer.address().hashCode());
            if (weight > most) {
                most = weight;
                best = peer;
            }
        }
        return best;
    }

    private static long mix(long value) {
        long x = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }

    /// `host:port` of a peer, for the request URI.
    byte[] peerAddress(Hop hop) {
        return peerAddresses.computeIfAbsent(hop, Workbench::address);
    }

    private static byte[] address(Hop hop) {
        String host = Neighbours.text(hop.address().getAddress());
        String literal = host.indexOf(':') < 0 ? host : "[" + host + "]";
        String transport =
                hop.protocol() == Protocol.UDP
                        ? ""
                        : ";transport=" + hop.protocol().name().toLowerCase(Locale.ROOT);
        return SipWriter.ascii(literal + ":" + hop.address().getPort() + transport);
    }

    /// By how much the outside's CSeq and RSeq numbers are shifted inside: they are the outside's
    /// choice, and ten digits are enough for a telephone number.
    int shift(byte[] b, int from, int to) {
        capsules.mac(Purpose.SHIFT, b, from, to, mac);
        return (mac[0] & 0x7F) << 24 | (mac[1] & 0xFF) << 16 | (mac[2] & 0xFF) << 8 | mac[3] & 0xFF;
    }

    /// `g-` and the sealed tag.
    void sealTag(byte[] b, int from, int to, SipWriter into) {
        into.put('g').put('-');
        capsules.plain.clear();
        capsules.plain.put(b, from, to);
        capsules.seal(Purpose.TAG_INNER, NOTHING, 0, 0, into);
    }

    /// @return length of the tag of the outside in [Capsules#opened], or -1
    int openTag(byte[] b, int from, int to) {
        if (to - from < 3 || b[from] != 'g' || b[from + 1] != '-') {
            return -1;
        }
        return capsules.bind(Purpose.TAG_INNER, NOTHING, 0, 0).open(b, from + 2, to);
    }

    /// The inner Call-ID of a call from outside, into [#callId].
    void hashedCallId() {
        capsules.mac(Purpose.CALL_INNER, in.bytes(), in.callFrom, in.callTo, mac);
        callId.clear();
        callId.base32(mac, 0, mac.length);
    }

    /// The outer Call-ID of a call from inside, into [#callId].
    void sealedCallId(byte[] b, int from, int to) {
        capsules.plain.clear();
        Packing.pack(b, from, to, 0, 0, capsules.plain);
        callId.clear();
        capsules.seal(Purpose.CALL_OUTER, NOTHING, 0, 0, callId);
    }

    /// The inner Call-ID behind an outer one of a call from inside, into [#callId].
    boolean openCallId(byte[] b, int from, int to) {
        int length = capsules.bind(Purpose.CALL_OUTER, NOTHING, 0, 0).open(b, from, to);
        callId.clear();
        return length > 2 && Packing.unpack(capsules.opened(), 2, length, NOTHING, callId);
    }
}
