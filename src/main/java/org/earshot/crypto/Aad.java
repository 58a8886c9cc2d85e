package org.earshot.crypto;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Where a sealed value belongs. It is bound into the seal, so a value moved to another row, column
/// or table no longer opens.
///
/// @param row the row's key, as text
public record Aad(String table, String column, String row) {

    /// Suite and epoch join in, each part preceded by its length so that no two lists of parts give
    /// the same bytes.
    byte[] bytes(Suite suite, String epoch) {
        return lengthPrefixed(List.of("earshot field v1", suite.name(), epoch, table, column, row));
    }

    static byte[] lengthPrefixed(List<String> parts) {
        var out = new Bytes.Writer();
        for (String part : parts) {
            out.block(part.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
