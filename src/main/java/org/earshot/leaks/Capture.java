package org.earshot.leaks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads packets out of a stream that is a capture file: pcap (`pcap-savefile(5)`) in both byte
/// orders and resolutions, and pcapng. Whatever is broken ends it; the raw bytes are searched
/// anyway.
final class Capture {

    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int LONGEST_RECORD = 1 << 20;

    private static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

    private enum Format {
        UNKNOWN,
        PCAP,
        PCAPNG,
        NONE
    }

    private final Packets packets;
    private byte[] held = new byte[1 << 10];
    private int size;
    private Format format = Format.UNKNOWN;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private int link;
    private int[] links = {};

    Capture(Packets packets) {
        this.packets = packets;
    }

    /// @return whether it is a capture, as far as one can tell
    boolean accept(byte[] block, int from, int to) {
        if (size == 0 && format == Format.UNKNOWN && to - from >= 4 && isNone(block, from)) {
            return false; // nearly every stream: not copied at all
        }
        hold(block, from, to);
        if (format == Format.UNKNOWN && size >= 4) {
            format = recognise(ByteBuffer.wrap(held).getInt(0));
            order = isBigEndian(held) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        }
        int used =
                switch (format) {
                    case PCAP -> pcap();
                    case PCAPNG -> pcapng();
                    case UNKNOWN, NONE -> 0;
                };
        System.arraycopy(held, used, held, 0, size - used);
        size -= used;
        if (format == Format.NONE || size > LONGEST_RECORD) {
            packets.close();
            return false;
        }
        return true;
    }

    void close() {
        packets.close();
    }

    private void hold(byte[] block, int from, int to) {
        if (size + to - from > held.length) {
            held = Arrays.copyOf(held, Math.max(held.length * 2, size + to - from));
        }
        System.arraycopy(block, from, held, size, to - from);
        size += to - from;
    }

    private static boolean isNone(byte[] block, int from) {
        return recognise(ByteBuffer.wrap(block).getInt(from)) == Format.NONE;
    }

    private static boolean isBigEndian(byte[] start) {
        return (start[0] & 0xff) == 0xa1;
    }

    private static Format recognise(int magic) {
        return switch (magic) {
            case 0xa1b2c3d4, 0xa1b23c4d, 0xd4c3b2a1, 0x4d3cb2a1 -> Format.PCAP;
            case SECTION_HEADER -> Format.PCAPNG;
            default -> Format.NONE;
        };
    }

    private int pcap() {
        ByteBuffer file = ByteBuffer.wrap(held, 0, size).order(order);
        int at = 0;
        if (link == 0) {
            if (size < FILE_HEADER) {
                return 0;
            }
            link = (file.getInt(20) & 0xffff) + 1; // 0 means: header not read yet
            at = FILE_HEADER;
        }
        while (size - at >= RECORD_HEADER) {
            int length = file.getInt(at + 8);
            if (length < 0 || length > LONGEST_RECORD) {
                format = Format.NONE;
                return at;
            }
            if (size - at < RECORD_HEADER + length) {
                return at;
            }
            packets.link(link - 1, held, at + RECORD_HEADER, length);
            at += RECORD_HEADER + length;
        }
        return at;
    }

    private int pcapng() {
        int at = 0;
        while (size - at >= 12) {
            if (ByteBuffer.wrap(held).getInt(at) == SECTION_HEADER) {
                boolean big = ByteBuffer.wrap(held).getInt(at + 8) == BYTE_ORDER_MAGIC;
                order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
                links = new int[0];
            }
            ByteBuffer file = ByteBuffer.wrap(held, 0, size).order(order);
            int length = file.getInt(at + 4);
            if (length < 12 || length > LONGEST_RECORD) {
                format = Format.NONE;
                return at;
            }
            if (size - at < length) {
                return at;
            }
            block(file, at, length);
            at += length;
        }
        return at;
    }

    private void block(ByteBuffer file, int at, int length) {
        switch (file.getInt(at)) {
            case INTERFACE_DESCRIPTION -> {
                links = Arrays.copyOf(links, links.length + 1);
                links[links.length - 1] = file.getShort(at + 8) & 0xffff;
            }
            case ENHANCED_PACKET -> {
                int which = length < 32 ? -1 : file.getInt(at + 8);
                if (which >= 0 && which < links.length) {
                    packet(links[which], at + 28, Math.min(file.getInt(at + 20), length - 32));
                }
            }
            case SIMPLE_PACKET -> {
                if (links.length > 0 && length >= 16) {
                    packet(links[0], at + 12, Math.min(file.getInt(at + 8), length - 16));
                }
            }
            default -> {} // statistics, names, keys: searched as raw bytes
        }
    }

    private void packet(int linkType, int at, int length) {
        if (length > 0) {
            packets.link(linkType, held, at, length);
        }
    }
}
