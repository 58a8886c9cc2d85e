package org.earshot.sip;

/// How far behind an event loop is: for how long it has not found the UDP socket of some port
/// empty, though it took message after message from it.
///
/// A loop that keeps up drains its sockets every few hundred microseconds; one that does not never
/// sees them empty while the kernel's queue, and with it every answer's delay, grows. Read and
/// written by the loop's own thread only.
public final class LoopLoad {

    /// Fewer are a slow moment (a collection, a class being loaded), not a flood.
    private static final int LEAST_MESSAGES = 128;

    /// The kernel tells nothing when a full turn was the last: a socket from which nothing came for
    /// so long was empty then. Longer than a turn of the other sockets takes a cold machine.
    private static final long EMPTY_AFTER = 20_000_000;

    private final long[] busySince;
    private final long[] turnEnded;
    private final int[] messages;

    LoopLoad(int ports) {
        busySince = new long[ports];
        turnEnded = new long[ports];
        messages = new int[ports];
    }

    /// Nanoseconds of work without a pause; 0 when it keeps up.
    ///
    /// @param now [System#nanoTime()]
    public long backlogNanos(long now) {
        long most = 0;
        for (int port = 0; port < messages.length; port++) {
            if (messages[port] >= LEAST_MESSAGES && now - turnEnded[port] < EMPTY_AFTER) {
                most = Math.max(most, now - busySince[port]);
            }
        }
        return most;
    }

    /// The first message of a turn was taken.
    void turnBegan(int port, long now) {
        if (messages[port] == 0 || now - turnEnded[port] >= EMPTY_AFTER) {
            messages[port] = 0;
            busySince[port] = now;
        }
        turnEnded[port] = now;
    }

    void took(int port) {
        messages[port]++;
    }

    /// @param empty whether the socket was seen empty
    void turnEnded(int port, boolean empty, long now) {
        turnEnded[port] = now;
        if (empty) {
            messages[port] = 0;
        }
    }
}
