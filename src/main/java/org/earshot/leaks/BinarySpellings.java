package org.earshot.leaks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A number as programs and protocols store it in binary.
final class BinarySpellings {

    /// Fewer than this many octets are met by chance: once in 10^12 positions at 5.
    private static final int FEWEST = 5;

    /// Where fewer octets are wholly the number's, every value of the half-known ones is listed.
    private static final int WANTED = 6;

    private BinarySpellings() {}

    static void of(SoughtNumber number, Spellings.Sink sink) {
        for (String digits : number.stored()) {
            bcd(digits, sink);
            sevenBit(digits, sink);
            integers(Long.parseLong(digits), sink);
            numeric(digits, sink);
        }
    }

    /// TBCD of 3GPP TS 29.002 and the TP-address of TS 23.040, 9.1.2.5, put the first digit into
    /// the low nibble; plain BCD into the high one.
    private static void bcd(String digits, Spellings.Sink sink) {
        nibbles(digits, 0, sink);
        nibbles(digits, 1, sink);
    }

    private static void nibbles(String digits, int before, Spellings.Sink sink) {
        int length = before + digits.length();
        var octets = new byte[(length + 1) / 2];
        for (int i = 0; i < digits.length(); i++) {
            int at = before + i;
            octets[at / 2] |= (byte) ((digits.charAt(i) - '0') << (at % 2 == 0 ? 4 : 0));
        }
        int whole = octets.length - before - length % 2;
        if (whole >= WANTED) {
            addBoth(Arrays.copyOfRange(octets, before, before + whole), sink);
            return;
        }
        if (length % 2 == 1) { // the last octet is half known
            for (int nibble = 0; nibble < 16; nibble++) {
                byte[] known = Arrays.copyOfRange(octets, before, octets.length);
                known[known.length - 1] |= (byte) nibble;
                addBoth(known, sink);
            }
        } else if (before == 1) { // the first is
            for (int nibble = 0; nibble < 16; nibble++) {
                byte[] known = octets.clone();
                known[0] |= (byte) (nibble << 4);
                addBoth(known, sink);
            }
        } else {
            addBoth(octets, sink);
        }
    }

    private static void addBoth(byte[] octets, Spellings.Sink sink) {
        if (octets.length < FEWEST) {
            return;
        }
        sink.add(Encoding.BCD, octets);
        var swapped = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            swapped[i] = (byte) ((octets[i] << 4) | ((octets[i] >> 4) & 15));
        }
        sink.add(Encoding.SWAPPED_BCD, swapped);
    }

    /// 3GPP TS 23.038, 6.1.2.1: seven-bit characters, low bits first, at each of the eight places
    /// of a bit.
    private static void sevenBit(String digits, Spellings.Sink sink) {
        for (int before = 0; before < 8; before++) {
            int bits = before + digits.length() * 7;
            var octets = new byte[(bits + 7) / 8];
            for (int i = 0; i < digits.length() * 7; i++) {
                int at = before + i;
                int bit = (digits.charAt(i / 7) >> (i % 7)) & 1;
                octets[at / 8] |= (byte) (bit << (at % 8));
            }
            byte[] whole = Arrays.copyOfRange(octets, before == 0 ? 0 : 1, bits / 8);
            if (whole.length >= FEWEST) {
                sink.add(Encoding.SEVEN_BIT, whole);
            }
        }
    }

    private static void integers(long value, Spellings.Sink sink) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            ByteBuffer room = ByteBuffer.allocate(8).order(order);
            sink.add(Encoding.INTEGER, room.putLong(0, value).array().clone());
            sink.add(Encoding.FLOAT, room.putDouble(0, (double) value).array().clone());
        }
        var varint = new ByteArrayOutputStream();
        long left = value;
        for (; left > 127; left >>>= 7) {
            varint.write((int) ((left & 127) | 128));
        }
        varint.write((int) left);
        if (varint.size() >= FEWEST) {
            sink.add(Encoding.VARINT, varint.toByteArray());
        }
    }

    /// Groups of four decimal digits, counted from the last, each a 16-bit number; groups of zeros
    /// at the end are left out (PostgreSQL, `numeric.c`).
    private static void numeric(String digits, Spellings.Sink sink) {
        int groups = (digits.length() + 3) / 4;
        String padded = "0".repeat(groups * 4 - digits.length()) + digits;
        String kept = padded.replaceAll("(0000)+$", "");
        if (kept.length() < 12) {
            return; // two groups are four octets: met by chance
        }
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            ByteBuffer room = ByteBuffer.allocate(kept.length() / 2).order(order);
            for (int at = 0; at < kept.length(); at += 4) {
                room.putShort(Short.parseShort(kept.substring(at, at + 4)));
            }
            sink.add(Encoding.NUMERIC, room.array());
        }
    }
}
