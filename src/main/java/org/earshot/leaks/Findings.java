package org.earshot.leaks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What was found, and what could not be searched, by all searchers of a scan. Lock: this.
final class Findings {

    private static final int MOST_KEPT = 10_000;

    private final List<Finding> kept = new ArrayList<>();
    private final Set<String> troubles = new TreeSet<>();
    private final Set<String> opaque = new TreeSet<>();
    private long count;

    synchronized void add(Finding finding) {
        count++;
        if (kept.size() < MOST_KEPT) {
            kept.add(finding);
        }
    }

    /// Something that should have been searched was not.
    synchronized void trouble(String sentence) {
        troubles.add(sentence);
    }

    /// Something that cannot be looked into: another compression, a cipher.
    synchronized void opaque(String file) {
        opaque.add(file);
    }

    synchronized long count() {
        return count;
    }

    synchronized List<Finding> kept() {
        return List.copyOf(kept);
    }

    synchronized List<String> troubles() {
        return List.copyOf(troubles);
    }

    synchronized List<String> opaque() {
        return List.copyOf(opaque);
    }
}
