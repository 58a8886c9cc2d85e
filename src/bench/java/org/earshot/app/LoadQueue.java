package org.earshot.app;

import java.util.Arrays;

/// Calls that are due one fixed time after they were put in: first in, first out, without objects.
final class LoadQueue {

    private final long delayNanos;
    private long[] due = new long[1 << 12];
    private int[] calls = new int[1 << 12];
    private int head;
    private int size;

    LoadQueue(long delayNanos) {
        this.delayNanos = delayNanos;
    }

    void add(long now, int call) {
        if (size == due.length) {
            grow();
        }
        int slot = (head + size++) & (due.length - 1);
        due[slot] = now + delayNanos;
        calls[slot] = call;
    }

    /// @return a call that is due, or -1
    int poll(long now) {
        if (size == 0 || due[head] - now > 0) {
            return -1;
        }
        int call = calls[head];
        head = (head + 1) & (due.length - 1);
        size--;
        return call;
    }

    private void grow() {
        long[] moreDue = Arrays.copyOf(due, due.length * 2);
        int[] moreCalls = Arrays.copyOf(calls, due.length * 2);
        System.arraycopy(due, 0, moreDue, due.length, head);
        System.arraycopy(calls, 0, moreCalls, due.length, head);
        due = moreDue;
        calls = moreCalls;
    }
}
