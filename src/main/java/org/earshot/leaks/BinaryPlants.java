package org.earshot.leaks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// All plants of one number that are binary, or hashes.
final class BinaryPlants {

    private final SoughtNumber number;
    private final List<Plant> plants = new ArrayList<>();

    private BinaryPlants(SoughtNumber number) {
        this.number = number;
    }

    static List<Plant> of(SoughtNumber number) {
        var made = new BinaryPlants(number);
        made.nibbles();
        made.sevenBit();
        made.numbers();
        made.digests();
        return made.plants;
    }

    private void nibbles() {
        for (String digits :
                List.of(number.digits(), "0" + number.digits(), "a" + number.digits())) {
            String even = digits.length() % 2 == 0 ? digits : digits + "f";
            byte[] octets = HexFormat.of().parseHex(even);
            add("BCD", Encoding.BCD, octets);
            byte[] swapped = HexFormat.of().parseHex(swapped(even));
            add("TP-address", Encoding.SWAPPED_BCD, join(new byte[] {11, (byte) 0x91}, swapped));
            add("TP-address in hex", Encoding.SWAPPED_BCD, ascii("0B91" + swapped(even)));
        }
    }

    private static String swapped(String even) {
        return even.replaceAll("(.)(.)", "$2$1");
    }

    private void sevenBit() {
        for (int before = 0; before < 8; before++) {
            String text = "a".repeat(before) + "+" + number.digits() + " calls";
            var bits = new java.util.BitSet();
            for (int i = 0; i < text.length() * 7; i++) {
                bits.set(i, ((text.charAt(i / 7) >> (i % 7)) & 1) != 0);
            }
            add("GSM 7-bit", Encoding.SEVEN_BIT, bits.toByteArray());
        }
    }

    private void numbers() {
        long value = Long.parseLong(number.digits());
        byte[] big = ByteBuffer.allocate(8).putLong(value).array();
        add("integer", Encoding.INTEGER, big);
        add("integer LE", Encoding.INTEGER, reversed(big));
        byte[] real = ByteBuffer.allocate(8).putDouble((double) value).array();
        add("float", Encoding.FLOAT, real);
        add("float LE", Encoding.FLOAT, reversed(real));
        add("varint", Encoding.VARINT, varint(value));
        add("numeric", Encoding.NUMERIC, numeric(value, ByteOrder.LITTLE_ENDIAN));
        add("numeric on the wire", Encoding.NUMERIC, numeric(value, ByteOrder.BIG_ENDIAN));
    }

    private void digests() {
        for (Encoding encoding : List.of(Encoding.MD5, Encoding.SHA_1, Encoding.SHA_256)) {
            for (String form : List.of("+" + number.digits(), number.digits(), number.national())) {
                byte[] digest = DigestSpellings.digest(encoding.words(), form);
                add("raw", encoding, digest);
                add("hex", encoding, ascii(HexFormat.of().formatHex(digest)));
                add("HEX", encoding, ascii(HexFormat.of().withUpperCase().formatHex(digest)));
                add("base64", encoding, Base64.getEncoder().encode(digest));
                add("base64url", encoding, Base64.getUrlEncoder().encode(digest));
            }
        }
    }

    private static byte[] varint(long value) {
        int octets = (63 - Long.numberOfLeadingZeros(value)) / 7 + 1;
        var coded = new byte[octets];
        for (int i = 0; i < octets; i++) {
            coded[i] = (byte) (((value >> (7 * i)) & 127) | (i < octets - 1 ? 128 : 0));
        }
        return coded;
    }

    private static byte[] numeric(long value, ByteOrder order) {
        List<Integer> groups = new ArrayList<>();
        for (long left = value; left > 0; left /= 10_000) {
            groups.addFirst((int) (left % 10_000));
        }
        while (groups.getLast() == 0) {
            groups.removeLast();
        }
        ByteBuffer room = ByteBuffer.allocate(groups.size() * 2).order(order);
        groups.forEach(group -> room.putShort(group.shortValue()));
        return room.array();
    }

    private static byte[] reversed(byte[] octets) {
        var turned = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            turned[octets.length - 1 - i] = octets[i];
        }
        return turned;
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private void add(String what, Encoding encoding, byte[] octets) {
        plants.add(new Plant(what, encoding, octets));
    }
}
