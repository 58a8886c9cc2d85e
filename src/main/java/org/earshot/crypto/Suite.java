package org.earshot.crypto;

/// The algorithms of one sealed value. Its id is the first byte of everything sealed; a reader
/// opens the suites of this list and negotiates nothing.
enum Suite {
    /// AES-256-GCM with a random 96-bit nonce; files by C2SP chunked encryption.
    INTL_256((byte) 1);

    private final byte id;

    Suite(byte id) {
        this.id = id;
    }

    byte id() {
        return id;
    }

    static Suite of(byte id) {
        for (Suite suite : values()) {
            if (suite.id == id) {
                return suite;
            }
        }
        throw new TamperedException("Sealed data names suite " + id + ", which is not known here");
    }
}
