package org.earshot.flows;

import com.fasterxml.jackson.databind.JsonNode;

/// [Rule#CALENDAR]
final class CalendarCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        all.calendars().findings().forEach(findings::add);
        for (var flow : all.outlines().all()) {
            for (var step : flow.steps().values()) {
                look(
                        flow,
                        step,
                        step.pointer() + "/calendar",
                        step.node().path("calendar"),
                        all,
                        findings);
                Conditions.each(
                        step,
                        (pointer, condition) ->
                                look(
                                        flow,
                                        step,
                                        pointer + "/open",
                                        condition.path("open"),
                                        all,
                                        findings));
            }
        }
    }

    private static void look(
            Outline flow,
            Written step,
            String pointer,
            JsonNode name,
            Checking all,
            Findings findings) {
        if (name.isTextual() && !all.calendars().has(name.asText())) {
            findings.error(
                    Rule.CALENDAR,
                    flow,
                    pointer,
                    "step '%s' needs the calendar '%s', and there is no calendars/%s.yaml; there are: %s."
                            .formatted(
                                    step.id(),
                                    name.asText(),
                                    name.asText(),
                                    String.join(", ", all.calendars().names())));
        }
    }
}
