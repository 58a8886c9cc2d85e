package org.earshot.leaks;

import org.jspecify.annotations.Nullable;

/// Finds where something packed begins, across blocks. Four octets suffice to tell.
final class Signatures {

    /// Called back with the packing and where its signature ends.
    interface Begun {
        void at(Packing packing, int length, int next);
    }

    private int last; // the last four octets, the newest lowest
    private int known;

    void search(byte[] block, int from, int to, Begun begun) {
        for (int i = from; i < to; i++) {
            byte octet = block[i];
            last = (last << 8) | (octet & 0xff);
            if (octet == 0x08 || octet == 0x04 || isZlibLevel(octet)) {
                tell(Math.min(4, known + i - from + 1), i + 1, begun);
            }
        }
        known = Math.min(4, known + to - from);
    }

    private void tell(int octets, int next, Begun begun) {
        Packing packing = packing(octets);
        if (packing != null) {
            begun.at(packing, length(packing), next);
        }
    }

    private @Nullable Packing packing(int octets) {
        if (octets >= 4 && last == 0x504b0304) {
            return Packing.ZIP_ENTRY;
        }
        if (octets >= 3 && (last & 0xffffff) == 0x1f8b08) {
            return Packing.GZIP;
        }
        return octets >= 2 && ((last >> 8) & 0xff) == 0x78 && isZlibLevel((byte) last)
                ? Packing.ZLIB
                : null;
    }

    /// With 0x78 before, divisible by 31; the level is where they differ (RFC 1950, 2.2).
    private static boolean isZlibLevel(byte octet) {
        return octet == 0x01 || octet == 0x5e || octet == (byte) 0x9c || octet == (byte) 0xda;
    }

    private static int length(Packing packing) {
        return switch (packing) {
            case ZIP_ENTRY -> 4;
            case GZIP -> 3;
            case ZLIB -> 2;
            case DEFLATE -> 0;
        };
    }
}
