package org.earshot.leaks;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/// The pieces of one IP packet.
final class Fragments {

    private static final int LONGEST = 65_535;

    private final BitSet known = new BitSet();
    private byte[] packet = new byte[2048];
    private int length = -1; // until the last piece came

    /// @return the whole, once there is no gap
    Optional<byte[]> add(int offset, boolean more, byte[] data, int from, int to) {
        int end = offset + to - from;
        if (end > LONGEST) {
            return Optional.empty();
        }
        if (end > packet.length) {
            packet = Arrays.copyOf(packet, Math.max(end, packet.length * 2));
        }
        System.arraycopy(data, from, packet, offset, to - from);
        known.set(offset, end);
        if (!more) {
            length = end;
        }
        return length >= 0 && known.nextClearBit(0) >= length
                ? Optional.of(Arrays.copyOf(packet, length))
                : Optional.empty();
    }
}
