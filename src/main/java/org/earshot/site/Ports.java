package org.earshot.site;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;

/// Ports of this machine: finds free ones, and says in a sentence which one is taken.
public final class Ports {

    /// Above the well-known ones, below those the kernel hands out by itself (32768 on Linux), so
    /// that a port found free today is not some program's outgoing connection tomorrow.
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;
    private static final RandomGenerator RANDOM = new SecureRandom();

    /// What a port carries.
    public enum Protocol {
        TCP,
        UDP
    }

    private Ports() {}

    /// A port that nobody uses at this moment.
    public static int findFree(Protocol protocol, String host) {
        return findFree(protocol, host, 1).getFirst();
    }

    /// Different ports that nobody uses at this moment.
    static List<Integer> findFree(Protocol protocol, String host, int count) {
        List<Integer> found =
                RANDOM.ints(ATTEMPTS, LOWEST, HIGHEST)
                        .distinct()
                        .filter(port -> isFree(protocol, host, port))
                        .limit(count)
                        .boxed()
                        .toList();
        if (found.size() < count) {
            throw new SiteFault(
                    "No free %s port was found on %s between %d and %d; stop some programs."
                            .formatted(protocol, host, LOWEST, HIGHEST));
        }
        return found;
    }

    /// The first of a block of ports, `size` of them, for programs that try the next one when one
    /// is taken. Blocks of two instances may overlap.
    static int findBlock(int size) {
        int blocks = (HIGHEST - LOWEST) / size;
        return LOWEST + RANDOM.nextInt(blocks) * size;
    }

    /// @param use what the port is for, as people read it, for instance "PostgreSQL"
    /// @param remedy where to choose another one, a full sentence
    /// @throws SiteFault when another program has it
    public static void requireFree(
            String use, Protocol protocol, String host, int port, String remedy) {
        if (!isFree(protocol, host, port)) {
            throw new SiteFault(
                    "%s port %d on %s, meant for %s, is taken by another program. Stop that program (ss -lp%s 'sport = :%d' names it), or choose another port: %s"
                            .formatted(
                                    protocol,
                                    port,
                                    host,
                                    use,
                                    protocol == Protocol.TCP ? "tn" : "un",
                                    port,
                                    remedy));
        }
    }

    static boolean isFree(Protocol protocol, String host, int port) {
        try {
            var address = new InetSocketAddress(InetAddress.getByName(host), port);
            return switch (protocol) {
                case TCP -> canListen(address);
                case UDP -> canBind(address);
            };
        } catch (IOException unknownHost) {
            throw new SiteFault(
                    "'%s' is not an address of this machine; choose one that 'ip address' lists."
                            .formatted(host),
                    unknownHost);
        }
    }

    private static boolean canListen(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            // Connections that linger in TIME_WAIT after a restart are no reason to refuse.
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean canBind(InetSocketAddress address) {
        try (var socket = new DatagramSocket(address)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
