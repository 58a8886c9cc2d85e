package org.earshot.shield;

import java.util.LinkedHashSet;

/// The last requests that were let out, so that a retransmission is not taken for another call.
final class RecentAttempts {

    /// More than one site starts in the 32 seconds a request is repeated ([RFC 3261, section
    /// 17.1.1.2](https://www.rfc-editor.org/rfc/rfc3261#section-17.1.1.2)).
    private static final int KEPT = 8192;

    private final LinkedHashSet<Long> attempts = new LinkedHashSet<>();

    boolean contains(long attempt) {
        return attempts.contains(attempt);
    }

    void add(long attempt) {
        if (attempts.size() >= KEPT) {
            attempts.removeFirst();
        }
        attempts.add(attempt);
    }
}
