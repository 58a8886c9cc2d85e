package org.earshot.shield;

import java.util.HashMap;
import java.util.Map;

/// Counts by key within the current window of time; the windows before it are forgotten.
final class CallCount {

    private static final int MOST_KEYS = 100_000;

    private record Window(long number, int count) {}

    private final Map<Long, Window> windows = new HashMap<>();

    int of(long key, long now, long length) {
        Window window = windows.get(key);
        return window == null || window.number != now / length ? 0 : window.count;
    }

    void add(long key, long now, long length) {
        int before = of(key, now, length);
        if (windows.size() >= MOST_KEYS) {
            windows.values().removeIf(window -> window.number != now / length);
        }
        windows.put(key, new Window(now / length, before + 1));
    }
}
