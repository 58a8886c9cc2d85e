package org.earshot.calls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriError;
import org.earshot.ari.AriException;
import org.earshot.telephony.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The called side of a masked call and the bridge to it. Both have ids made of the call's, so that
/// a later core finds them.
final class Legs {

    private static final Logger LOG = LoggerFactory.getLogger(Legs.class);
    private static final int NORMAL = 16;

    private final AriClient ari;
    private final CallId call;
    private final String called;
    private final String bridge;

    Legs(AriClient ari, CallId call) {
        this.ari = ari;
        this.call = call;
        this.called = id("called");
        this.bridge = id("bridge");
    }

    private String id(String what) {
        return UUID.nameUUIDFromBytes((what + " " + call).getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    String called() {
        return called;
    }

    void dial(String endpoint, String display, Duration patience) throws AriException {
        ari.channels().originate(called, endpoint, display, patience, MaskedCall.LEG);
    }

    void join(String caller) throws AriException {
        ari.bridges().create(bridge, "earshot-masked " + call);
        ari.bridges().add(bridge, List.of(caller, called));
    }

    void play(Path tone) throws AriException {
        ari.bridges().play(bridge, tone);
    }

    boolean areUp() throws AriException {
        return ari.channels().exists(called) && ari.bridges().exists(bridge);
    }

    boolean isCalledUp() throws AriException {
        return ari.channels().exists(called);
    }

    /// Ends what there is of it.
    void end() {
        attempt(() -> ari.channels().hangUp(called, NORMAL));
        attempt(() -> ari.bridges().delete(bridge));
    }

    private interface Command {
        void run() throws AriException;
    }

    private static void attempt(Command command) {
        try {
            command.run();
        } catch (AriError gone) {
            LOG.debug("already gone: {}", gone.status());
        } catch (AriException unreachable) {
            LOG.warn("a leg could not be ended: {}", unreachable.getMessage());
        }
    }
}
