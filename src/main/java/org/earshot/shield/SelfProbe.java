package org.earshot.shield;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the shield for its OPTIONS through its real socket, as a neighbour would, every few
/// seconds. A process that does not answer twice is worth less than a new one: it holds nothing
/// that a restart loses.
final class SelfProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SelfProbe.class);
    private static final int TRIES = 2;

    /// Even under a flood some probe gets through.
    private static final int MOST_SILENT_ROUNDS = 5;

    private final InetSocketAddress target;
    private final Duration every;
    private final Duration patience;
    private final BooleanSupplier working;
    private final Runnable dead;
    private final Thread thread;

    /// @param working whether the loops still turn over messages: under a flood the probe itself
    ///   may be lost
    SelfProbe(
            InetSocketAddress target,
            Duration every,
            Duration patience,
            BooleanSupplier working,
            Runnable dead) {
        this.target = target;
        this.every = every;
        this.patience = patience;
        this.working = working;
        this.dead = dead;
        this.thread = Thread.ofPlatform().daemon().name("self-probe").unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            int silent = 0;
            while (!Thread.interrupted()) {
                Thread.sleep(every);
                silent = answers() ? 0 : silent + 1;
                if (silent >= MOST_SILENT_ROUNDS || (silent > 0 && !working.getAsBoolean())) {
                    LOG.error(
                            "The shield does not answer its own OPTIONS: it ends, to be started anew");
                    dead.run();
                    return;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// A new port each time, because the kernel chooses the loop by it; the same for both tries.
    boolean answers() {
        try (var socket = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0))) {
            socket.setSoTimeout((int) patience.toMillis());
            for (int attempt = 0; attempt < TRIES; attempt++) {
                if (asked(socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException noSocket) {
            LOG.warn("The self-probe has no socket: {}", noSocket.getMessage());
            return true; // out of descriptors is no reason to drop calls
        }
    }

    private boolean asked(DatagramSocket socket) throws IOException {
        String call = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        byte[] request = options((InetSocketAddress) socket.getLocalSocketAddress(), call);
        socket.send(new DatagramPacket(request, request.length, target));
        var answer = new DatagramPacket(new byte[2_048], 2_048);
        try {
            while (true) {
                socket.receive(answer);
                String text = new String(answer.getData(), 0, answer.getLength(), ISO_8859_1);
                if (text.startsWith("SIP/2.0 ") && text.contains(call)) {
                    return true;
                }
            }
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }

    private byte[] options(InetSocketAddress from, String call) {
        String here = hostPort(from);
        String there = hostPort(target);
        return """
        OPTIONS sip:%2$s SIP/2.0
        Via: SIP/2.0/UDP %1$s;branch=z9hG4bK%3$s;rport
        Max-Forwards: 70
        From: <sip:probe@%1$s>;tag=%3$s
        To: <sip:%2$s>
        Call-ID: %3$s
        CSeq: 1 OPTIONS
        Content-Length: 0

        """
                .formatted(here, there, call)
                .replace("\n", "\r\n")
                .getBytes(ISO_8859_1);
    }

    private static String hostPort(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
