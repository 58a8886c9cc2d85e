package org.earshot.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/// Random bytes, and blocks with a length before them.
final class Bytes {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Bytes() {}

    static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// Reads one block of a [Writer].
    ///
    /// @throws TamperedException when there are fewer bytes than announced
    static byte[] block(ByteBuffer in) {
        try {
            var block = new byte[Short.toUnsignedInt(in.getShort())];
            in.get(block);
            return block;
        } catch (BufferUnderflowException _) {
            throw new TamperedException("Sealed data ends too early");
        }
    }

    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Writer raw(byte... bytes) {
            out.writeBytes(bytes);
            return this;
        }

        /// Two bytes of length, then the bytes.
        Writer block(byte[] bytes) {
            if (bytes.length > 0xFFFF) {
                throw new IllegalArgumentException("A block has at most 65,535 bytes");
            }
            out.write(bytes.length >> 8);
            out.write(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        byte[] toByteArray() {
            return out.toByteArray();
        }
    }
}
