package org.earshot.flows;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.Step;

/// The flows of this source tree.
final class ShippedFlows {

    static final Path FOLDER = Path.of("ivr-flows");

    private ShippedFlows() {}

    static FlowBook book() throws IvrRefused {
        return FlowBook.read(FOLDER);
    }

    /// Those a call can begin with.
    static List<String> entries(FlowBook book) {
        var called = new HashSet<String>();
        for (var flow : book.flows().values()) {
            for (var step : flow.steps().values()) {
                if (step instanceof Step.Call call) {
                    called.add(call.flow());
                }
            }
        }
        return book.flows().keySet().stream().filter(name -> !called.contains(name)).toList();
    }
}
