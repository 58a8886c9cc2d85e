package org.earshot.flows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.earshot.flows.Finding.Severity;

/// Collects what is found, to be told all at once.
final class Findings {

    private final List<Finding> found = new ArrayList<>();

    void error(Rule rule, Outline flow, String pointer, String sentence) {
        add(rule, Severity.ERROR, flow, pointer, sentence);
    }

    void warning(Rule rule, Outline flow, String pointer, String sentence) {
        add(rule, Severity.WARNING, flow, pointer, sentence);
    }

    void add(Finding finding) {
        found.add(finding);
    }

    private void add(Rule rule, Severity severity, Outline flow, String pointer, String sentence) {
        add(new Finding(rule, severity, flow.file(), flow.yaml().line(pointer), sentence));
    }

    /// Each once, by file and line.
    List<Finding> inOrder() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::file).thenComparingInt(Finding::line))
                .toList();
    }
}
