package org.earshot.caller;

import java.nio.ByteBuffer;
import java.util.Optional;

/// One RTP packet ([RFC 3550, section 5.1](https://www.rfc-editor.org/rfc/rfc3550#section-5.1)).
@SuppressWarnings("ArrayRecordComponent") // never compared
record RtpPacket(
        int payloadType, boolean marker, int sequence, int timestamp, int ssrc, byte[] payload) {

    /// A-law, 8000 Hz ([RFC 3551, table 4](https://www.rfc-editor.org/rfc/rfc3551#section-6)).
    static final int PCMA = 8;

    private static final int HEADER_BYTES = 12;
    private static final int VERSION_2 = 0x80;

    ByteBuffer encode() {
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .put((byte) VERSION_2)
                .put((byte) (payloadType | (marker ? 0x80 : 0)))
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(ssrc)
                .put(payload)
                .flip();
    }

    /// Reads what remains of `datagram`; empty when it is no RTP packet.
    static Optional<RtpPacket> parse(ByteBuffer datagram) {
        if (datagram.remaining() < HEADER_BYTES) {
            return Optional.empty();
        }
        int first = datagram.get() & 0xFF;
        int second = datagram.get() & 0xFF;
        int sequence = Short.toUnsignedInt(datagram.getShort());
        int timestamp = datagram.getInt();
        int ssrc = datagram.getInt();
        int length = payloadLength(datagram, first);
        if ((first & 0xC0) != VERSION_2 || length < 0) {
            return Optional.empty();
        }
        byte[] payload = new byte[length];
        datagram.get(payload);
        return Optional.of(
                new RtpPacket(
                        second & 0x7F, (second & 0x80) != 0, sequence, timestamp, ssrc, payload));
    }

    /// Steps over contributing sources and an extension, and takes off the padding; negative when
    /// they claim more than there is.
    private static int payloadLength(ByteBuffer datagram, int first) {
        int skip = (first & 0x0F) * 4;
        if ((first & 0x10) != 0) {
            int extension = datagram.position() + skip;
            if (extension + 4 > datagram.limit()) {
                return -1;
            }
            skip += 4 + 4 * Short.toUnsignedInt(datagram.getShort(extension + 2));
        }
        if (skip > datagram.remaining()) {
            return -1;
        }
        datagram.position(datagram.position() + skip);
        boolean padded = (first & 0x20) != 0 && datagram.hasRemaining();
        int padding = padded ? datagram.get(datagram.limit() - 1) & 0xFF : 0;
        return datagram.remaining() - padding;
    }
}
