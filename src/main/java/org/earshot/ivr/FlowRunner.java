package org.earshot.ivr;

import java.util.Map;
import org.earshot.telephony.Hangup;

/// Walks one caller through one flow. One runner per call, on the call's own thread.
public final class FlowRunner {

    private final Line line;
    private final Prompts prompts;
    private final House house;
    private final Flows flows;

    /// @param flows where the flows are that this one calls
    public FlowRunner(Line line, Prompts prompts, House house, Flows flows) {
        this.line = line;
        this.prompts = prompts;
        this.house = house;
        this.flows = flows;
    }

    /// Runs a flow from its start to the hang-up it ends with.
    ///
    /// @throws Hangup when the call ended before
    public void run(Flow flow) throws Hangup {
        var voice =
                new Voice(line, prompts, house.intake(), flow.languages().getFirst(), Pace.NORMAL);
        var memory = new Memory(Map.of(), house.facts().consent());
        new Walk(house, flows, voice, memory, flow, flow.start()).go(false);
    }

    /// Takes a call up again that an earlier process left in `state`. A step the flow does not know
    /// (any more) means its start; a calling flow that is no more is not returned to.
    ///
    /// @param flow the one that `state` names, in that version or at least the one in force now
    /// @throws Hangup when the call ended before
    public void resume(FlowState state, Flow flow) throws Hangup {
        var voice = new Voice(line, prompts, house.intake(), state.language(), state.pace());
        var memory = new Memory(state.variables(), state.consent());
        var known = flow.steps().containsKey(state.step());
        var at = known ? state.step() : flow.start();
        var walk = new Walk(house, flows, voice, memory, flow, at);
        for (var frame : state.calling()) {
            flows.version(frame.sha256())
                    .or(() -> flows.named(frame.flow()))
                    .filter(caller -> caller.steps().containsKey(frame.next()))
                    .ifPresent(caller -> walk.calledBy(caller, frame.next()));
        }
        walk.go(known);
    }
}
