package org.earshot.flows;

import java.util.HashMap;
import java.util.Map;

/// [Rule#PERSON]: looks at the questions a caller may be asked before having come to a person or a
/// voicemail. A step that only says goodbye needs no way to a person.
final class PersonCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        var keys =
                new Distances(all.outlines(), Written::isPersonOrVoicemail, (_, way) -> way.keys());
        var walk = new Walk(all.outlines(), keys, findings);
        for (var entry : all.outlines().entries()) {
            walk.go(entry, Distances.NONE, entry);
        }
    }

    /// @param keys to a person or a voicemail
    private record Walk(Outlines outlines, Distances keys, Findings findings) {

        /// @param afterReturn how many keys it is to a person from where the flow returns to
        /// @param entry where the call began: it says how many are allowed
        void go(Outline flow, int afterReturn, Outline entry) {
            var before = before(flow);
            for (var step : before.values()) {
                int away = keys.from(flow, step.id()).inAll(afterReturn);
                boolean first = flow.equals(entry) && flow.start().filter(step::equals).isPresent();
                if ((step.asks() || first) && away > entry.personWithin()) {
                    tell(flow, step, away, entry);
                }
                outlines.called(flow, step)
                        .ifPresent(called -> go(called, after(flow, step, afterReturn), entry));
            }
        }

        private int after(Outline flow, Written call, int afterReturn) {
            return call.ways().stream()
                    .mapToInt(way -> keys.from(flow, way.to()).inAll(afterReturn))
                    .min()
                    .orElse(Distances.NONE);
        }

        /// The steps one comes to without having passed a person or a voicemail.
        private Map<String, Written> before(Outline flow) {
            var before = new HashMap<String, Written>();
            flow.start().ifPresent(start -> collect(flow, start, before));
            return before;
        }

        private void collect(Outline flow, Written step, Map<String, Written> before) {
            if (step.isPersonOrVoicemail() || before.putIfAbsent(step.id(), step) != null) {
                return;
            }
            if (outlines.called(flow, step).map(this::passesNobody).orElse(true)) {
                step.ways()
                        .forEach(way ->
                                flow.step(way.to()).ifPresent(next -> collect(flow, next, before)));
            }
        }

        private boolean passesNobody(Outline called) {
            return before(called).values().stream().anyMatch(step -> step.is("return"));
        }

        private void tell(Outline flow, Written step, int away, Outline entry) {
            findings.error(
                    Rule.PERSON,
                    flow,
                    step.pointer(),
                    away >= Distances.NONE
                            ? "no way from step '%s' leads to a person or a voicemail; give the flow a key for a person, or lead to a queue, a transfer or a report."
                                    .formatted(step.id())
                            : "from step '%s' it takes %d keys to come to a person or a voicemail, and %s.yaml allows %d; shorten the way or give the flow a key for a person."
                                    .formatted(
                                            step.id(), away, entry.name(), entry.personWithin()));
        }
    }
}
