package org.earshot.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/// 16-bit linear samples as little-endian bytes (Asterisk's `slin`, WAV) and back.
public final class Pcm {

    private Pcm() {}

    /// @throws IllegalArgumentException when a byte is left over
    public static short[] shorts(byte[] littleEndian) {
        if (littleEndian.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "16-bit samples need an even number of bytes, got " + littleEndian.length);
        }
        short[] samples = new short[littleEndian.length / 2];
        ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    public static byte[] bytes(short[] samples) {
        byte[] littleEndian = new byte[samples.length * 2];
        ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples);
        return littleEndian;
    }

    /// How long `samples` last at `hz`, rounded down to the nanosecond.
    public static Duration duration(long samples, int hz) {
        return Duration.ofSeconds(samples / hz, samples % hz * 1_000_000_000L / hz);
    }

    /// How many samples at `hz` `length` holds, rounded down; a microsecond of slack undoes the
    /// rounding of [#duration].
    public static long samples(Duration length, int hz) {
        long nanos = length.getNano() + 1000L;
        return length.getSeconds() * hz + nanos * hz / 1_000_000_000L;
    }
}
