package org.earshot.calls;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.house.FlowSet;
import org.earshot.ivr.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Numbers of ours that answer with a flow of their own.
public final class Numbers {

    private static final Logger LOG = LoggerFactory.getLogger(Numbers.class);

    public static final Numbers NONE = new Numbers(Map.of());

    private final Map<String, String> flows;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    /// @param flows by what was dialled, the names of flows; any other number answers with the
    ///   first flow of the house
    public Numbers(Map<String, String> flows) {
        this.flows = Map.copyOf(flows);
    }

    /// What a caller hears who dialled this. A flow that is not in force (perhaps not published
    /// yet) must not cost a caller the call.
    Flow answering(Optional<String> dialled, FlowSet set) {
        Optional<String> name = dialled.map(flows::get);
        Optional<Flow> flow = name.flatMap(set::named);
        name.ifPresent(flowName -> tell(flowName, flow.isPresent(), set));
        return flow.orElse(set.entry());
    }

    /// Once until it is in force, not with every call.
    private void tell(String name, boolean inForce, FlowSet set) {
        if (inForce) {
            missing.remove(name);
        } else if (missing.add(name)) {
            LOG.error(
                    "calls.numbers names the flow '{}', which is not in force; its callers hear '{}'",
                    name,
                    set.entry().name());
        }
    }
}
