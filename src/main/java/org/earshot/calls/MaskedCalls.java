package org.earshot.calls;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.ari.AriException;
import org.earshot.masking.Cdr;
import org.earshot.masking.Mask;
import org.earshot.masking.ReleaseBy;
import org.earshot.masking.ResultCode;
import org.earshot.telephony.CallId;
import org.earshot.telephony.Hangup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells calls to a mask of the pool from calls to the hotline, and serves them.
public final class MaskedCalls implements IncomingCalls.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(MaskedCalls.class);

    private final MaskedServices services;
    private final IncomingCalls.Handler hotline;
    private final Map<CallId, MaskedCall> live = new ConcurrentHashMap<>();

    /// @param hotline serves all other calls
    public MaskedCalls(MaskedServices services, IncomingCalls.Handler hotline) {
        this.services = services;
        this.hotline = hotline;
    }

    @Override
    public void serve(IncomingCall incoming) throws Hangup {
        Optional<Mask> mask = incoming.dialled().flatMap(services::mask);
        if (mask.isEmpty()) {
            hotline.serve(incoming);
            return;
        }
        switch (incoming.served()) {
            case AgiLine line -> line.handOver();
            case AriLine line -> serve(incoming, line, mask.get());
        }
    }

    private void serve(IncomingCall incoming, AriLine line, Mask mask) throws Hangup {
        CallId id = incoming.resumed().orElseGet(CallId::random);
        try (var call = new MaskedCall(services, incoming, line, mask, id)) {
            if (live.putIfAbsent(id, call) == null) {
                call.serve();
            }
        } finally {
            live.remove(id);
        }
    }

    /// Ends a call; both sides are released.
    ///
    /// @return false when there is no such call (any more)
    public boolean stop(UUID id) {
        MaskedCall call = live.get(new CallId(id));
        return call != null && call.stop();
    }

    /// Ends the records of calls that were over before a core could see it. Run it from time to
    /// time.
    public void sweep() {
        for (Cdr cdr : services.log().unreleased()) {
            if (!live.containsKey(cdr.id()) && isGone(cdr.channelId())) {
                LOG.info("closing a record whose end nobody saw callId={}", cdr.id());
                end(cdr, services.clock().instant());
            }
        }
    }

    private void end(Cdr cdr, Instant now) {
        int cause = MaskedCall.TEMPORARY_FAILURE;
        new Legs(services.ari(), cdr.id()).end();
        services.log().released(cdr.id(), ReleaseBy.PLATFORM, cause, ResultCode.NORMAL, now);
    }

    private boolean isGone(String channelId) {
        try {
            return !services.ari().channels().exists(channelId);
        } catch (AriException unknown) {
            return false;
        }
    }
}
