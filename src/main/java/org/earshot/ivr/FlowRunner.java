package org.earshot.ivr;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// Walks one caller through one flow. One runner per call, on the call's own thread.
public final class FlowRunner {

    private final Line line;
    private final Prompts prompts;
    private final Intake intake;

    public FlowRunner(Line line, Prompts prompts, Intake intake) {
        this.line = line;
        this.prompts = prompts;
        this.intake = intake;
    }

    /// Runs a flow from its start to the hang-up it ends with.
    ///
    /// @throws Hangup when the call ended before
    public void run(Flow flow) throws Hangup {
        walk(flow, flow.languages().getFirst()).from(flow.start(), false);
    }

    /// Takes a call up again that an earlier process left in `step`. A step the flow does not know
    /// (any more) means its start.
    ///
    /// @throws Hangup when the call ended before
    public void resume(Flow flow, String step, Locale language) throws Hangup {
        var known = flow.steps().containsKey(step);
        walk(flow, language).from(known ? step : flow.start(), known);
    }

    private Walk walk(Flow flow, Locale language) {
        return new Walk(flow, new Voice(line, prompts, intake, language));
    }

    /// What is remembered during one run.
    private final class Walk {

        private final Flow flow;
        private final Voice voice;
        private final CodeReading codeReading;
        private boolean sensitive;

        Walk(Flow flow, Voice voice) {
            this.flow = flow;
            this.voice = voice;
            codeReading = new CodeReading(line, voice, intake);
        }

        void from(String first, boolean resumed) throws Hangup {
            var id = Optional.of(first);
            var again = resumed;
            while (id.isPresent()) {
                var step = flow.step(id.get());
                intake.entered(id.get());
                silenceRecording(step.sensitive());
                id = perform(step, again);
                again = false;
            }
        }

        private void silenceRecording(boolean on) {
            if (sensitive != on) {
                sensitive = on;
                intake.sensitive(on);
            }
        }

        /// @return the id of the next step; empty when the call is over
        private Optional<String> perform(Step step, boolean resumed) throws Hangup {
            return switch (step) {
                case Step.Say(var say, var next) -> {
                    voice.play(say, Voice.NO_KEY);
                    yield Optional.of(next);
                }
                case Step.Menu menu -> Optional.of(choose(menu));
                case Step.Report report -> {
                    takeReport(report, resumed);
                    yield Optional.of(report.next());
                }
                case Step.Code code -> Optional.of(codeReading.read(code));
                case Step.Collect collect -> Optional.of(codeReading.collect(collect));
                case Step.Hangup(var say) -> {
                    voice.play(say, Voice.NO_KEY);
                    line.hangUp();
                    yield Optional.empty();
                }
            };
        }

        private String choose(Step.Menu menu) throws Hangup {
            for (int attempt = 0; attempt < menu.attempts(); attempt++) {
                var choice = ask(menu).map(menu.keys()::get);
                if (choice.isPresent()) {
                    choice.get().language().ifPresent(voice::changeTo);
                    return choice.get().next();
                }
            }
            if (menu.choosesLanguage()) {
                voice.changeTo(voice.language());
            }
            return menu.otherwise();
        }

        private Optional<Dtmf> ask(Step.Menu menu) throws Hangup {
            var languages = menu.inEachLanguage() ? flow.languages() : List.of(voice.language());
            for (var language : languages) {
                var key = voice.play(menu.say(), language, Voice.ANY_KEY);
                if (key.isPresent()) {
                    return key;
                }
            }
            return line.readKey(menu.timeout());
        }

        private void takeReport(Step.Report report, boolean resumed) throws Hangup {
            voice.play(resumed ? report.interrupted() : report.say(), Voice.NO_KEY);
            intake.reportBegun();
            var how = ReportEnd.HANGUP;
            try {
                line.beep();
                how = ReportEnd.of(line.listen(report.limits()));
            } finally {
                intake.reportEnded(how);
            }
        }
    }
}
