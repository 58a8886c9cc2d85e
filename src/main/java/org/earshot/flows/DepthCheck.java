package org.earshot.flows;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/// [Rule#DEPTH]: counted on the way with the fewest menus.
final class DepthCheck implements Check {

    static final int MOST = 5;

    @Override
    public void run(Checking all, Findings findings) {
        var menus = new Distances(all.outlines(), _ -> false, (step, _) -> step.isMenu() ? 1 : 0);
        for (var entry : all.outlines().entries()) {
            new Walk(all.outlines(), menus, findings).go(entry, 0);
        }
    }

    /// @param menus to a `return`
    private record Walk(Outlines outlines, Distances menus, Findings findings) {

        /// @param before how many menus lie before the flow
        void go(Outline flow, int before) {
            depths(flow, before)
                    .forEach((id, depth) -> {
                        var step = flow.step(id).orElseThrow();
                        if (step.isMenu() && depth == MOST) {
                            tell(flow, step);
                        }
                        outlines.called(flow, step)
                                .filter(_ -> depth <= MOST)
                                .ifPresent(called -> go(called, depth));
                    });
        }

        private Map<String, Integer> depths(Outline flow, int before) {
            var depths = new HashMap<String, Integer>();
            var waiting = new ArrayDeque<String>();
            flow.start()
                    .ifPresent(start -> {
                        depths.put(start.id(), before);
                        waiting.add(start.id());
                    });
            while (!waiting.isEmpty()) {
                var step = flow.step(waiting.remove()).orElseThrow();
                int behind = depths.getOrDefault(step.id(), 0) + menusOf(flow, step);
                for (var next :
                        step.ways().stream()
                                .map(Way::to)
                                .flatMap(id -> flow.step(id).stream())
                                .toList()) {
                    if (behind < depths.getOrDefault(next.id(), Distances.NONE)) {
                        depths.put(next.id(), behind);
                        waiting.add(next.id());
                    }
                }
            }
            return depths;
        }

        private int menusOf(Outline flow, Written step) {
            return outlines.called(flow, step)
                    .map(called -> menus.through(called).toReturn())
                    .orElse(step.isMenu() ? 1 : 0);
        }

        private void tell(Outline flow, Written step) {
            findings.error(
                    Rule.DEPTH,
                    flow,
                    step.pointer(),
                    "%d menus lie before step '%s', on the shortest way; let a caller come there sooner."
                            .formatted(MOST, step.id()));
        }
    }
}
