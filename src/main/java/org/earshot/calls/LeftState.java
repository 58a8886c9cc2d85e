package org.earshot.calls;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.crypto.TamperedException;
import org.earshot.house.CallMemory;
import org.earshot.house.FlowSet;
import org.earshot.house.SealedCall;
import org.earshot.house.StateForm;
import org.earshot.ivr.Flow;
import org.earshot.ivr.FlowState;
import org.earshot.ivr.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where an earlier core left a call. What of it cannot be read any more is taken to be at its
/// beginning.
///
/// @param flows those of the release the call began in
/// @param flow the one the caller is in
/// @param seal empty when there is no key of the call
record LeftState(
        FlowSet flows, Flow flow, FlowState state, CallMemory memory, Optional<SealedCall> seal) {

    private static final Logger LOG = LoggerFactory.getLogger(LeftState.class);

    static LeftState of(CallServices services, CallRecord before) {
        var sealed = services.calls().sealed(before.id());
        FlowSet flows = services.flows().at(sealed.map(CallRepository.Sealed::release).orElse(0));
        Optional<SealedCall> seal =
                sealed.flatMap(CallRepository.Sealed::wrappedKey)
                        .flatMap(key -> unwrapped(services, before, key));
        var form =
                seal.flatMap(key ->
                        sealed.flatMap(CallRepository.Sealed::state)
                                .flatMap(state -> opened(before, key, state)));
        FlowState state = form.map(StateForm::state).orElseGet(() -> plain(before, flows));
        Flow flow =
                flows.version(state.sha256())
                        .or(() -> flows.named(state.flow()))
                        .orElse(flows.entry());
        return new LeftState(
                flows, flow, state, form.map(StateForm::memory).orElse(CallMemory.NOTHING), seal);
    }

    private static Optional<SealedCall> unwrapped(
            CallServices services, CallRecord call, byte[] wrappedKey) {
        try {
            return Optional.of(SealedCall.of(services.desks().keys(), call.id(), wrappedKey));
        } catch (KeyDestroyed | KeysUnavailable | TamperedException unreadable) {
            LOG.error(
                    "the key of a call cannot be opened callId={}: {}",
                    call.id(),
                    unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<StateForm> opened(CallRecord call, SealedCall key, byte[] state) {
        try {
            return Optional.of(key.openState(state));
        } catch (TamperedException | UncheckedIOException unreadable) {
            LOG.error(
                    "where a call was in its flow cannot be read callId={}: {}",
                    call.id(),
                    unreadable.getMessage());
            return Optional.empty();
        }
    }

    /// The step is enough where there are no variables and no flow that called this one.
    private static FlowState plain(CallRecord before, FlowSet flows) {
        Flow flow = flows.named(before.flow()).orElse(flows.entry());
        return new FlowState(
                flow.name(),
                flow.sha256(),
                before.step().orElse(flow.start()),
                before.language(),
                Pace.NORMAL,
                Optional.empty(),
                Map.of(),
                List.of());
    }
}
