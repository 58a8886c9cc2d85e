package org.earshot.recording;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.earshot.crypto.ChunkedEncryption;
import org.earshot.crypto.TamperedException;

/// One place in a journal: up to a second of one leg in A-law, or the manifest. Sealed as a message
/// of its own, for its place (recording, file, number), it fills two blocks of 4 KiB: a torn write
/// cannot harm its neighbour, its size says nothing, and place follows from number.
///
/// ```
/// version 1 | kind 1 | leg 1 | runs 1 | length 2 | 2 unused | generation 4 | first sample 8 |
/// up to four runs (from 8, offset 8) | unused up to 120 | body 8,000
/// ```
///
/// @param generation tells apart the legs of a call before and after a restart of the core
/// @param first number of the first sample, counted from the beginning of this leg and generation
/// @param runs the newest runs of the leg; later slots correct earlier ones
record Slot(
        Kind kind,
        Leg leg,
        int generation,
        long first,
        List<LegTimeline.Run> runs,
        ByteBuffer body) {

    enum Kind {
        AUDIO('A'),
        MANIFEST('M');

        private final char code;

        Kind(char code) {
            this.code = code;
        }
    }

    static final int BODY_BYTES = Samples.PER_SECOND;
    static final int SEALED_BYTES = 8_192;
    static final int MOST_RUNS = 4;
    private static final int META_BYTES =
            SEALED_BYTES - ChunkedEncryption.SHORT_OVERHEAD - BODY_BYTES;
    private static final byte VERSION = 1;

    static Slot manifest(byte[] body) {
        return new Slot(Kind.MANIFEST, Leg.CALLER, 0, 0, List.of(), ByteBuffer.wrap(body));
    }

    int length() {
        return body.remaining();
    }

    byte[] bytes() {
        var bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }

    byte[] seal(ChunkedEncryption files, Place place) {
        var out = ByteBuffer.allocate(META_BYTES + BODY_BYTES);
        out.put(VERSION).put((byte) kind.code).put(leg.code());
        out.put((byte) runs.size()).putShort((short) length()).putShort((short) 0);
        out.putInt(generation).putLong(first);
        for (var run : runs) {
            out.putLong(run.from()).putLong(run.offset());
        }
        out.position(META_BYTES).put(body.duplicate());
        return files.seal(place.context(), out.array());
    }

    /// @throws TamperedException when it was altered, torn, or belongs to another place
    static Slot open(ChunkedEncryption files, Place place, byte[] sealed) {
        var in = ByteBuffer.wrap(files.open(place.context(), sealed));
        byte version = in.get();
        if (version != VERSION) {
            throw new TamperedException(
                    "Journal of version " + version + ", this reads " + VERSION);
        }
        Kind kind = kind(in.get());
        Leg leg = leg(in.get());
        int runCount = in.get();
        int length = Short.toUnsignedInt(in.getShort());
        in.getShort();
        int generation = in.getInt();
        long first = in.getLong();
        var runs = new ArrayList<LegTimeline.Run>();
        for (int i = 0; i < runCount; i++) {
            runs.add(new LegTimeline.Run(in.getLong(), in.getLong()));
        }
        return new Slot(kind, leg, generation, first, runs, in.slice(META_BYTES, length));
    }

    private static Kind kind(byte code) {
        for (Kind kind : Kind.values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new TamperedException("Unknown kind of slot: " + code);
    }

    private static Leg leg(byte code) {
        for (Leg leg : Leg.values()) {
            if (leg.code() == code) {
                return leg;
            }
        }
        throw new TamperedException("Unknown leg: " + code);
    }

    /// Where a slot belongs. Bound into its seal: no slot can be moved, repeated or passed off as
    /// one of another recording.
    record Place(UUID recording, int file, int number) {

        byte[] context() {
            byte[] label = "earshot recording slot v1".getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.allocate(label.length + 24)
                    .put(label)
                    .putLong(recording.getMostSignificantBits())
                    .putLong(recording.getLeastSignificantBits())
                    .putInt(file)
                    .putInt(number)
                    .array();
        }
    }
}
