package org.earshot.cases;

/// How soon a person must look; the first is the most pressing.
public enum Priority {
    EMERGENCY,
    HIGH,
    NORMAL;

    public boolean isAbove(Priority other) {
        return compareTo(other) < 0;
    }

    /// One step less pressing.
    Priority lowered() {
        return switch (this) {
            case EMERGENCY -> HIGH;
            case HIGH, NORMAL -> NORMAL;
        };
    }
}
