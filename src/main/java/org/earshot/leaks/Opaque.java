package org.earshot.leaks;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Formats this scanner cannot unpack: said in the report, lest silence is taken for clean.
final class Opaque {

    private static final int LONGEST_MAGIC = 6;

    private static final Map<String, String> NAMES =
            Map.of(
                    "28b52ffd", "Zstandard",
                    "fd377a585a00", "xz",
                    "425a68", "bzip2",
                    "04224d18", "LZ4",
                    "377abcaf271c", "7-Zip",
                    "526172211a07", "RAR");

    private Opaque() {}

    /// @param block the beginning of a stream
    static Optional<String> name(byte[] block, int from, int to) {
        String start = HexFormat.of().formatHex(block, from, Math.min(to, from + LONGEST_MAGIC));
        return NAMES.entrySet().stream()
                .filter(format -> start.startsWith(format.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
