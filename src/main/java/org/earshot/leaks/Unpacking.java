package org.earshot.leaks;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates what follows a signature, as far as it can be inflated, into a search of its own. A
/// signature met by chance ends at the first thing that is no deflate (RFC 1951).
final class Unpacking implements AutoCloseable {

    /// Longer headers are no headers: names and comments of archives are short.
    private static final int LONGEST_HEADER = 64 << 10;

    private static final int FIRST = 256;
    private static final int BLOCK = 16 << 10;

    private final Inflaters inflaters;
    private final Packing packing;
    private final Search target;
    private final Inflater inflater;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream(64);
    private byte[] plain = {};
    private boolean inHeader;
    private boolean closed;

    /// @param target gets what is inside; closed with this
    Unpacking(Packing packing, Search target, Inflaters inflaters) {
        this.packing = packing;
        this.target = target;
        this.inflaters = inflaters;
        this.inflater = inflaters.take();
        this.inHeader = packing == Packing.GZIP || packing == Packing.ZIP_ENTRY;
    }

    /// @param block what follows the signature
    /// @return whether more is wanted
    boolean accept(byte[] block, int from, int to) {
        boolean more = inHeader ? acceptHeader(block, from, to) : inflate(block, from, to);
        if (!more) {
            close();
        }
        return more;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            inflaters.giveBack(inflater);
            target.close();
        }
    }

    private boolean acceptHeader(byte[] block, int from, int to) {
        int before = header.size();
        int taken = Math.min(to - from, LONGEST_HEADER - before);
        header.write(block, from, taken);
        int length = PackingHeader.length(packing, header.toByteArray());
        if (length == PackingHeader.INCOMPLETE) {
            return header.size() < LONGEST_HEADER;
        }
        if (length == PackingHeader.WRONG) {
            return false;
        }
        inHeader = false;
        return inflate(block, from + length - before, to);
    }

    private boolean inflate(byte[] block, int from, int to) {
        inflater.setInput(block, from, to - from);
        if (plain.length == 0) {
            plain = new byte[FIRST]; // most are met by chance and end here
        }
        try {
            while (true) {
                int length = inflater.inflate(plain);
                if (length > 0) {
                    target.accept(plain, 0, length);
                    plain = length == FIRST ? new byte[BLOCK] : plain;
                } else if (inflater.finished() || inflater.needsDictionary()) {
                    return false;
                } else if (inflater.needsInput()) {
                    return true;
                }
            }
        } catch (DataFormatException chance) {
            return false;
        }
    }
}
