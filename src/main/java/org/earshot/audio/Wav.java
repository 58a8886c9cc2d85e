package org.earshot.audio;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// WAV files: reads 8 and 16-bit PCM, A-law and µ-law; writes 16-bit PCM.
public final class Wav {

    private static final int HEADER_BYTES = 44;

    private Wav() {}

    /// @throws UnreadableAudio with a sentence naming the file, when it is no WAV we can read
    public static Sound read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return WavReader.read(in, "The sound file " + file);
        }
    }

    /// @throws UnreadableAudio when this is no WAV we can read
    public static Sound read(InputStream in) throws IOException {
        return WavReader.read(in, "The sound");
    }

    public static void write(Path file, Sound sound) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(out, sound);
        }
    }

    /// Writes the whole file; leaves `out` open.
    public static void write(OutputStream out, Sound sound) throws IOException {
        long bytes = 2L * sound.samples().length;
        if (bytes > Integer.MAX_VALUE - HEADER_BYTES) {
            throw new IllegalArgumentException(
                    sound + " is too long for one WAV file; write it in parts");
        }
        out.write(header(sound, (int) bytes));
        out.write(Pcm.bytes(sound.samples()));
        out.flush();
    }

    private static byte[] header(Sound sound, int bytes) {
        int frame = 2 * sound.channels();
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(HEADER_BYTES - 8 + bytes)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) WavReader.PCM)
                .putShort((short) sound.channels())
                .putInt(sound.sampleRateHz())
                .putInt(sound.sampleRateHz() * frame)
                .putShort((short) frame)
                .putShort((short) 16)
                .put(ascii("data"))
                .putInt(bytes)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
