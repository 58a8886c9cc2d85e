package org.earshot.recording;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.earshot.crypto.Aad;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.crypto.TamperedException;
import org.earshot.telephony.CallId;

/// The first block of every journal: all that is needed to read it and to adopt a recording the
/// database never heard of. Which call it is of is sealed too.
///
/// ```
/// EARSHOTR 8 | version 1 | length 2, wrapped data key | length 2, sealed fields | zeros up to 4,096
/// ```
///
/// It stands there twice, so that one bad block does not cost the whole recording.
record Header(UUID id, CallId call, Instant answeredAt) {

    static final int BYTES = Slot.SEALED_BYTES;
    private static final int COPIES = 2;
    private static final int COPY_BYTES = BYTES / COPIES;
    private static final byte[] MAGIC = "EARSHOTR".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;

    /// With its key.
    record Opened(Header header, DataKey key) {}

    ByteBuffer seal(DataKey key, int file) {
        var fields = ByteBuffer.allocate(28);
        fields.putLong(call.value().getMostSignificantBits());
        fields.putLong(call.value().getLeastSignificantBits());
        fields.putLong(answeredAt.getEpochSecond()).putInt(answeredAt.getNano());
        byte[] sealed = key.seal(place(id, file), fields.array());
        byte[] wrapped = key.wrapped();
        var out = ByteBuffer.allocate(BYTES);
        for (int copy = 0; copy < COPIES; copy++) {
            out.position(copy * COPY_BYTES);
            out.put(MAGIC).put(VERSION);
            out.putShort((short) wrapped.length).put(wrapped);
            out.putShort((short) sealed.length).put(sealed);
        }
        return out.rewind();
    }

    /// @throws TamperedException when neither copy is whole
    static Opened open(KeyService keys, UUID id, int file, byte[] block) {
        try {
            return openCopy(keys, id, file, ByteBuffer.wrap(block, 0, COPY_BYTES));
        } catch (TamperedException | KeysUnavailable _) {
            // A bit changed in a wrapped key may make it name a bucket that was never there.
            return openCopy(keys, id, file, ByteBuffer.wrap(block, COPY_BYTES, COPY_BYTES));
        }
    }

    private static Opened openCopy(KeyService keys, UUID id, int file, ByteBuffer in) {
        try {
            var magic = new byte[MAGIC.length];
            in.get(magic);
            if (!Arrays.equals(magic, MAGIC) || in.get() != VERSION) {
                throw new TamperedException("Not the header of a recording");
            }
            var key = keys.unwrap(block(in));
            var fields = ByteBuffer.wrap(key.open(place(id, file), block(in)));
            var call = new CallId(new UUID(fields.getLong(), fields.getLong()));
            var answeredAt = Instant.ofEpochSecond(fields.getLong(), fields.getInt());
            return new Opened(new Header(id, call, answeredAt), key);
        } catch (BufferUnderflowException _) {
            throw new TamperedException("The header of a recording is cut off");
        }
    }

    private static byte[] block(ByteBuffer in) {
        var block = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(block);
        return block;
    }

    private static Aad place(UUID id, int file) {
        return new Aad("recording journal", "header", id + "/" + file);
    }
}
