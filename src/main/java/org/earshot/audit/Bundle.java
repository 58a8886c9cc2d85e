package org.earshot.audit;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Entries in a file, each behind two bytes of length ([tlog-tiles](https://c2sp.org/tlog-tiles)).
final class Bundle {

    static final int MAX_ENTRY = 0xFFFF;

    private Bundle() {}

    static byte[] write(List<byte[]> entries) {
        var out = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > MAX_ENTRY) {
                throw new NotALog("an entry has at most 65,535 bytes, not " + entry.length);
            }
            out.write(entry.length >> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /// @throws NotALog when it does not hold as many entries as its name says
    static List<byte[]> read(Tile tile, byte[] file) {
        var in = ByteBuffer.wrap(file);
        var entries = new ArrayList<byte[]>(tile.width());
        try {
            while (entries.size() < tile.width()) {
                var entry = new byte[Short.toUnsignedInt(in.getShort())];
                in.get(entry);
                entries.add(entry);
            }
        } catch (BufferUnderflowException _) {
            throw new NotALog(
                    "%s ends after entry %d of %d"
                            .formatted(tile.path(), entries.size(), tile.width()));
        }
        if (in.hasRemaining()) {
            throw new NotALog("%s holds more than %d entries".formatted(tile.path(), tile.width()));
        }
        return entries;
    }
}
