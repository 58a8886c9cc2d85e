package org.earshot.ivr;

import java.util.List;
import java.util.stream.Collectors;

/// A flow or a set of prompts that cannot be used as it is. The message lists all problems at once,
/// one on each line, and can be shown to its author.
public final class IvrRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public IvrRefused(String what, List<Problem> problems) {
        super(
                what
                        + " cannot be used; problems: "
                        + problems.size()
                        + problems.stream()
                                .map(problem -> "\n  " + problem)
                                .collect(Collectors.joining()));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
