package org.earshot.calls;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.earshot.cases.Priority;
import org.earshot.house.FlowSet;
import org.earshot.ivr.Calendar;
import org.earshot.ivr.Consent;
import org.earshot.ivr.Facts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the conditions of a flow ask about, in one call.
final class CallFacts implements Facts {

    private static final Logger LOG = LoggerFactory.getLogger(CallFacts.class);

    private final CallServices services;
    private final LiveCall call;
    private final FlowSet flows;

    CallFacts(CallServices services, LiveCall call, FlowSet flows) {
        this.services = services;
        this.call = call;
        this.flows = flows;
    }

    @Override
    public Opening opening(String calendar) {
        Optional<Calendar> known = flows.calendars().named(calendar);
        if (known.isEmpty()) { // the checks let no such flow through
            LOG.error("There is no calendar {}; callers are told it is closed", calendar);
        }
        return known.map(office -> office.opening(services.clock().instant()))
                .orElse(Opening.CLOSED);
    }

    /// By what the caller has said so far. The words of the last second may still be missing.
    @Override
    public Set<String> screening() {
        var words = call.wordsSoFar();
        if (words.isBlank()) {
            return Set.of();
        }
        var screening = services.cases().preview(words, call.language());
        var found = new HashSet<String>();
        found.add(screening.category().name());
        if (screening.priority() == Priority.EMERGENCY) {
            found.add(Priority.EMERGENCY.name());
        }
        return found;
    }

    /// Nobody has agreed to anything before calling.
    @Override
    public Optional<Consent> consent() {
        return Optional.empty();
    }
}
