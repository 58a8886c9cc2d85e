package org.earshot.app;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/// One step of load: both ends of its calls, in one thread without a pause.
final class LoadRun {

    private static final long T1_NANOS = 500_000_000L; // RFC 3261, 17.1.1.1; not doubled here
    private static final long PATIENCE_NANOS = 8_000_000_000L;
    private static final int BURST = 8;
    private static final int RECEIVED_AT_ONCE = 16;

    private final DatagramChannel caller;
    private final DatagramChannel called;
    private final LoadText in = new LoadText();
    private final LoadText out = new LoadText();

    private final LoadPlan plan;
    private final LoadEnds ends;
    private final LoadWriter writer;
    private final byte[] body;
    private final LoadCall[] calls;
    private final LoadQueue invites = new LoadQueue(T1_NANOS);
    private final LoadQueue byes = new LoadQueue(T1_NANOS);
    private final LoadQueue answers = new LoadQueue(T1_NANOS);
    private final LoadQueue holds;
    private final LoadTimes added;
    private final LoadTimes refusals;
    private int begun;
    private int over;
    private int retransmissions;
    private int leaks;
    private long lag;
    private SocketAddress inner = LoadEnds.OUTER;

    LoadRun(DatagramChannel caller, DatagramChannel called, LoadPlan plan) {
        this.caller = caller;
        this.called = called;
        this.plan = plan;
        this.ends = LoadEnds.through(plan.direct());
        this.writer = new LoadWriter(ends, ThreadLocalRandom.current().nextLong(1_000_000_000L));
        this.body = writer.answerBody();
        this.calls = new LoadCall[plan.calls()];
        Arrays.setAll(calls, _ -> new LoadCall());
        this.holds = new LoadQueue(plan.hold().toNanos());
        this.added = new LoadTimes(calls.length);
        this.refusals = new LoadTimes(calls.length);
    }

    LoadResult toEnd() throws IOException {
        drain();
        long start = System.nanoTime();
        long gap = 1_000_000_000L / plan.perSecond();
        long last = start + plan.length().toNanos() + plan.hold().toNanos() + PATIENCE_NANOS;
        long idle = 0;
        int carried = 0;
        while (over < calls.length) {
            long now = System.nanoTime();
            if (now - last > 0) {
                break;
            }
            boolean worked = begin(now, start, gap);
            worked |= receive();
            timers(now);
            if (begun == calls.length && carried == 0) {
                carried =
                        over
                                + count(LoadCall.State.UP)
                                + count(LoadCall.State.ENDING)
                                - count(LoadCall.State.REFUSED)
                                - count(LoadCall.State.FAILED);
            }
            if (!worked) {
                Thread.onSpinWait();
                idle += System.nanoTime() - now;
            }
        }
        return result(start, idle, carried);
    }

    /// What came late from the step before.
    private void drain() throws IOException {
        while (caller.receive(in.receiving()) != null || called.receive(in.receiving()) != null) {
            in.clear();
        }
    }

    private boolean begin(long now, long start, long gap) throws IOException {
        int burst = 0;
        while (begun < calls.length && burst < BURST && now - (start + begun * gap) >= 0) {
            lag = Math.max(lag, now - (start + begun * gap));
            LoadCall call = calls[begun];
            call.state = LoadCall.State.INVITED;
            call.invitedAt = System.nanoTime();
            invite(begun++, call.invitedAt);
            burst++;
        }
        return burst > 0;
    }

    private void invite(int number, long now) throws IOException {
        writer.invite(out, number);
        caller.send(out.sending(), ends.outer());
        invites.add(now, number);
    }

    private boolean receive() throws IOException {
        boolean any = false;
        for (int i = 0; i < RECEIVED_AT_ONCE; i++) {
            SocketAddress from = caller.receive(in.receiving());
            if (from == null) {
                break;
            }
            in.received(from);
            atCaller(System.nanoTime());
            any = true;
        }
        for (int i = 0; i < RECEIVED_AT_ONCE; i++) {
            SocketAddress from = called.receive(in.receiving());
            if (from == null) {
                break;
            }
            in.received(from);
            inner = from;
            atCalled(System.nanoTime(), from);
            any = true;
        }
        return any;
    }

    private void atCaller(long now) throws IOException {
        int number = (int) in.numberAfter("Call-ID: call");
        if (number < 0 || number >= begun || !in.startsWith("SIP/2.0 ") || in.status() < 200) {
            return;
        }
        LoadCall call = calls[number];
        if (in.numberAfter("CSeq: ") == 2) {
            if (call.state == LoadCall.State.ENDING) {
                end(call, in.status() < 300 ? LoadCall.State.DONE : LoadCall.State.FAILED);
            }
        } else if (in.status() < 300) {
            answered(now, number, call);
        } else {
            refused(now, number, call);
        }
    }

