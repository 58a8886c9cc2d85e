package org.earshot.calls;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.earshot.cases.CaseOpened;
import org.earshot.cases.ReportEnding;
import org.earshot.ivr.Consent;
import org.earshot.ivr.FlowState;
import org.earshot.ivr.Intake;
import org.earshot.ivr.IntakeUnavailable;
import org.earshot.ivr.ReportEnd;

/// What the flow of one call asks of the house: journals the steps, begins and ends the report,
/// opens the case.
final class CallIntake implements Intake {

    /// A report should be in the database before the caller speaks; it begins all the same, for the
    /// recording is enough to make the case of it later.
    private static final Duration BEGIN_PATIENCE = Duration.ofSeconds(2);

    /// How long a caller is kept waiting for a code. A restart of PostgreSQL takes 1 to 3 s.
    private static final Duration CODE_PATIENCE = Duration.ofSeconds(10);

    private final CallServices services;
    private final LiveCall call;
    private final CallState state;
    private Locale language;

    CallIntake(CallServices services, LiveCall call, CallState state, Locale language) {
        this.services = services;
        this.call = call;
        this.state = state;
        this.language = language;
    }

    @Override
    public void entered(FlowState at) {
        call.tell(new CallEvent.StepEntered(at.step()));
        state.entered(at);
    }

    @Override
    public void outcome(Map<String, String> values) {
        state.outcome(values);
    }

    @Override
    public void consented(Consent consent) {
        call.agrees(consent);
        call.tell(new CallEvent.Consented(consent));
    }

    @Override
    public void languageChosen(Locale chosen) {
        language = chosen;
        call.speaks(chosen);
        call.tell(new CallEvent.LanguageChosen(chosen));
    }

    @Override
    public void reportBegun() {
        var at = services.clock().instant();
        call.tell(new CallEvent.ReportBegun());
        call.hears();
        try {
            call.journal()
                    .commit(
                            "begin of the report",
                            () -> services.cases().begin(call.id(), language, at),
                            BEGIN_PATIENCE);
        } catch (TimeoutException | ExecutionException notNow) {
            call.tell(
                    new CallEvent.Failed(
                            "the report is not in the database yet; it is being recorded"));
        }
    }

    @Override
    public void reportEnded(ReportEnd how) {
        call.heardOut();
        call.tell(new CallEvent.ReportEnded(how.name().toLowerCase(Locale.ROOT)));
        call.journal()
                .write("end of the report", () -> services.cases().end(call.id(), ending(how)));
    }

    @Override
    public String queryCode() {
        try {
            CaseOpened opened =
                    call.journal()
                            .commit("case", () -> services.cases().open(call.id()), CODE_PATIENCE);
            call.tell(new CallEvent.CaseOpened(opened.trackingNumber()));
            return opened.queryCode();
        } catch (TimeoutException | ExecutionException notNow) {
            call.tell(
                    new CallEvent.Failed(
                            "no case could be opened yet; it will be made of the recording"));
            throw new IntakeUnavailable("no case could be opened now", notNow);
        }
    }

    @Override
    public boolean confirmCode(String keyed) {
        try {
            boolean right =
                    call.journal()
                            .commit(
                                    "confirmation",
                                    () -> services.cases().confirm(call.id(), keyed),
                                    CODE_PATIENCE);
            call.tell(right ? new CallEvent.CodeConfirmed() : new CallEvent.CodeWrong());
            return right;
        } catch (TimeoutException | ExecutionException notNow) {
            return false;
        }
    }

    @Override
    public void sensitive(boolean on) {
        call.silence(on);
    }

    @Override
    public void heard(String promptId) {
        call.tell(new CallEvent.PromptPlayed(promptId));
    }

    static ReportEnding ending(ReportEnd how) {
        return switch (how) {
            case KEY -> ReportEnding.KEY;
            case SILENCE -> ReportEnding.SILENCE;
            case LIMIT -> ReportEnding.LIMIT;
            case HANGUP -> ReportEnding.HANGUP;
        };
    }
}
