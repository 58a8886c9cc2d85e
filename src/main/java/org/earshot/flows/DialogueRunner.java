package org.earshot.flows;

import java.util.ArrayList;
import java.util.Locale;
import org.earshot.ivr.Calendars;
import org.earshot.ivr.Flow;
import org.earshot.ivr.FlowRunner;
import org.earshot.ivr.FlowState;
import org.earshot.ivr.Prompts;
import org.earshot.ivr.ScriptedLine;
import org.earshot.telephony.Hangup;
import org.jspecify.annotations.Nullable;

/// Lives through dialogues without a telephone, in a moment each. Safe for several threads.
public final class DialogueRunner {

    private final TracedFlows flows;
    private final Calendars calendars;
    private final Prompts prompts;
    private final Coverage coverage;

    /// @param coverage is told what is lived through
    public DialogueRunner(FlowBook book, Coverage coverage) {
        flows = new TracedFlows(book);
        calendars = book.calendars();
        prompts = Wordings.withoutSound(book.prompts());
        this.coverage = coverage;
    }

    public DialogueResult run(Dialogue dialogue) {
        return run(dialogue, new ScriptedLine());
    }

    /// @param line knows of the dialogue nothing yet
    DialogueResult run(Dialogue dialogue, ScriptedLine line) {
        return new Run(dialogue, line).result();
    }

    /// One call.
    private final class Run implements HouseWatch {

        private final Dialogue dialogue;
        private final ScriptedLine line;
        private final SimulatedHouse house;
        private final FlowRunner runner;
        private String failure = "";
        private @Nullable FlowState state;

        Run(Dialogue dialogue, ScriptedLine line) {
            this.dialogue = dialogue;
            this.line = line;
            var how = new Circumstances();
            dialogue.body().settings().forEach(how::learn);
            house = new SimulatedHouse(how, calendars, SimulatedHouse.Time.of(line), this);
            runner = new FlowRunner(line, prompts, house.house(), flows);
            dialogue.body().acts().forEach(this::teach);
        }

        private void teach(Phrase.Act act) {
            switch (act) {
                case Phrase.Act.Hears(var what) -> line.hears(what);
                case Phrase.Act.Presses(var keys) ->
                        line.presses(keys.isEmpty() ? SimulatedHouse.CODE : keys);
                case Phrase.Act.Says(var words) -> line.says(words);
                case Phrase.Act.Speaks(var time) -> line.speaks(time);
                case Phrase.Act.Waits(var time) -> line.waits(time);
                case Phrase.Act.HangsUp() -> line.hangsUp();
                case Phrase.Act.CoreRestarts() -> line.coreRestarts(() -> house.down(true));
            }
        }

        DialogueResult result() {
            var outcome = new ArrayList<String>();
            var end = live();
            outcome.addAll(house.notes());
            outcome.add("call ended by " + end);
            return new DialogueResult(
                    dialogue, outcome, line.unmet(), line.heard(), failure, line.elapsed());
        }

        private String live() {
            var flow = flows.named(dialogue.flow());
            if (flow.isEmpty()) {
                failure = "there is no flow '" + dialogue.flow() + "'";
                return "us";
            }
            try {
                walk(flow.get());
                return "us";
            } catch (Hangup hangup) {
                if (state != null && hangup.by() == Hangup.By.CALLER) {
                    coverage.hungUp(state.flow(), step(state));
                }
                return hangup.by().name().toLowerCase(Locale.ROOT);
            } catch (RuntimeException broken) {
                failure = broken.toString();
                return "us";
            }
        }

        /// As often as the core restarts.
        private void walk(Flow flow) throws Hangup {
            for (var left = state; ; left = state) {
                try {
                    if (left == null) {
                        runner.run(flow);
                    } else {
                        house.down(false);
                        runner.resume(left, flows.version(left.sha256()).orElseThrow());
                    }
                    return;
                } catch (ScriptedLine.CoreRestarted _) {
                    // taken up again
                }
            }
        }

        @Override
        public void entered(FlowState now) {
            var before = state;
            state = now;
            var arrival = TracedFlows.Arrival.of(now.step());
            coverage.entered(now.flow(), arrival.step());
            if (arrival.wantsPerson() && before != null) {
                coverage.wantedPerson(before.flow(), step(before));
            } else if (!arrival.from().isEmpty()) {
                coverage.passed(now.flow(), arrival.from(), arrival.branch());
            }
        }

        @Override
        public void heard(String promptId) {
            if (state != null) {
                coverage.heard(state.flow(), step(state), promptId);
            }
        }

        private static String step(FlowState state) {
            return TracedFlows.Arrival.of(state.step()).step();
        }
    }
}
