package org.earshot.app;

import java.util.ArrayList;
import java.util.List;

/// Figures of one kind, in milliseconds.
final class Sample {

    private final List<Double> values = new ArrayList<>();

    synchronized void add(double millis) {
        values.add(millis);
    }

    synchronized int size() {
        return values.size();
    }

    /// The value below which `share` of all lie (nearest rank).
    synchronized double quantile(double share) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }

    double median() {
        return quantile(0.5);
    }
}
