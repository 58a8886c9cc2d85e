package org.earshot.calls;

import java.util.Map;
import java.util.Optional;
import org.earshot.house.FlowSet;
import org.earshot.ivr.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Numbers of ours that answer with a flow of their own.
///
/// @param flows by what was dialled, the names of flows; any other number answers with the first
///   flow of the house
public record Numbers(Map<String, String> flows) {

    private static final Logger LOG = LoggerFactory.getLogger(Numbers.class);

    public static final Numbers NONE = new Numbers(Map.of());

    public Numbers {
        flows = Map.copyOf(flows);
    }

    /// What a caller hears who dialled this. A flow that is not in force (perhaps not published
    /// yet) must not cost a caller the call.
    Flow answering(Optional<String> dialled, FlowSet set) {
        Optional<String> name = dialled.map(flows::get);
        Optional<Flow> flow = name.flatMap(set::named);
        if (name.isPresent() && flow.isEmpty()) {
            LOG.error(
                    "calls.numbers names the flow '{}', which is not in force; its callers hear '{}'",
                    name.get(),
                    set.entry().name());
        }
        return flow.orElse(set.entry());
    }
}
