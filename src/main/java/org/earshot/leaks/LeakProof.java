package org.earshot.leaks;

import java.util.List;

/// How many of the planted needles a scanner found before it was believed.
///
/// @param missed in which form, without the number
public record LeakProof(int planted, int found, List<String> missed) {

    public boolean isComplete() {
        return planted > 0 && planted == found;
    }
}
