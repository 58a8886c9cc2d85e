package org.earshot.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.earshot.ari.AriException;
import org.earshot.ivr.Outbound;
import org.earshot.telephony.Hangup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects one caller with a target of the settings.
final class CallOutbound implements Outbound {

    private static final Logger LOG = LoggerFactory.getLogger(CallOutbound.class);

    /// Shown to who is rung when we do not know what was dialled.
    private static final String NAMELESS = "anonymous";

    private final CallServices services;
    private final LiveCall call;
    private final IncomingCall incoming;

    CallOutbound(CallServices services, LiveCall call, IncomingCall incoming) {
        this.services = services;
        this.call = call;
        this.incoming = incoming;
    }

    @Override
    public Outcome connect(String target, Duration ring, boolean emergency) throws Hangup {
        if (emergency) {
            Instant at = services.clock().instant();
            call.journal().write("emergency", () -> services.calls().emergency(call.id(), at));
        }
        call.tell(new CallEvent.Connecting(target, emergency));
        Outcome outcome = connect(target, ring);
        call.tell(new CallEvent.Connected(outcome.name()));
        return outcome;
    }

    private Outcome connect(String target, Duration ring) throws Hangup {
        Switchboard switchboard = services.desks().switchboard();
        Optional<String> endpoint = switchboard.endpoint(target);
        if (endpoint.isEmpty()) {
            LOG.warn(
                    "The target {} cannot be rung: it is not in the settings, calls.targets, or"
                            + " there is no number shield callId={}",
                    target,
                    call.id());
            return Outcome.UNAVAILABLE;
        }
        return ring(endpoint.get(), ring);
    }

    private Outcome ring(String endpoint, Duration ring) throws Hangup {
        try {
            return incoming.served()
                    .connect(call.id(), endpoint, incoming.dialled().orElse(NAMELESS), ring);
        } catch (AriException refused) {
            LOG.warn("a target could not be rung: {} callId={}", refused.getMessage(), call.id());
            return Outcome.UNAVAILABLE;
        }
    }
}
