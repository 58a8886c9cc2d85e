package org.earshot.leaks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A sentence with the number, packed in every way that is unpacked, and cut into packets.
final class PlantedPackings {

    private PlantedPackings() {}

    /// Each is a stream of its own.
    static List<Plant> of(SoughtNumber number, RandomGenerator random) {
        byte[] text = sentence(number, random);
        List<Plant> plants = new ArrayList<>();
        byte[] gzip = packed(text, GZIPOutputStream::new);
        plants.add(plant("gzip", between(gzip, random)));
        plants.add(plant("gzip in gzip", packed(gzip, GZIPOutputStream::new)));
        for (int level : new int[] {1, 5, 6, 9}) {
            byte[] zlib = packed(text, out -> new DeflaterOutputStream(out, new Deflater(level)));
            plants.add(plant("zlib " + level, between(zlib, random)));
        }
        var bare = new Deflater(9, true);
        plants.add(plant("deflate", packed(text, out -> new DeflaterOutputStream(out, bare))));
        plants.add(plant("zip", packed(text, PlantedPackings::zip)));
        plants.add(plant("gzip in zip", packed(gzip, PlantedPackings::zip)));
        plants.addAll(PlantedCaptures.of(text, random));
        byte[] capture = plants.getLast().octets();
        plants.add(plant("capture in gzip", packed(capture, GZIPOutputStream::new)));
        return plants;
    }

    private static byte[] sentence(SoughtNumber number, RandomGenerator random) {
        var text = new StringBuilder();
        for (int words = random.nextInt(40, 400); words > 0; words--) {
            text.append(Integer.toString(random.nextInt(), 36)).append(' ');
        }
        text.insert(text.length() / 2, " +" + number.digits() + " ");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] between(byte[] packed, RandomGenerator random) {
        var out = new ByteArrayOutputStream();
        for (int i = random.nextInt(1, 5000); i > 0; i--) {
            out.write('a' + random.nextInt(26));
        }
        out.writeBytes(packed);
        out.write(0);
        return out.toByteArray();
    }

    private static OutputStream zip(OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry("calls.csv"));
        return zip;
    }

    private static Plant plant(String what, byte[] octets) {
        return new Plant(what, Encoding.PLAIN, octets);
    }

    private interface Packer {
        OutputStream on(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] text, Packer packer) {
        var out = new ByteArrayOutputStream();
        try (OutputStream packing = packer.on(out)) {
            packing.write(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
