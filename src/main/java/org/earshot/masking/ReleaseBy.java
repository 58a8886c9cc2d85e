package org.earshot.masking;

/// Who ended a call. The operators number them 0, 1 and 2.
public enum ReleaseBy {
    PLATFORM(0),
    CALLER(1),
    CALLED(2);

    private final int number;

    ReleaseBy(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    static ReleaseBy of(int number) {
        return switch (number) {
            case 0 -> PLATFORM;
            case 1 -> CALLER;
            case 2 -> CALLED;
            default -> throw new IllegalArgumentException("nobody has the number " + number);
        };
    }
}
