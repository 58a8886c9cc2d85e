package org.earshot.ivr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with one YAML file, to be told all at once.
final class Problems {

    private final LocatedYaml yaml;
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(LocatedYaml yaml, String file) {
        this.yaml = yaml;
        this.file = file;
        found.addAll(yaml.problems());
    }

    void add(String pointer, String sentence) {
        found.add(new Problem(file, yaml.line(pointer), sentence));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> inOrder() {
        return found.stream().distinct().sorted(Comparator.comparingInt(Problem::line)).toList();
    }
}
