package org.earshot.leaks;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// One direction of a TCP connection, put in order (RFC 9293, 3.4). Where the capture has a gap,
/// what follows is searched on from there.
final class TcpStream implements AutoCloseable {

    /// More than this waiting for a gap to close: the capture missed it.
    private static final int MOST_WAITING = 4 << 20;

    private final Search search;
    private final TreeMap<Long, byte[]> waiting = new TreeMap<>();
    private long next = -1; // counted on past 2^32
    private int waitingBytes;

    TcpStream(Search search) {
        this.search = search;
    }

    void accept(long sequence, boolean first, byte[] data, int from, int to) {
        long at = first ? sequence + 1 : sequence;
        if (next < 0) {
            next = at;
        }
        if (from == to) {
            return;
        }
        long place = unwrapped(at);
        if (place > next) {
            keep(place, Arrays.copyOfRange(data, from, to));
        } else {
            take(place, data, from, to);
        }
        drain(false);
    }

    @Override
    public void close() {
        drain(true);
        search.close();
    }

    private void take(long place, byte[] data, int from, int to) {
        long known = next - place;
        if (known < to - from) {
            search.accept(data, from + (int) known, to);
            next = place + to - from;
        }
    }

    private void keep(long place, byte[] data) {
        byte[] before = waiting.get(place);
        if (before == null || before.length < data.length) {
            waitingBytes += data.length - (before == null ? 0 : before.length);
            waiting.put(place, data);
        }
    }

    private void drain(boolean all) {
        while (!waiting.isEmpty()) {
            Map.Entry<Long, byte[]> entry = waiting.firstEntry();
            if (entry.getKey() > next) {
                if (!all && waitingBytes <= MOST_WAITING) {
                    return;
                }
                next = entry.getKey();
            }
            waiting.pollFirstEntry();
            waitingBytes -= entry.getValue().length;
            take(entry.getKey(), entry.getValue(), 0, entry.getValue().length);
        }
    }

    /// The place nearest to what is expected that has these low 32 bits.
    private long unwrapped(long sequence) {
        long difference = (int) (sequence - next);
        return next + difference;
    }
}
