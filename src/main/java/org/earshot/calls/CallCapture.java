package org.earshot.calls;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.earshot.ari.Spy;
import org.earshot.recording.Leg;

/// The sound of one call, both legs apart, as it is spoken and heard. A leg that breaks off while
/// the call is up is taken up again; what is missing in between is a gap.
public final class CallCapture implements AutoCloseable {

    private final List<CapturedLeg> legs;

    private CallCapture(List<CapturedLeg> legs) {
        this.legs = legs;
    }

    /// Begins at once and does not wait: the first frames come 10 to 30 ms later.
    ///
    /// @param sink gets 20 ms of 8,000 Hz at a time, each leg on its own thread, in order
    static CallCapture begin(
            CaptureStudio studio, String channelId, BiConsumer<Leg, short[]> sink) {
        return new CallCapture(
                List.of(
                        CapturedLeg.begin(
                                studio, channelId, Spy.IN, frame -> sink.accept(Leg.CALLER, frame)),
                        CapturedLeg.begin(
                                studio,
                                channelId,
                                Spy.OUT,
                                frame -> sink.accept(Leg.SYSTEM, frame))));
    }

    /// The call is over: waits until the last frames have been handed on, at most `patience`.
    public void finish(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        legs.forEach(CapturedLeg::callIsOver);
        for (CapturedLeg leg : legs) {
            leg.awaitEnd(Duration.ofNanos(until - System.nanoTime()));
        }
        legs.forEach(CapturedLeg::cut);
    }

    /// What is missing of a leg so far because its stream broke off.
    public Duration gaps(Leg leg) {
        return switch (leg) {
            case CALLER -> legs.getFirst().gaps();
            case SYSTEM -> legs.getLast().gaps();
            case AGENT -> Duration.ZERO; // joins later, and is not ours
        };
    }

    /// Ends the capture although the call may go on.
    @Override
    public void close() {
        legs.forEach(CapturedLeg::cut);
    }
}
