package org.earshot.audio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Walks the chunks of one RIFF/WAVE stream. A length is never believed before the bytes are there.
final class WavReader {

    static final int PCM = 1;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;

    /// Left in the header by a writer that was killed (Asterisk) or that streams (ffmpeg, sox).
    private static final long NOT_FILLED_IN = 0xFFFF_FFFFL;

    private static final int LONGEST_FORMAT = 4096;

    private final InputStream in;
    private final String name;
    private @Nullable Format format;

    private record Format(int tag, int channels, int hz, int bits) {}

    private WavReader(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    static Sound read(InputStream in, String name) throws IOException {
        return new WavReader(in, name).sound();
    }

    private Sound sound() throws IOException {
        byte[] start = in.readNBytes(12);
        if (start.length == 0) {
            throw unreadable("is empty; save it again");
        }
        if (start.length < 12 || !text(start, 0).equals("RIFF") || !text(start, 8).equals("WAVE")) {
            throw unreadable("is not a WAV file; save it as WAV, 16-bit PCM");
        }
        while (true) {
            byte[] head = in.readNBytes(8);
            if (head.length < 8) {
                throw unreadable("holds no sound data; save it again");
            }
            long size = Integer.toUnsignedLong(little(head).getInt(4));
            switch (text(head, 0)) {
                case "fmt " -> format = format(size);
                case "data" -> {
                    return sound(data(size));
                }
                default -> skip(size + size % 2); // chunks are padded to even length
            }
        }
    }

    private void skip(long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw unreadable("is cut off inside its header; copy it again");
        }
    }

    private Format format(long size) throws IOException {
        if (size < 16 || size > LONGEST_FORMAT) {
            throw unreadable("has a broken format header; save it again");
        }
        byte[] bytes = in.readNBytes((int) (size + size % 2));
        if (bytes.length < size) {
            throw unreadable("is cut off inside its header; copy it again");
        }
        ByteBuffer fields = little(bytes);
        int tag = Short.toUnsignedInt(fields.getShort(0));
        if (tag == EXTENSIBLE && size >= 26) {
            tag =
                    Short.toUnsignedInt(
                            fields.getShort(24)); // the sub-format begins with the old tag
        }
        return new Format(
                tag,
                Short.toUnsignedInt(fields.getShort(2)),
                fields.getInt(4),
                Short.toUnsignedInt(fields.getShort(14)));
    }

    private byte[] data(long size) throws IOException {
        if (size == 0 || size == NOT_FILLED_IN) {
            return in.readAllBytes();
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw unreadable("is larger than 2 GB; cut it into parts");
        }
        byte[] bytes = in.readNBytes((int) size);
        if (bytes.length < size) {
            throw unreadable(
                    "is cut off (%d of %d bytes are there); copy it again"
                            .formatted(bytes.length, size));
        }
        return bytes;
    }

    private Sound sound(byte[] data) throws UnreadableAudio {
        Format form = format;
        if (form == null) {
            throw unreadable("has its sound before its format header; save it again");
        }
        if (form.channels < 1 || form.channels > 8 || form.hz < 1 || form.hz > 384_000) {
            throw unreadable(
                    "claims %d channels at %d Hz; save it as mono, 8000 Hz"
                            .formatted(form.channels, form.hz));
        }
        int whole = data.length - data.length % (form.channels * Math.max(1, form.bits / 8));
        byte[] frames = whole == data.length ? data : Arrays.copyOf(data, whole);
        return new Sound(form.hz, form.channels, samples(form, frames));
    }

    private short[] samples(Format form, byte[] data) throws UnreadableAudio {
        if (form.tag == PCM && form.bits == 16) {
            return Pcm.shorts(data);
        }
        if (form.tag == PCM && form.bits == 8) {
            return fromUnsignedBytes(data);
        }
        if (form.tag == A_LAW && form.bits == 8) {
            return G711.decodeALaw(data);
        }
        if (form.tag == MU_LAW && form.bits == 8) {
            return G711.decodeMuLaw(data);
        }
        throw unreadable(
                "is coded as WAV format %d with %d bits, which is not supported; save it as 16-bit PCM"
                        .formatted(form.tag, form.bits));
    }

    private static short[] fromUnsignedBytes(byte[] data) {
        short[] samples = new short[data.length];
        for (int i = 0; i < data.length; i++) {
            samples[i] = (short) (((data[i] & 0xFF) - 128) << 8);
        }
        return samples;
    }

    private UnreadableAudio unreadable(String what) {
        return new UnreadableAudio(name + " " + what + ".");
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(byte[] bytes, int from) {
        return new String(bytes, from, 4, StandardCharsets.ISO_8859_1);
    }
}
