package org.earshot.sip;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Datagrams in memory as the kernel's calls for many at once take them: an array of `struct
/// mmsghdr`, each pointing to one `struct iovec` and one socket address, and the bytes of all.
/// Offsets are those of 64-bit Linux, the same on every processor Netty's epoll is built for. For
/// one thread.
final class MessageBatch {

    private static final int HEADER = 64; // struct mmsghdr
    private static final int NAME_LENGTH = 8; // msg_namelen
    private static final int VECTOR_POINTER = 16; // msg_iov
    private static final int VECTOR_COUNT = 24; // msg_iovlen
    private static final int RECEIVED = 56; // msg_len
    private static final int VECTOR = 16; // struct iovec: address, length

    private final int most;
    private final MemorySegment headers;
    private final MemorySegment vectors;
    private final MemorySegment names;
    private final MemorySegment bytes;

    /// @param most datagrams
    /// @param capacity bytes of all together
    MessageBatch(int most, int capacity) {
        this.most = most;
        Arena arena = Arena.ofAuto(); // freed with this object
        headers = arena.allocate((long) most * HEADER, 8);
        vectors = arena.allocate((long) most * VECTOR, 8);
        names = arena.allocate((long) most * SocketName.ROOM, 8);
        bytes = arena.allocate(capacity, 64);
        for (int i = 0; i < most; i++) {
            long header = (long) i * HEADER;
            headers.set(JAVA_LONG, header, names.address() + (long) i * SocketName.ROOM);
            headers.set(JAVA_LONG, header + VECTOR_POINTER, vectors.address() + (long) i * VECTOR);
            headers.set(JAVA_LONG, header + VECTOR_COUNT, 1);
        }
    }

    int most() {
        return most;
    }

    int capacity() {
        return (int) bytes.byteSize();
    }

    MemorySegment names() {
        return names;
    }

    /// Says where the bytes of a datagram are, or are to go.
    void place(int index, int offset, int length, int nameLength) {
        vectors.set(JAVA_LONG, (long) index * VECTOR, bytes.address() + offset);
        vectors.set(JAVA_LONG, (long) index * VECTOR + 8, length);
        headers.set(JAVA_INT, (long) index * HEADER + NAME_LENGTH, nameLength);
    }

    /// The kernel writes there how long the address was that it put in.
    void expectName(int index) {
        headers.set(JAVA_INT, (long) index * HEADER + NAME_LENGTH, SocketName.longest());
    }

    void put(int offset, byte[] from, int length) {
        MemorySegment.copy(from, 0, bytes, JAVA_BYTE, offset, length);
    }

    void get(int offset, byte[] into, int length) {
        MemorySegment.copy(bytes, JAVA_BYTE, offset, into, 0, length);
    }

    /// @return bytes of a datagram that was received
    int received(int index) {
        return headers.get(JAVA_INT, (long) index * HEADER + RECEIVED);
    }

    /// @return how many came; 0 when there was none
    int receive(int socket) {
        return Math.max(0, KernelCalls.receive(socket, headers.address(), most));
    }

    /// @return how many of those between went; 0 when the first could not
    int send(int socket, int from, int to) {
        long first = headers.address() + (long) from * HEADER;
        return Math.max(0, KernelCalls.send(socket, first, to - from));
    }
}
