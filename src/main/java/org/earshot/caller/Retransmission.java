package org.earshot.caller;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Sends something again and again until it is stopped, as SIP does over UDP: after T1, then at
/// doubling intervals, and gives up after 64 × T1 ([RFC 3261, section
/// 17.1](https://www.rfc-editor.org/rfc/rfc3261#section-17.1), timers A and B for INVITE, E and F
/// for others; G and H for our 200 to a re-INVITE).
final class Retransmission {

    private static final Duration T1 = Duration.ofMillis(500);

    /// The longest interval for anything but an INVITE.
    static final Duration T2 = Duration.ofSeconds(4);

    /// An INVITE's intervals double without end.
    static final Duration NO_LONGEST = T1.multipliedBy(64);

    private static final Duration GIVE_UP = T1.multipliedBy(64);

    private final ScheduledExecutorService timers;
    private final Runnable send;
    private final Runnable givenUp;
    private final Duration longest;
    private volatile boolean stopped;

    private Retransmission(
            ScheduledExecutorService timers, Runnable send, Duration longest, Runnable givenUp) {
        this.timers = timers;
        this.send = send;
        this.longest = longest;
        this.givenUp = givenUp;
    }

    /// Sends at once, and again until [#stop].
    static Retransmission start(
            ScheduledExecutorService timers, Runnable send, Duration longest, Runnable givenUp) {
        var retransmission = new Retransmission(timers, send, longest, givenUp);
        send.run();
        retransmission.schedule(T1, Duration.ZERO);
        return retransmission;
    }

    void stop() {
        stopped = true;
    }

    private void schedule(Duration interval, Duration passed) {
        try {
            var _ =
                    timers.schedule(
                            () -> again(interval, passed.plus(interval)),
                            interval.toNanos(),
                            TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            stopped = true; // the caller object was closed
        }
    }

    private void again(Duration interval, Duration passed) {
        if (stopped) {
            return;
        }
        if (passed.compareTo(GIVE_UP) >= 0) {
            stopped = true;
            givenUp.run();
            return;
        }
        send.run();
        Duration doubled = interval.multipliedBy(2);
        Duration next = doubled.compareTo(longest) > 0 ? longest : doubled;
        Duration left = GIVE_UP.minus(passed);
        schedule(next.compareTo(left) > 0 ? left : next, passed);
    }
}
