package org.earshot.app;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.AsteriskSoftware;

/// Calls by SIPp, without sound, to one Asterisk; ours and a bare server serve them by turns.
///
/// The same number of commands a second is given whatever the number of calls: so what differs
/// between 1 and 200 is what a call costs, not what a busy machine does.
final class IvrBench {

    private static final int COMMANDS_PER_SECOND = 200;
    private static final int COMMANDS = 400;
    private static final int WHOLE_CALLS = 300;
    private static final int CALLS_PER_SECOND = 50;
    private static final int PATIENCE_SECONDS = 30;

    private final AsteriskInstance asterisk;
    private final AsteriskSoftware sipp;
    private final Path folder;
    private final IvrFigures figures;
    private final Consumer<String> progress;

    IvrBench(
            AsteriskInstance asterisk,
            AsteriskSoftware sipp,
            Path folder,
            IvrFigures figures,
            Consumer<String> progress) {
        this.asterisk = asterisk;
        this.sipp = sipp;
        this.folder = folder;
        this.figures = figures;
        this.progress = progress;
    }

    /// The first thousands of commands are slower, for both.
    void warmUp() throws IOException, InterruptedException {
        progress.accept("warming up ...");
        for (int i = 0; i < 3; i++) {
            all(20, (_, _) -> new Sample());
        }
    }

    /// A step over both adapters, ours and bare by turns.
    void steps(int calls) throws IOException, InterruptedException {
        progress.accept("steps in " + calls + " calls at once ...");
        all(calls, (adapter, side) -> figures.of(adapter, calls, side));
    }

    private interface Where {
        Sample of(String adapter, String side);
    }

    private void all(int calls, Where where) throws IOException, InterruptedException {
        for (String adapter : List.of("agi", "ari")) {
            try (var ours = OurLines.answering(asterisk, folder)) {
                measure(ours, adapter, calls, where.of(adapter, IvrFigures.OURS));
            }
            try (StepServer bare = bare(adapter)) {
                measure(bare, adapter, calls, where.of(adapter, IvrFigures.BARE));
            }
        }
    }

    private StepServer bare(String adapter) {
        return adapter.equals("agi")
                ? new BareAgi(asterisk.settings().ports().agi())
                : new BareAri(asterisk);
    }

    /// Each call in its turn carries out a step.
    private void measure(StepServer server, String adapter, int calls, Sample into)
            throws IOException, InterruptedException {
        var up = new CountDownLatch(calls);
        var over = new CountDownLatch(calls);
        var number = new AtomicInteger();
        long period = calls * 1_000_000_000L / COMMANDS_PER_SECOND;
        server.start(step -> {
            int mine = number.getAndIncrement();
            step.run(); // really answers
            up.countDown();
            up.await();
            try {
                pace(step, mine * period / calls, period, Math.max(1, COMMANDS / calls), into);
            } finally {
                over.countDown();
            }
        });
        Process callers = callers(adapter, calls, calls, "60000");
        try {
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Complaint(
                        "Only %d of %d calls came as far as they should over %s."
                                .formatted(calls - over.getCount(), calls, adapter));
            }
            callers.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            callers.destroyForcibly();
        }
    }

    private static void pace(StepServer.Step step, long offset, long period, int times, Sample into)
            throws Exception {
        long due = System.nanoTime() + offset;
        for (int i = 0; i < times; i++) {
            while (due - System.nanoTime() > 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long began = System.nanoTime();
            step.run();
            into.add((System.nanoTime() - began) / 1e6);
            due += period;
        }
    }

    /// What a short call costs: answered, a quarter of a second played, hung up.
    void wholeCalls() throws IOException, InterruptedException {
        for (String adapter : List.of("agi", "ari")) {
            progress.accept(WHOLE_CALLS + " whole calls over " + adapter + " ...");
            wholeCalls(adapter, WHOLE_CALLS / 3);
            figures.whole(wholeCalls(adapter, WHOLE_CALLS));
        }
    }

    private IvrFigures.Whole wholeCalls(String adapter, int calls)
            throws IOException, InterruptedException {
        var pbx = ProcessHandle.of(asterisk.pid()).orElseThrow();
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var over = new CountDownLatch(calls);
        try (var ours = OurLines.playing(asterisk, folder)) {
            ours.start(step -> {
                try {
                    step.run();
                } finally {
                    over.countDown();
                }
            });
            long core = system.getProcessCpuTime();
            long other = ProcessCost.cpuNanos(pbx);
            Process callers = callers(adapter, calls, CALLS_PER_SECOND, "60000");
            try {
                if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new Complaint("%d calls are missing.".formatted(over.getCount()));
                }
                callers.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } finally {
                callers.destroyForcibly();
            }
            return new IvrFigures.Whole(
                    adapter,
                    calls,
                    (system.getProcessCpuTime() - core) / 1e6 / calls,
                    (ProcessCost.cpuNanos(pbx) - other) / 1e6 / calls);
        }
    }

    private Process callers(String extension, int calls, int perSecond, String millis)
            throws IOException {
        List<String> command = new ArrayList<>(sipp.sipp());
        command.addAll(List.of("-sn", "uac", "-s", extension, "-i", "127.0.0.1", "-nostdin"));
        command.addAll(List.of("-m", "" + calls, "-l", "" + calls, "-r", "" + perSecond));
        command.addAll(List.of("-d", millis));
        command.add("127.0.0.1:" + asterisk.settings().ports().sip());
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
