package org.earshot.audio;

/// A-law and µ-law, the two codings of the telephone network ([ITU-T
/// G.711](https://www.itu.int/rec/T-REC-G.711)): eight bits a sample, a sign, three bits of segment
/// and four of position in it.
public final class G711 {

    /// The A-law code nearest to silence.
    public static final byte A_LAW_SILENCE = (byte) 0xD5;

    /// "inverting the even bits", G.711 table 1a.
    private static final int A_LAW_INVERT = 0x55;

    private static final int MU_LAW_BIAS = 0x84;
    private static final int MU_LAW_CLIP = 0x7FFF - MU_LAW_BIAS;

    private static final byte[] TO_A_LAW = new byte[1 << 16];
    private static final byte[] TO_MU_LAW = new byte[1 << 16];
    private static final short[] FROM_A_LAW = new short[256];
    private static final short[] FROM_MU_LAW = new short[256];

    static {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            TO_A_LAW[sample & 0xFFFF] = aLaw(sample);
            TO_MU_LAW[sample & 0xFFFF] = muLaw(sample);
        }
        for (int code = 0; code < 256; code++) {
            FROM_A_LAW[code] = fromALaw(code);
            FROM_MU_LAW[code] = fromMuLaw(code);
        }
    }

    private G711() {}

    public static byte[] encodeALaw(short[] samples) {
        return encode(samples, TO_A_LAW);
    }

    public static short[] decodeALaw(byte[] codes) {
        return decode(codes, FROM_A_LAW);
    }

    public static byte[] encodeMuLaw(short[] samples) {
        return encode(samples, TO_MU_LAW);
    }

    public static short[] decodeMuLaw(byte[] codes) {
        return decode(codes, FROM_MU_LAW);
    }

    private static byte[] encode(short[] samples, byte[] table) {
        byte[] codes = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            codes[i] = table[samples[i] & 0xFFFF];
        }
        return codes;
    }

    private static short[] decode(byte[] codes, short[] table) {
        short[] samples = new short[codes.length];
        for (int i = 0; i < codes.length; i++) {
            samples[i] = table[codes[i] & 0xFF];
        }
        return samples;
    }

    private static byte aLaw(int sample) {
        int sign = sample >= 0 ? 0x80 : 0;
        int magnitude = sample >= 0 ? sample : ~sample;
        int segment = Math.max(0, segmentOf(magnitude));
        int position = magnitude >> (segment == 0 ? 4 : segment + 3) & 0x0F;
        return (byte) ((sign | segment << 4 | position) ^ A_LAW_INVERT);
    }

    private static short fromALaw(int code) {
        int bits = code ^ A_LAW_INVERT;
        int segment = bits >> 4 & 7;
        int middle = ((bits & 0x0F) << 4) + 8; // the middle of the step, so the error is halved
        int magnitude = segment == 0 ? middle : (middle + 0x100) << (segment - 1);
        return (short) ((bits & 0x80) != 0 ? magnitude : -magnitude);
    }

    private static byte muLaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(sample), MU_LAW_CLIP) + MU_LAW_BIAS;
        int segment = segmentOf(magnitude);
        int position = magnitude >> (segment + 3) & 0x0F;
        return (byte) ~(sign | segment << 4 | position);
    }

    private static short fromMuLaw(int code) {
        int bits = ~code & 0xFF;
        int biased = ((bits & 0x0F) << 3) + MU_LAW_BIAS;
        int magnitude = (biased << (bits >> 4 & 7)) - MU_LAW_BIAS;
        return (short) ((bits & 0x80) != 0 ? -magnitude : magnitude);
    }

    /// Segments double in width; segment 1 starts at 256. Negative below 128.
    private static int segmentOf(int magnitude) {
        return 24 - Integer.numberOfLeadingZeros(magnitude);
    }
}
