package org.earshot.app;

import java.time.Duration;
import java.util.List;
import org.earshot.flows.Coverage;
import org.earshot.flows.DialogueBook;
import org.earshot.flows.DialogueRunner;
import org.earshot.flows.FlowBook;
import org.earshot.flows.Rehearsal;
import org.earshot.ivr.IvrFlows;
import org.earshot.ivr.IvrRefused;

/// Simulated calls a second: every dialogue of the shipped flows, again and again.
final class FlowSpeed {

    private FlowSpeed() {}

    static IvrFigures.Flows measure(Duration time) throws InterruptedException {
        try {
            var runner =
                    new DialogueRunner(FlowBook.read(IvrFlows.shipped()), new Coverage(List.of()));
            var rehearsal = new Rehearsal(runner, DialogueBook.read(IvrFlows.shipped()));
            rehearsal.run(1, time); // warm
            int processors = Runtime.getRuntime().availableProcessors();
            double one = rehearsal.run(1, time).callsPerSecond();
            return new IvrFigures.Flows(rehearsal.run(processors, time).callsPerSecond(), one);
        } catch (IvrRefused refused) {
            throw new Complaint(String.valueOf(refused.getMessage()));
        }
    }
}
