package org.earshot.recording;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 over what was added so far; may be asked in between.
final class Sha256 {

    private final MessageDigest digest;

    Sha256() {
        this.digest = fresh();
    }

    void add(byte[] bytes) {
        digest.update(bytes);
    }

    ByteBuffer sofar() {
        try {
            var copy = (MessageDigest) digest.clone();
            return ByteBuffer.wrap(copy.digest());
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("SHA-256 of this Java cannot be copied", impossible);
        }
    }

    static ByteBuffer of(byte[] bytes) {
        return ByteBuffer.wrap(fresh().digest(bytes));
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
        }
    }
}
