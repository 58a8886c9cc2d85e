package org.earshot.sip;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A UDP socket on Netty's epoll loop, read and written by the kernel's calls for many datagrams at
/// once, from and into memory that is laid out once: nothing is allocated for a datagram.
///
/// What the kernel does not take at once is lost and counted: its buffer of [NettyIo#KERNEL_BUFFER]
/// is the queue, and there is no second one behind it.
final class EpollDatagrams implements DatagramPort, EpollIoHandle {

    /// Datagrams a `recvmmsg` may bring.
    private static final int BATCH = 16;

    /// Beyond any UDP datagram.
    private static final int OUT_BYTES = 256 << 10;

    private final TransportLoop loop;
    private final int port;
    private final boolean six;
    private final LinuxSocket socket;
    private final MessageBatch in = new MessageBatch(BATCH, BATCH * NettyIo.DATAGRAM_BYTES);
    private final MessageBatch out = new MessageBatch(TransportLoop.FLUSH_EVERY, OUT_BYTES);
    private final MemorySegment lastSource = Arena.ofAuto().allocate(SocketName.ROOM, 8);
    private @Nullable Hop last;
    private @Nullable IoRegistration registration;
    private volatile boolean closed;
    private int waiting;
    private int used;

    private EpollDatagrams(TransportLoop loop, int port, boolean six) {
        this.loop = loop;
        this.port = port;
        this.six = six;
        this.socket = LinuxSocket.newSocketDgram(six);
        for (int i = 0; i < BATCH; i++) {
            in.place(i, i * NettyIo.DATAGRAM_BYTES, NettyIo.DATAGRAM_BYTES, SocketName.longest());
        }
    }

    static DatagramPort open(TransportLoop loop, int port, InetSocketAddress address)
            throws IOException {
        var datagrams =
                new EpollDatagrams(loop, port, address.getAddress() instanceof Inet6Address);
        LinuxSocket socket = datagrams.socket;
        try {
            socket.setReusePort(true);
            socket.setReceiveBufferSize(NettyIo.KERNEL_BUFFER);
            socket.setSendBufferSize(NettyIo.KERNEL_BUFFER);
            socket.bind(address);
            var events = (IoEventLoop) loop.eventLoop();
            IoRegistration registration = events.register(datagrams).syncUninterruptibly().getNow();
            datagrams.registration = registration;
            registration.submit(EpollIoOps.EPOLLIN);
        } catch (IOException | RuntimeException refused) {
            datagrams.close();
            throw refused;
        }
        return datagrams;
    }

    @Override
    public InetSocketAddress address() {
        return socket.localAddress();
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    /// Whatever the event: an error of the socket is taken away by reading too.
    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        if (closed) {
            return;
        }
        boolean empty = false;
        loop.beginTurn(port);
        try {
            for (int taken = 0; taken < NettyIo.TURN && !empty; taken += BATCH) {
                int came = in.receive(socket.intValue());
                for (int i = 0; i < came; i++) {
                    deliver(i);
                }
                empty = came < BATCH;
            }
        } finally {
            loop.endTurn(port, empty);
        }
    }

    private void deliver(int index) {
        int length = Math.min(in.received(index), NettyIo.DATAGRAM_BYTES);
        in.get(index * NettyIo.DATAGRAM_BYTES, loop.message(), length);
        Hop source = source(index);
        in.expectName(index);
        loop.deliverDatagram(port, length, source);
    }

    private Hop source(int index) {
        Hop known = last;
        if (known != null && SocketName.same(in.names(), index, lastSource, 0)) {
            return known;
        }
        var fresh = new Hop(Protocol.UDP, SocketName.read(in.names(), index));
        MemorySegment.copy(
                in.names(), (long) index * SocketName.ROOM, lastSource, 0, SocketName.ROOM);
        last = fresh;
        return fresh;
    }

    @Override
    public boolean send(byte[] bytes, int length, InetSocketAddress to) {
        if (waiting == out.most() || used + length > out.capacity()) {
            flush();
        }
        if (closed) {
            return false;
        }
        int nameLength = SocketName.write(out.names(), waiting, to, six);
        if (nameLength == 0 || length > out.capacity()) {
            return false;
        }
        out.put(used, bytes, length);
        out.place(waiting, used, length, nameLength);
        waiting++;
        used += length;
        return true;
    }

    @Override
    public void flush() {
        int gone = 0;
        while (gone < waiting) {
            int sent = out.send(socket.intValue(), gone, waiting);
            if (sent == 0) {
                loop.lost(); // this one; the next may have somewhere to go
                sent = 1;
            }
            gone += sent;
        }
        waiting = 0;
        used = 0;
    }

    /// On the loop, between turns: the number of a closed socket may be another's at once, and
    /// nothing of ours may be written into that.
    @Override
    public void close() {
        EventLoop events = loop.eventLoop();
        if (closed) {
            return; // by the loop's own end, after which it takes no task
        }
        if (events.inEventLoop()) {
            closeNow();
        } else {
            events.submit(this::closeNow).awaitUninterruptibly(1, TimeUnit.SECONDS);
        }
    }

    private void closeNow() {
        if (closed) {
            return;
        }
        closed = true;
        waiting = 0;
        if (registration != null) {
            registration.cancel();
        }
        try {
            socket.close();
        } catch (IOException gone) {
            loop.lost();
        }
    }
}
