package org.earshot.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Where a sealed value belongs. It is bound into the seal, so a value moved to another row, column
/// or table no longer opens.
///
/// @param row the row's key, as text
public record Aad(String table, String column, String row) {

    /// Suite and epoch join in, each part preceded by its length so that no two lists of parts give
    /// the same bytes.
    byte[] bytes(Suite suite, String epoch) {
        return after(prefix(suite, epoch));
    }

    /// What is the same for every value of one key.
    static byte[] prefix(Suite suite, String epoch) {
        return lengthPrefixed(List.of("earshot field v1", suite.name(), epoch));
    }

    /// One array, because this is done for every field.
    byte[] after(byte[] prefix) {
        byte[] first = table.getBytes(StandardCharsets.UTF_8);
        byte[] second = column.getBytes(StandardCharsets.UTF_8);
        byte[] third = row.getBytes(StandardCharsets.UTF_8);
        int length = prefix.length + first.length + second.length + third.length;
        byte[] all = Arrays.copyOf(prefix, length + 3 * Short.BYTES);
        int at = put(all, prefix.length, first);
        at = put(all, at, second);
        put(all, at, third);
        return all;
    }

    private static int put(byte[] all, int at, byte[] block) {
        if (block.length > 0xFFFF) {
            throw new IllegalArgumentException("A block has at most 65,535 bytes");
        }
        all[at] = (byte) (block.length >> 8);
        all[at + 1] = (byte) block.length;
        System.arraycopy(block, 0, all, at + 2, block.length);
        return at + 2 + block.length;
    }

    static byte[] lengthPrefixed(List<String> parts) {
        var out = new Bytes.Writer();
        for (String part : parts) {
            out.block(part.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
