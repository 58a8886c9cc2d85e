package org.earshot.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/// What a demo shows: the case as staff see it, and beside it what only the caller knows.
///
/// @param queryCode as the caller heard it
/// @param callMillis answer to hang-up, by the caller's clock
/// @param timings how long each stage took
record DemoResult(
        @JsonUnwrapped CaseReport report, String queryCode, long callMillis, Timings timings) {

    static DemoResult of(CaseReport report, DemoCaller.Told told, Timings timings) {
        return new DemoResult(report, told.queryCode(), told.length().toMillis(), timings);
    }

    String onTerminal() {
        return report.onTerminal()
                + "  %-12s %s (only the caller knows it)%n"
                        .formatted("query code", grouped(queryCode))
                + "  %-12s start %d ms, answered %d ms, first prompt %d ms, hang-up to sealed %d ms, to transcript %d ms, to screened %d ms%n"
                        .formatted(
                                "stages",
                                timings.start(),
                                timings.inviteToAnswer(),
                                timings.inviteToFirstAudio(),
                                timings.hangUpToSealed(),
                                timings.hangUpToTranscript(),
                                timings.hangUpToScreened());
    }

    private static String grouped(String code) {
        return code.replaceAll("(\\d{4})(?=\\d)", "$1 ");
    }
}
