package org.earshot.leaks;

/// How many octets stand between a signature and the deflate stream.
final class PackingHeader {

    static final int INCOMPLETE = -1;
    static final int WRONG = -2;

    private static final int DEFLATED = 8; // APPNOTE 4.4.5
    private static final int ZIP_FIXED = 26; // local file header without its signature

    private PackingHeader() {}

    /// @param after what follows the signature, as far as it is known
    static int length(Packing packing, byte[] after) {
        return switch (packing) {
            case ZLIB, DEFLATE -> 0;
            case GZIP -> gzip(after);
            case ZIP_ENTRY -> zipEntry(after);
        };
    }

    /// RFC 1952, 2.3: flags, time, extra flags, system; then what the flags say.
    private static int gzip(byte[] after) {
        if (after.length < 7) {
            return INCOMPLETE;
        }
        int flags = after[0];
        if ((flags & 0xe0) != 0) {
            return WRONG; // "must be zero"
        }
        int at = 7;
        if ((flags & 4) != 0) {
            if (after.length < at + 2) {
                return INCOMPLETE;
            }
            at += 2 + word(after, at);
        }
        for (int text = (flags >> 3) & 3; text != 0; text &= (text - 1)) { // name, comment
            at = afterZero(after, at);
            if (at == INCOMPLETE) {
                return INCOMPLETE;
            }
        }
        if ((flags & 2) != 0) {
            at += 2;
        }
        return after.length < at ? INCOMPLETE : at;
    }

    private static int zipEntry(byte[] after) {
        if (after.length < ZIP_FIXED) {
            return INCOMPLETE;
        }
        if (word(after, 4) != DEFLATED) {
            return WRONG; // stored: lies there in the clear
        }
        int length = ZIP_FIXED + word(after, 22) + word(after, 24);
        return after.length < length ? INCOMPLETE : length;
    }

    private static int afterZero(byte[] after, int from) {
        for (int at = from; at < after.length; at++) {
            if (after[at] == 0) {
                return at + 1;
            }
        }
        return INCOMPLETE;
    }

    private static int word(byte[] after, int at) {
        return (after[at] & 0xff) | ((after[at + 1] & 0xff) << 8);
    }
}
