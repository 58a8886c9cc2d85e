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

    /// Ends the capture and waits until the last frames have been handed on, at most `patience`.
    public void finish(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        close(); // not when the snoop ends: over AGI the channel outlives the call
        for (CapturedLeg leg : legs) {
            leg.awaitEnd(Duration.ofNanos(until - System.nanoTime()));
        }
    }

    /// What is missing of a leg so far because its stream broke off.
    public Duration gaps(Leg leg) {
        return switch (leg) {
            case CALLER -> legs.getFirst().gaps();
            case SYSTEM -> legs.getLast().gaps();
            case AGENT -> Duration.ZERO; // joins later, and is not ours
        };
    }

    /// Ends the capture, whether or not the call goes on.
    @Override
    public void close() {
        legs.forEach(CapturedLeg::cut);
    }
}
