package org.earshot.calls;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.house.CallMemory;
import org.earshot.house.SealedCall;
import org.earshot.ivr.FlowState;
import org.jspecify.annotations.Nullable;

/// Where one call is in its flow and what the house remembers of it, written down sealed at every
/// step for a core that may come after us. For the call's own thread.
final class CallState {

    private final CallServices services;
    private final LiveCall call;
    private final Optional<SealedCall> seal;
    private final Set<String> flowsHeard = new HashSet<>();
    private @Nullable FlowState at;
    private CallMemory memory;

    /// @param seal empty when there is no key: then nothing but the step is written
    CallState(CallServices services, LiveCall call, Optional<SealedCall> seal, CallMemory memory) {
        this.services = services;
        this.call = call;
        this.seal = seal;
        this.memory = memory;
    }

    void entered(FlowState state) {
        at = state;
        Instant now = services.clock().instant();
        boolean first = flowsHeard.add(state.sha256());
        services.desks().counts().entered(state.flow(), state.step());
        Optional<byte[]> sealed = sealed(state);
        call.journal()
                .write(
                        "step",
                        () -> {
                            services.calls().entered(call.id(), state, sealed);
                            if (first) {
                                services.calls().heard(call.id(), state.sha256(), now);
                            }
                        });
    }

    CallMemory memory() {
        return memory;
    }

    void remember(CallMemory now) {
        memory = now;
        FlowState state = at;
        if (state != null) {
            Optional<byte[]> sealed = sealed(state);
            call.journal()
                    .write("memory", () -> services.calls().entered(call.id(), state, sealed));
        }
    }

    void outcome(Map<String, String> values) {
        seal.ifPresent(under -> {
            byte[] sealed = under.sealOutcome(values);
            call.journal().write("outcome", () -> services.calls().outcome(call.id(), sealed));
        });
    }

    private Optional<byte[]> sealed(FlowState state) {
        return seal.map(under -> under.seal(state, memory));
    }
}
