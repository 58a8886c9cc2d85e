package org.earshot.flows;

/// [Rule#CONSENT]
final class ConsentCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        new Knowledge(all.outlines())
                .visit((flow, step, known) -> {
                    if (step.records() && !known.agreed()) {
                        findings.error(
                                Rule.CONSENT,
                                flow,
                                pointer(step),
                                "step '%s' records a caller who was not asked on every way there; put a consent step before it."
                                        .formatted(step.id()));
                    }
                });
    }

    private static String pointer(Written step) {
        return step.is("survey") ? step.pointer() + "/comment" : step.pointer();
    }
}
