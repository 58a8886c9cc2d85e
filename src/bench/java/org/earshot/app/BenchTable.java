package org.earshot.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a benchmark prints: a row a measure, ours beside a peer's where there is one.
///
/// @param machine processors, memory, Java: figures without them mean nothing
record BenchTable(Machine machine, List<Row> rows) {

    /// What it was measured on.
    record Machine(int processors, long memoryMib, String os, String java, String asterisk) {

        static Machine here(String asterisk) {
            var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Machine(
                    system.getAvailableProcessors(),
                    system.getTotalMemorySize() >> 20,
                    system.getName() + " " + system.getVersion(),
                    Runtime.version().toString(),
                    asterisk);
        }
    }

    /// Milliseconds. `spread` is the 95th percentile over the median.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String measure,
            int count,
            double ours,
            double p95,
            double least,
            double most,
            double spread,
            @Nullable String peerName,
            @Nullable Double peer,
            @Nullable Double ratio) {

        static Row of(String measure, Sample ours) {
            return of(measure, ours, null, null);
        }

        static Row of(
                String measure, Sample ours, @Nullable String peerName, @Nullable Sample peer) {
            return new Row(
                    measure,
                    ours.size(),
                    round(ours.median()),
                    round(ours.quantile(0.95)),
                    round(ours.quantile(0)),
                    round(ours.quantile(1)),
                    round(ours.quantile(0.95) / ours.median()),
                    peerName,
                    peer == null ? null : round(peer.median()),
                    peer == null ? null : round(ours.median() / peer.median()));
        }

        private static double round(double value) {
            return Math.round(value * 100) / 100.0;
        }
    }

    String onTerminal() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%-34s %5s %9s %9s %7s  %s"
                        .formatted("measure (ms)", "n", "median", "p95", "spread", "peer"));
        for (Row row : rows) {
            String peer =
                    row.peer == null
                            ? "-"
                            : String.format(
                                    Locale.ROOT,
                                    "%.2f (%s), ratio %.2f",
                                    row.peer,
                                    row.peerName,
                                    row.ratio);
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-34s %5d %9.2f %9.2f %7.2f  %s",
                            row.measure,
                            row.count,
                            row.ours,
                            row.p95,
                            row.spread,
                            peer));
        }
        lines.add(
                "on %d processors, %d MiB, %s, Java %s, Asterisk %s"
                        .formatted(
                                machine.processors,
                                machine.memoryMib,
                                machine.os,
                                machine.java,
                                machine.asterisk));
        return String.join(System.lineSeparator(), lines);
    }
}
