package org.earshot.audit;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;

/// An [Act] as bytes: a CBOR array in deterministic encoding ([RFC 8949
/// §4.2](https://www.rfc-editor.org/rfc/rfc8949#section-4.2)) of version, id, microseconds since
/// 1970, act, actor, kind, object, commitment and sealed details.
final class LeafCodec {

    private static final int VERSION = 1;
    private static final int FIELDS = 9;
    private static final int UNSIGNED = 0;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;

    private LeafCodec() {}

    static byte[] write(Act act) {
        var out = new ByteArrayOutputStream();
        head(out, ARRAY, FIELDS);
        head(out, UNSIGNED, VERSION);
        bytes(out, uuid(act.id()));
        head(out, UNSIGNED, ChronoUnit.MICROS.between(Instant.EPOCH, act.at()));
        text(out, act.deed().what());
        text(out, act.deed().who().toString());
        text(out, act.deed().kind());
        text(out, act.deed().object());
        bytes(out, act.commitment());
        bytes(out, act.sealed());
        return out.toByteArray();
    }

    /// @throws NotALog when it is no leaf as [#write] makes them, byte for byte
    static Act read(byte[] leaf) {
        var in = ByteBuffer.wrap(leaf);
        try {
            long fields = head(in, ARRAY);
            long version = head(in, UNSIGNED);
            if (fields == FIELDS && version == VERSION) {
                Act act = act(in);
                if (Arrays.equals(write(act), leaf)) {
                    return act;
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            // said below
        }
        throw new NotALog("%d bytes are no leaf of this log".formatted(leaf.length));
    }

    private static Act act(ByteBuffer in) {
        var id = ByteBuffer.wrap(bytes(in, BYTES));
        var key = new UUID(id.getLong(), id.getLong());
        var at = Instant.EPOCH.plus(head(in, UNSIGNED), ChronoUnit.MICROS);
        String what = text(in);
        Actor who = actor(text(in));
        var deed = new Deed(what, who, text(in), text(in));
        return new Act(key, at, deed, bytes(in, BYTES), bytes(in, BYTES));
    }

    private static Actor actor(String text) {
        int colon = text.indexOf(':');
        String name = text.substring(colon + 1);
        return text.startsWith("staff:")
                ? new Actor.Staff(UUID.fromString(name))
                : new Actor.Component(name);
    }

    private static byte[] uuid(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(out, TEXT, bytes.length);
        out.writeBytes(bytes);
    }

    private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
        head(out, BYTES, bytes.length);
        out.writeBytes(bytes);
    }

    /// The major type and the shortest form of its argument.
    private static void head(ByteArrayOutputStream out, int type, long value) {
        if (value < 24) {
            out.write(type << 5 | (int) value);
            return;
        }
        int size = value < 1L << 8 ? 0 : value < 1L << 16 ? 1 : value < 1L << 32 ? 2 : 3;
        out.write(type << 5 | 24 + size);
        for (int shift = (8 << size) - 8; shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in, TEXT), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int type) {
        long length = head(in, type);
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private static long head(ByteBuffer in, int type) {
        int first = Byte.toUnsignedInt(in.get());
        int argument = first & 0x1F;
        if (first >> 5 != type || argument > 27) {
            throw new IllegalArgumentException("not the type expected");
        }
        if (argument < 24) {
            return argument;
        }
        long value = 0;
        for (int left = 1 << argument - 24; left > 0; left--) {
            value = value << 8 | Byte.toUnsignedLong(in.get());
        }
        return value;
    }
}
