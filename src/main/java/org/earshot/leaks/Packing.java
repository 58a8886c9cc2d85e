package org.earshot.leaks;

/// Compressed formats that are unpacked wherever they begin.
enum Packing {
    /// RFC 1952
    GZIP,
    /// RFC 1950
    ZLIB,
    /// RFC 1951, without any header
    DEFLATE,
    /// One entry of a ZIP file (APPNOTE 4.3.7)
    ZIP_ENTRY;

    String words() {
        return switch (this) {
            case GZIP -> "gzip";
            case ZLIB -> "zlib";
            case DEFLATE -> "deflate";
            case ZIP_ENTRY -> "zip entry";
        };
    }
}
