package org.earshot.app;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.earshot.audio.Sound;
import org.earshot.caller.OutgoingCall;
import org.earshot.caller.SimulatedCaller;
import org.earshot.calls.CallEvent;
import org.earshot.telephony.Dtmf;

/// Several callers at once, who report.
final class Crowd {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Dtmf ONE = new Dtmf('1');
    private static final Dtmf TWO = new Dtmf('2');

    private final CallWatch watch;
    private final int size;

    Crowd(CallWatch watch, int size) {
        this.watch = watch;
        this.size = size;
    }

    /// Calls whose callers were asked to speak.
    ///
    /// @param half whether every second one wants no sound to be kept
    List<OutgoingCall> inReport(SimulatedCaller caller, boolean half) throws Exception {
        int before = watch.count(CallEvent.ReportBegun.class);
        List<OutgoingCall> calls = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            calls.add(caller.dial("hotline"));
        }
        allAtOnce(
                IntStream.range(0, size)
                        .<Callable<Void>>mapToObj(
                                i -> () -> choose(calls.get(i), half && i % 2 == 0 ? TWO : ONE))
                        .toList(),
                () -> {});
        await().atMost(PATIENCE)
                .until(() -> watch.count(CallEvent.ReportBegun.class) == before + size);
        return calls;
    }

    /// English, this consent, a report, no hint.
    private static Void choose(OutgoingCall call, Dtmf consent) throws Exception {
        call.awaitFirstAudio(PATIENCE);
        call.press(ONE, consent, ONE, ONE);
        return null;
    }

    /// @param meanwhile when the first of them is heard
    void speakAtOnce(List<OutgoingCall> calls, Sound voice, Runnable meanwhile) throws Exception {
        int heard = watch.count(CallEvent.Hearing.class);
        allAtOnce(
                calls.stream().<Callable<Void>>map(call -> () -> speak(call, voice)).toList(),
                () -> {
                    await().atMost(PATIENCE)
                            .until(() -> watch.count(CallEvent.Hearing.class) > heard);
                    meanwhile.run();
                });
    }

    private static Void speak(OutgoingCall call, Sound voice) throws InterruptedException {
        call.speak(voice);
        return null;
    }

    private static void allAtOnce(List<Callable<Void>> tasks, Runnable meanwhile) throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> running = tasks.stream().map(pool::submit).toList();
            meanwhile.run();
            for (Future<Void> done : running) {
                done.get();
            }
        }
    }
}
