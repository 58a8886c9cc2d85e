package org.earshot.calls;

import java.time.Instant;
import org.earshot.ivr.ReportEnd;
import org.earshot.ivr.SurveyDesk;
import org.earshot.telephony.Dtmf;

/// What one caller thinks of us; a comment's sound and words are the call's.
final class CallSurveys implements SurveyDesk {

    private final CallServices services;
    private final LiveCall call;

    CallSurveys(CallServices services, LiveCall call) {
        this.services = services;
        this.call = call;
    }

    @Override
    public void answered(String survey, String question, Dtmf key) {
        Instant at = services.clock().instant();
        call.journal()
                .write(
                        "answer to a survey",
                        () ->
                                services.desks()
                                        .surveys()
                                        .answered(call.id(), survey, question, key, at));
    }

    @Override
    public void commentBegun(String survey) {
        Instant at = services.clock().instant();
        call.hears();
        call.journal()
                .write(
                        "begin of a comment",
                        () -> services.desks().surveys().commentBegun(call.id(), survey, at));
    }

    @Override
    public void commentEnded(String survey, ReportEnd how) {
        call.heardOut();
        Instant at = services.clock().instant();
        String word = CallIntake.ending(how).name();
        call.journal()
                .write(
                        "end of a comment",
                        () -> services.desks().surveys().commentEnded(call.id(), survey, word, at));
    }
}
