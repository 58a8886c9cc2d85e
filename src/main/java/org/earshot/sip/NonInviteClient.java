package org.earshot.sip;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Client transactions of requests that are no INVITE, over UDP ([RFC 3261, section
/// 17.1.2](https://www.rfc-editor.org/rfc/rfc3261#section-17.1.2)): sent again until somebody
/// answers, ended by the final response or by Timer F.
///
/// ```
/// Trying --1xx--> Proceeding
///    |                |
///    +--200..699------+--> Completed --> Terminated
///    +--Timer F-------+----------------> Terminated
/// ```
///
/// What comes after the final response (Timer K) finds no transaction any more, and is dropped.
public final class NonInviteClient {

    private static final int TIMED_OUT = 408;
    private static final int MOST_WAITING = 8;

    /// @param t1 the estimate of a round trip
    /// @param t2 the longest pause between retransmissions
    public record Timers(Duration t1, Duration t2) {

        /// As RFC 3261 has them.
        public static final Timers RFC = new Timers(Duration.ofMillis(500), Duration.ofSeconds(4));

        /// Timer F.
        public Duration patience() {
            return t1.multipliedBy(64);
        }
    }

    private final Timers timers;
    private final Map<String, BlockingQueue<Integer>> open = new ConcurrentHashMap<>();

    public NonInviteClient(Timers timers) {
        this.timers = timers;
    }

    /// Sends a request and waits for what becomes of it.
    ///
    /// @param branch of its Via, with no other request under way
    /// @param send sends it, once
    /// @return the final status; 408 when none came ([section
    ///   8.1.3.1](https://www.rfc-editor.org/rfc/rfc3261#section-8.1.3.1))
    public int run(String branch, Runnable send) throws InterruptedException {
        BlockingQueue<Integer> answers = new ArrayBlockingQueue<>(MOST_WAITING);
        if (open.putIfAbsent(branch, answers) != null) {
            throw new IllegalStateException("a transaction of that branch is under way");
        }
        try {
            return run(answers, send);
        } finally {
            open.remove(branch);
        }
    }

    private int run(BlockingQueue<Integer> answers, Runnable send) throws InterruptedException {
        long deadline = System.nanoTime() + timers.patience().toNanos();
        long pause = timers.t1().toNanos(); // Timer E
        send.run();
        while (true) {
            long left = deadline - System.nanoTime();
            Integer status = answers.poll(Math.min(pause, left), TimeUnit.NANOSECONDS);
            if (status != null && status >= 200) {
                return status;
            } else if (status != null) {
                pause = timers.t2().toNanos();
            } else if (left <= pause) {
                return TIMED_OUT;
            } else {
                send.run();
                pause = Math.min(2 * pause, timers.t2().toNanos());
            }
        }
    }

    /// Takes a response; one of no transaction is dropped. Never blocks.
    public void on(SipMessage response) {
        var via = new ViaReading();
        int top = response.first(HeaderName.VIA);
        byte[] b = response.bytes();
        if (top < 0 || !via.read(b, response.start(top), response.end(top))) {
            return;
        }
        var branch =
                new String(
                        b,
                        via.branchFrom,
                        via.branchTo - via.branchFrom,
                        StandardCharsets.US_ASCII);
        BlockingQueue<Integer> waiting = open.get(branch);
        if (waiting != null && !waiting.offer(response.status())) {
            waiting.poll(); // a flood of provisional ones: the newest counts
            waiting.offer(response.status());
        }
    }
}
