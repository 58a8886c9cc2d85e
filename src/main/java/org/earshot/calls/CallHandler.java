package org.earshot.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.earshot.ivr.FlowRunner;
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
        Locale first = services.flow().languages().getFirst();
        var row =
                new CallRecord(
                        call.id(),
                        incoming.channelId(),
                        incoming.caller(),
                        incoming.verdict(),
                        incoming.dialled(),
                        services.flow().name(),
                        first,
                        Optional.empty(),
                        Optional.empty());
        call.tell(new CallEvent.Ringing(incoming.shown().orElse("")));
        call.journal()
                .write(
                        "begin",
                        () -> services.calls().begin(row, adapter(incoming), flowHash(), rang));
        incoming.mark(call.id());
        incoming.line().answer();
        Instant answered = services.clock().instant();
        call.tell(new CallEvent.Answered());
        call.record(answered);
        call.journal().write("answer", () -> services.calls().answered(call.id(), answered));
        runner(call, incoming, first).run(services.flow());
    }

    private void resume(LiveCall call, IncomingCall incoming, CallRecord before) throws Hangup {
        String step = before.step().orElse(services.flow().start());
        call.speaks(before.language());
        LOG.info("taking up a call again callId={}", call.id());
        call.tell(new CallEvent.Resumed(step));
        if (before.answeredAt().isEmpty()) {
            incoming.line().answer();
        }
        call.recordAgain(before.answeredAt().orElseGet(services.clock()::instant));
        runner(call, incoming, before.language()).resume(services.flow(), step, before.language());
    }

    private FlowRunner runner(LiveCall call, IncomingCall incoming, Locale language) {
        var intake = new CallIntake(services, call, language);
        return new FlowRunner(incoming.line(), services.prompts(), intake);
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

    private byte[] flowHash() {
        return HexFormat.of().parseHex(services.flow().sha256());
    }

    private static String adapter(IncomingCall incoming) {
        return incoming.adapter().name().toLowerCase(Locale.ROOT);
    }
}
