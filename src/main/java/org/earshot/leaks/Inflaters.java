package org.earshot.leaks;

import java.util.ArrayDeque;
import java.util.zip.Inflater;

/// Inflaters to be used again: in random data a signature is met every 16 KiB, and making one costs
/// more than using it. Belongs to one thread.
final class Inflaters implements AutoCloseable {

    private final ArrayDeque<Inflater> idle = new ArrayDeque<>();

    Inflater take() {
        Inflater inflater = idle.poll();
        return inflater == null ? new Inflater(true) : inflater;
    }

    void giveBack(Inflater inflater) {
        inflater.reset();
        idle.push(inflater);
    }

    @Override
    public void close() {
        idle.forEach(Inflater::end);
        idle.clear();
    }
}
