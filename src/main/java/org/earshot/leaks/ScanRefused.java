package org.earshot.leaks;

/// A scan that cannot be made as asked. The message is for the person who asked.
public final class ScanRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScanRefused(String message) {
        super(message, null, false, false);
    }
}