    private void answered(long now, int number, LoadCall call) throws IOException {
        if (call.state == LoadCall.State.INVITED) {
            call.state = LoadCall.State.UP;
            call.to = in.value("To");
            call.target = LoadRoutes.uri(in.value("Contact"));
            call.routes = LoadRoutes.of(in, out);
            if (call.answeredAt != 0 && !call.repeated) {
                added.add(call.arrivedAt - call.invitedAt + Math.max(0, now - call.answeredAt));
            }
            holds.add(now, number);
        }
        writer.inDialog(out, "ACK", 1, number, call);
        caller.send(out.sending(), ends.outer());
    }

    private void refused(long now, int number, LoadCall call) throws IOException {
        writer.acknowledgeRefusal(out, number, in.value("To"));
        caller.send(out.sending(), ends.outer());
        if (call.state == LoadCall.State.INVITED) {
            boolean busy = in.status() == 503;
            if (busy) {
                refusals.add(now - call.invitedAt);
            }
            end(call, busy ? LoadCall.State.REFUSED : LoadCall.State.FAILED);
        }
    }

    private void atCalled(long now, SocketAddress from) throws IOException {
        if (!plan.direct()) {
            leaks += in.contains(LoadWriter.NUMBER, LoadWriter.DIGITS_OF_A_CALL) ? 1 : 0;
            leaks += in.contains(LoadWriter.CARRIER, 0) ? 1 : 0;
        }
        if (in.startsWith("INVITE ")) {
            invited(now, from);
            return;
        }
        int number = (int) in.numberAfter(";tag=u");
        if (number < 0 || number >= begun) {
            return;
        }
        calls[number].acknowledged = true;
        calls[number].answer = null;
        if (in.startsWith("BYE ")) {
            writer.done(out, in);
            called.send(out.sending(), from);
        }
    }

    private void invited(long now, SocketAddress from) throws IOException {
        long high = in.numberAfter("c=IN IP4 10.");
        int number = LoadRoutes.callNumber(in, high);
        if (number < 0 || number >= begun) {
            return;
        }
        LoadCall call = calls[number];
        byte[] before = call.answer;
        if (call.answeredAt != 0) {
            if (before != null) {
                called.send(ByteBuffer.wrap(before), from);
            }
            return;
        }
        call.arrivedAt = now;
        writer.ringing(out, in, number);
        called.send(out.sending(), from);
        writer.answer(out, in, number, body);
        call.answer = out.copy();
        call.answeredAt = System.nanoTime();
        called.send(out.sending(), from);
        answers.add(call.answeredAt, number);
    }

    private void timers(long now) throws IOException {
        for (int n = holds.poll(now); n >= 0; n = holds.poll(now)) {
            calls[n].state = LoadCall.State.ENDING;
            calls[n].byeAt = now;
            bye(n, now);
        }
        for (int n = invites.poll(now); n >= 0; n = invites.poll(now)) {
            if (calls[n].state == LoadCall.State.INVITED
                    && again(calls[n], calls[n].invitedAt, now)) {
                invite(n, now);
            }
        }
        for (int n = byes.poll(now); n >= 0; n = byes.poll(now)) {
            if (calls[n].state == LoadCall.State.ENDING && again(calls[n], calls[n].byeAt, now)) {
                bye(n, now);
            }
        }
        for (int n = answers.poll(now); n >= 0; n = answers.poll(now)) {
            byte[] answer = calls[n].answer;
            if (answer != null && again(calls[n], calls[n].answeredAt, now)) {
                called.send(ByteBuffer.wrap(answer), inner);
                answers.add(now, n);
            }
        }
    }

    private void bye(int number, long now) throws IOException {
        writer.inDialog(out, "BYE", 2, number, calls[number]);
        caller.send(out.sending(), ends.outer());
        byes.add(now, number);
    }

    private boolean again(LoadCall call, long since, long now) {
        if (now - since > PATIENCE_NANOS) {
            if (!call.isOver()) {
                end(call, LoadCall.State.FAILED);
            }
            return false;
        }
        call.repeated = true;
        retransmissions++;
        return true;
    }

    private void end(LoadCall call, LoadCall.State state) {
        call.state = state;
        call.forget();
        over++;
    }

    private int done() {
        return count(LoadCall.State.DONE);
    }

    private int count(LoadCall.State state) {
        return (int) Arrays.stream(calls).filter(call -> call.state == state).count();
    }

    private LoadResult result(long start, long idle, int carried) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return new LoadResult(
                plan.perSecond(),
                calls.length,
                done(),
                count(LoadCall.State.REFUSED),
                count(LoadCall.State.FAILED),
                calls.length - over,
                retransmissions,
                leaks,
                added.micros(0.5),
                added.micros(0.99),
                refusals.micros(0.5),
                refusals.micros(0.99),
                carried / (plan.length().toNanos() / 1e9),
                lag / 1e6,
                1 - idle / 1e9 / seconds);
    }
}
