package org.earshot.leaks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Captures in which no packet holds the whole number: TCP in segments of five octets and in any
/// order, UDP in fragments.
final class PlantedCaptures {

    private static final int ETHERNET = 1;

    private PlantedCaptures() {}

    static List<Plant> of(byte[] text, RandomGenerator random) {
        List<byte[]> segments = segments(text);
        Collections.shuffle(segments.subList(1, segments.size()), new Random(random.nextLong()));
        List<byte[]> fragments = fragments(text);
        return List.of(
                plant("TCP in pcap", pcap(segments, ByteOrder.LITTLE_ENDIAN)),
                plant("UDP fragments in pcap", pcap(fragments, ByteOrder.BIG_ENDIAN)),
                plant("TCP in pcapng", pcapng(segments)));
    }

    private static Plant plant(String what, byte[] octets) {
        return new Plant(what, Encoding.PLAIN, octets);
    }

    private static List<byte[]> segments(byte[] text) {
        List<byte[]> frames = new ArrayList<>();
        int first = 0xfffffff0; // sequence numbers wrap around
        frames.add(frame(6, 0, tcp(first, 2, new byte[0])));
        for (int at = 0; at < text.length; at += 5) {
            byte[] part = Arrays.copyOfRange(text, at, Math.min(text.length, at + 5));
            frames.add(frame(6, 0, tcp(first + 1 + at, 24, part)));
        }
        return frames;
    }

    private static byte[] tcp(int sequence, int flags, byte[] data) {
        return ByteBuffer.allocate(20 + data.length)
                .putShort((short) 40_000)
                .putShort((short) 5060)
                .putInt(sequence)
                .putInt(0)
                .put((byte) 0x50)
                .put((byte) flags)
                .put(20, data)
                .array();
    }

    private static List<byte[]> fragments(byte[] text) {
        byte[] datagram =
                ByteBuffer.allocate(8 + text.length)
                        .putShort((short) 5060)
                        .putShort((short) 5070)
                        .putShort((short) (8 + text.length))
                        .putShort((short) 0)
                        .put(text)
                        .array();
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at < datagram.length; at += 8) {
            int end = Math.min(datagram.length, at + 8);
            int more = end < datagram.length ? 0x2000 : 0;
            frames.add(frame(17, more | at / 8, Arrays.copyOfRange(datagram, at, end)));
        }
        Collections.reverse(frames);
        return frames;
    }

    private static byte[] frame(int protocol, int fragment, byte[] payload) {
        return ByteBuffer.allocate(14 + 20 + payload.length)
                .putShort(12, (short) 0x0800)
                .put(14, (byte) 0x45)
                .putShort(16, (short) (20 + payload.length))
                .putShort(18, (short) 77)
                .putShort(20, (short) fragment)
                .put(23, (byte) protocol)
                .putInt(26, 0x7f000001)
                .putInt(30, 0x7f000002)
                .put(34, payload)
                .array();
    }

    private static byte[] pcap(List<byte[]> frames, ByteOrder order) {
        var out = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(24).order(order);
        header.putInt(0xa1b2c3d4).putInt(16, 65_535).putInt(20, ETHERNET);
        out.writeBytes(header.array());
        for (byte[] frame : frames) {
            ByteBuffer record = ByteBuffer.allocate(16).order(order);
            record.putInt(8, frame.length).putInt(12, frame.length);
            out.writeBytes(record.array());
            out.writeBytes(frame);
        }
        return out.toByteArray();
    }

    private static byte[] pcapng(List<byte[]> frames) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(block(0x0a0d0d0a, room(16).putInt(0x1a2b3c4d).putShort((short) 1)));
        out.writeBytes(block(1, room(8).putShort((short) ETHERNET)));
        for (byte[] frame : frames) {
            int padded = (frame.length + 3) / 4 * 4;
            ByteBuffer body = room(20 + padded).putInt(12, frame.length).putInt(16, frame.length);
            out.writeBytes(block(6, body.put(20, frame)));
        }
        return out.toByteArray();
    }

    private static ByteBuffer room(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] block(int type, ByteBuffer body) {
        int length = body.capacity() + 12;
        return room(length)
                .putInt(0, type)
                .putInt(4, length)
                .put(8, body, 0, body.capacity())
                .putInt(length - 4, length)
                .array();
    }
}
