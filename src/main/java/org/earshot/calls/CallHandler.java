package org.earshot.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.house.CallMemory;
import org.earshot.house.FlowSet;
import org.earshot.house.SealedCall;
import org.earshot.ivr.Flow;
import org.earshot.ivr.FlowRunner;
import org.earshot.ivr.House;
import org.earshot.telephony.CallId;
import org.earshot.telephony.Hangup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call from first ring to hang-up, top to bottom on its own thread; also one that an earlier
/// core began.
public final class CallHandler implements IncomingCalls.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(CallHandler.class);

    private final CallServices services;
    private final CallClosing closing;

    public CallHandler(CallServices services, CallClosing closing) {
        this.services = services;
        this.closing = closing;
    }

    @Override
    public void serve(IncomingCall incoming) throws Hangup {
        Optional<CallRecord> before = incoming.resumed().flatMap(this::recordOf);
        if (before.isEmpty()) {
            services.recorder().requireSpace();
        }
        CallId id = incoming.resumed().orElseGet(CallId::random);
        try (var call = new LiveCall(services, id, incoming)) {
            if (closing.takeUp(id)) {
                live(call, incoming, before);
            }
        } finally {
            closing.letGo(id);
        }
    }

    private void live(LiveCall call, IncomingCall incoming, Optional<CallRecord> before)
            throws Hangup {
        Hangup.By by = Hangup.By.NETWORK;
        incoming.served()
                .speech()
                .understandBy((expected, listener) ->
                        services.transcriber()
                                .phrases(expected.language(), expected.phrases(), listener));
        try {
            if (before.isPresent()) {
                resume(call, incoming, before.get());
            } else {
                begin(call, incoming);
            }
            by = Hangup.By.FLOW;
        } catch (Hangup hangup) {
            by = hangup.by();
        } catch (CallAbandoned stopped) {
            call.leave(); // it stays up for the next core, so nothing of it is closed
            throw stopped;
        } catch (RuntimeException failure) {
            LOG.error("the flow failed callId={}", call.id(), failure);
            close(call, "core");
            throw failure;
        }
        close(call, by.name().toLowerCase(Locale.ROOT));
    }

    private void begin(LiveCall call, IncomingCall incoming) throws Hangup {
        Instant rang = services.clock().instant();
        FlowSet flows = services.flows().now();
        Flow flow = services.numbers().answering(incoming.dialled(), flows);
        Locale first = flow.languages().getFirst();
        var row =
                new CallRecord(
                        call.id(),
                        incoming.channelId(),
                        incoming.caller(),
                        incoming.verdict(),
                        incoming.dialled(),
                        flow.name(),
                        first,
                        Optional.empty(),
                        Optional.empty());
        call.speaks(first);
        call.tell(
                new CallEvent.Ringing(incoming.shown().orElse(""), incoming.dialled().orElse("")));
        Optional<SealedCall> seal = fresh(call, rang);
        Optional<byte[]> wrappedKey = seal.map(SealedCall::wrappedKey);
        call.journal()
                .write(
                        "begin",
                        () -> {
                            services.calls().begin(row, adapter(incoming), hash(flow), rang);
                            services.calls().hears(call.id(), flows.release(), wrappedKey);
                        });
        incoming.mark(call.id());
        incoming.line().answer();
        Instant answered = services.clock().instant();
        call.tell(new CallEvent.Answered());
        call.record(answered);
        call.journal().write("answer", () -> services.calls().answered(call.id(), answered));
        var state = new CallState(services, call, seal, CallMemory.NOTHING);
        runner(call, incoming, flows, state, first).run(flow);
    }

    private void resume(LiveCall call, IncomingCall incoming, CallRecord before) throws Hangup {
        var left = LeftState.of(services, before);
        call.speaks(left.state().language());
        left.state().consent().ifPresent(call::agrees);
        LOG.info("taking up a call again callId={}", call.id());
        call.tell(new CallEvent.Resumed(left.state().step()));
        if (before.answeredAt().isEmpty()) {
            incoming.line().answer();
        }
        call.recordAgain(before.answeredAt().orElseGet(services.clock()::instant));
        var state = new CallState(services, call, left.seal(), left.memory());
        runner(call, incoming, left.flows(), state, left.state().language())
                .resume(left.state(), left.flow());
    }

    /// Without a key a call goes on: only a restart would then find less of it.
    private Optional<SealedCall> fresh(LiveCall call, Instant rang) {
        try {
            return Optional.of(
                    SealedCall.fresh(
                            services.desks().keys(), call.id(), rang, services.desks().kept()));
        } catch (KeysUnavailable | KeyDestroyed noKey) {
            LOG.error(
                    "what the flow remembers is not written down callId={}: {}",
                    call.id(),
                    noKey.getMessage());
            return Optional.empty();
        }
    }

    private FlowRunner runner(
            LiveCall call, IncomingCall incoming, FlowSet flows, CallState state, Locale language) {
        var desks = services.desks();
        var house =
                new House(
                        new CallIntake(services, call, state, language),
                        new CallInquiry(services, call, state, incoming.caller()),
                        new CallQueues(desks.queues(), call),
                        new CallCallbacks(services, call, state, flows, incoming.caller()),
                        new CallOutbound(services, call, incoming),
                        desks.hooks(),
                        new CallSurveys(services, call),
                        new CallFacts(services, call, flows));
        return new FlowRunner(incoming.line(), flows.prompts(), house, flows);
    }

    private void close(LiveCall call, String by) {
        Instant ended = services.clock().instant();
        call.tell(
                new CallEvent.Ended(by, Duration.between(call.answeredAt().orElse(ended), ended)));
        call.stopCapture();
        call.journal().write("end", () -> closing.close(call, by, ended));
    }

    private Optional<CallRecord> recordOf(CallId id) {
        return services.calls().find(id);
    }

    private static byte[] hash(Flow flow) {
        return HexFormat.of().parseHex(flow.sha256());
    }

    private static String adapter(IncomingCall incoming) {
        return incoming.adapter().name().toLowerCase(Locale.ROOT);
    }
}
