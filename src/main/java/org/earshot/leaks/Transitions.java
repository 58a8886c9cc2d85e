package org.earshot.leaks;

import java.util.Arrays;

/// (state, octet) to state, in an open hash table of ints.
final class Transitions {

    /// State and octet share one int.
    static final int MOST_STATES = 1 << 23;

    private static final int FREE = -1;

    /// Fibonacci hashing: the high bits of the product are the mixed ones.
    private static final int FIBONACCI = 0x9E3779B9;

    private int[] keys = new int[1 << 12];
    private int[] values = new int[1 << 12];
    private int shift = 32 - 12;
    private int size;

    Transitions() {
        Arrays.fill(keys, FREE);
    }

    /// @return -1 when there is none
    int get(int state, int octet) {
        int key = (state << 8) | octet;
        int mask = keys.length - 1;
        int slot = (key * FIBONACCI) >>> shift;
        while (keys[slot] != key) {
            if (keys[slot] == FREE) {
                return -1;
            }
            slot = (slot + 1) & mask;
        }
        return values[slot];
    }

    /// The pair must be new.
    void put(int state, int octet, int target) {
        if (size * 2 >= keys.length) {
            grow();
        }
        insert((state << 8) | octet, target);
        size++;
    }

    private void insert(int key, int target) {
        int mask = keys.length - 1;
        int slot = (key * FIBONACCI) >>> shift;
        while (keys[slot] != FREE) {
            slot = (slot + 1) & mask;
        }
        keys[slot] = key;
        values[slot] = target;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldValues = values;
        keys = new int[oldKeys.length * 2];
        values = new int[keys.length];
        shift--;
        Arrays.fill(keys, FREE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                insert(oldKeys[i], oldValues[i]);
            }
        }
    }
}
