package org.earshot.sip;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/// IP addresses as the kernel has them: `struct sockaddr_in` and `struct sockaddr_in6`.
final class SocketName {

    /// Bytes between one and the next: the longer of the two, to a multiple of 8.
    static final int ROOM = 32;

    private static final int FOUR = 16;
    private static final int SIX = 28;
    private static final short AF_INET = 2;
    private static final short AF_INET6 = 10;
    private static final int ADDRESS_4 = 4;
    private static final int ADDRESS_6 = 8;
    private static final int SCOPE = 24;
    private static final ValueLayout.OfShort PORT =
            JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private SocketName() {}

    /// @return bytes written; 0 when a socket of that family cannot reach it
    static int write(MemorySegment names, int index, InetSocketAddress to, boolean six) {
        long at = (long) index * ROOM;
        names.set(PORT, at + 2, (short) to.getPort());
        if (six) {
            names.set(JAVA_SHORT, at, AF_INET6);
            names.set(JAVA_INT, at + ADDRESS_4, 0); // the flow
            put(names, at + ADDRESS_6, mapped(to.getAddress()));
            names.set(JAVA_INT, at + SCOPE, scope(to.getAddress()));
            return SIX;
        }
        if (!(to.getAddress() instanceof Inet4Address four)) {
            return 0;
        }
        names.set(JAVA_SHORT, at, AF_INET);
        put(names, at + ADDRESS_4, four.getAddress());
        names.set(JAVA_LONG, at + ADDRESS_6, 0);
        return FOUR;
    }

    /// Room for the longer of the two, as a receiving header says it.
    static int longest() {
        return SIX;
    }

    /// Whether two are the same.
    static boolean same(MemorySegment a, int indexA, MemorySegment b, int indexB) {
        long from = (long) indexA * ROOM;
        long other = (long) indexB * ROOM;
        long length = a.get(JAVA_SHORT, from) == AF_INET6 ? SIX : ADDRESS_6;
        for (long i = 0; i < length; i += Integer.BYTES) {
            if (a.get(JAVA_INT, from + i) != b.get(JAVA_INT, other + i)) {
                return false;
            }
        }
        return true;
    }

    static InetSocketAddress read(MemorySegment names, int index) {
        long at = (long) index * ROOM;
        int port = Short.toUnsignedInt(names.get(PORT, at + 2));
        boolean six = names.get(JAVA_SHORT, at) == AF_INET6;
        var bytes = new byte[six ? 16 : 4];
        MemorySegment.copy(
                names, JAVA_BYTE, at + (six ? ADDRESS_6 : ADDRESS_4), bytes, 0, bytes.length);
        try {
            InetAddress plain = InetAddress.getByAddress(bytes); // a mapped one becomes IPv4's
            int scope = six ? names.get(JAVA_INT, at + SCOPE) : 0;
            return new InetSocketAddress(
                    scope == 0 ? plain : Inet6Address.getByAddress(null, bytes, scope), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of 4 or 16 bytes", impossible);
        }
    }

    private static byte[] mapped(InetAddress address) {
        byte[] plain = address.getAddress();
        if (plain.length == 16) {
            return plain;
        }
        var mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(plain, 0, mapped, 12, 4);
        return mapped;
    }

    private static int scope(InetAddress address) {
        return address instanceof Inet6Address six ? six.getScopeId() : 0;
    }

    private static void put(MemorySegment into, long at, byte[] bytes) {
        MemorySegment.copy(bytes, 0, into, JAVA_BYTE, at, bytes.length);
    }
}
