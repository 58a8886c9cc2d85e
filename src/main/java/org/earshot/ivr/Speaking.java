package org.earshot.ivr;

import java.util.function.Consumer;
import org.earshot.telephony.Hangup;

/// The caller speaks freely and is recorded: the report, an addition to a case, a comment.
final class Speaking {

    private final Voice voice;
    private final House house;

    Speaking(Voice voice, House house) {
        this.voice = voice;
        this.house = house;
    }

    /// @return the id of the next step
    String report(Step.Report step, boolean again) throws Hangup {
        voice.play(again ? step.interrupted() : step.say(), Voice.NO_KEY);
        var intake = house.intake();
        take(step.limits(), intake::reportBegun, intake::reportEnded);
        return step.next();
    }

    void note(Step.AddNote step, boolean again) throws Hangup {
        voice.play(again ? step.interrupted() : step.say(), Voice.NO_KEY);
        var cases = house.cases();
        take(step.limits(), cases::noteBegun, cases::noteEnded);
    }

    void comment(String survey, Step.Comment comment) throws Hangup {
        voice.play(comment.say(), Voice.NO_KEY);
        var surveys = house.surveys();
        take(
                comment.limits(),
                () -> surveys.commentBegun(survey),
                how -> surveys.commentEnded(survey, how));
    }

    /// What was begun is ended, however the call goes on.
    private void take(SpeechLimits limits, Runnable begun, Consumer<ReportEnd> ended)
            throws Hangup {
        begun.run();
        var how = ReportEnd.HANGUP;
        SpeechEnd end;
        try {
            voice.beep();
            end = voice.listen(limits);
            how = ReportEnd.of(end);
        } finally {
            ended.accept(how);
        }
        voice.personAfter(end);
    }
}
