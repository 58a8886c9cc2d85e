package org.earshot.site;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts services in order, starts again what dies, and stops them in the opposite order.
public final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /// How soon a service that died is started again.
    ///
    /// @param first after the first death; each further one doubles it
    /// @param longest the limit of that
    /// @param calm after running this long, a death counts as the first again
    public record Backoff(Duration first, Duration longest, Duration calm) {

        /// A core is wanted back at once; one that cannot start must not eat a processor.
        public static final Backoff DEFAULT =
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofSeconds(30));

        Duration after(int deaths) {
            Duration wait = first.multipliedBy(1L << Math.min(deaths - 1, 20));
            return wait.compareTo(longest) < 0 ? wait : longest;
        }
    }

    private record Watched(Service service, Thread watcher) {}

    private final Backoff backoff;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Deque<Watched> running = new ArrayDeque<>(); // guarded by this

    public Supervisor(Backoff backoff) {
        this.backoff = backoff;
    }

    /// Starts a service and watches it from now on.
    ///
    /// @throws SiteFault when it does not become ready; those started before go on running
    public synchronized void start(Service service) {
        if (isStopping()) {
            throw new SiteFault(
                    "%s was not started: Earshot is stopping.".formatted(service.name()));
        }
        service.start();
        watchFromNowOn(service);
    }

    /// Starts a service that the others can do without: nobody waits for it, and what fails is
    /// tried again.
    public synchronized void startAside(Service service) {
        Thread watcher =
                Thread.ofVirtual()
                        .name("watch-" + service.name())
                        .start(() -> {
                            restart(service);
                            watch(service);
                        });
        running.push(new Watched(service, watcher));
    }

    private synchronized void watchFromNowOn(Service service) {
        Thread watcher =
                Thread.ofVirtual().name("watch-" + service.name()).start(() -> watch(service));
        running.push(new Watched(service, watcher));
    }

    /// Starts services side by side, for those that wait for each other by themselves; they are
    /// stopped in the opposite order of the list.
    ///
    /// @throws SiteFault when one does not become ready; those that did go on running
    public void startTogether(List<Service> services) {
        List<CompletableFuture<Void>> starts =
                services.stream()
                        .map(service ->
                                CompletableFuture.runAsync(
                                        service::start, Thread::startVirtualThread))
                        .toList();
        Optional<Throwable> fault = Optional.empty();
        for (int i = 0; i < starts.size(); i++) {
            try {
                starts.get(i).join();
                watchFromNowOn(services.get(i));
            } catch (CompletionException failure) {
                services.get(i).stop();
                fault = fault.or(() -> Optional.ofNullable(failure.getCause()));
            }
        }
        if (fault.isPresent()) {
            throw fault.get() instanceof SiteFault known
                    ? known
                    : new SiteFault("Something could not be started: " + fault.get(), fault.get());
        }
    }

    /// Stops everything when the program is told to end: Ctrl-C, SIGTERM.
    public void stopWithProgram() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
    }

    /// Returns when [#close] has stopped everything.
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    @Override
    public void close() {
        stopping.countDown();
        stopAll();
        stopped.countDown();
    }

    private synchronized void stopAll() {
        while (!running.isEmpty()) {
            Watched last = running.pop();
            last.watcher().interrupt();
            join(last.watcher());
            LOG.info("Stopping {}.", last.service().name());
            last.service().stop();
        }
    }

    private void watch(Service service) {
        int deaths = 0;
        long started = System.nanoTime();
        try {
            while (true) {
                service.awaitExit();
                boolean calm = System.nanoTime() - started > backoff.calm().toNanos();
                deaths = calm ? 1 : deaths + 1;
                if (waitsInVain(service, deaths)) {
                    return;
                }
                started = System.nanoTime();
                restart(service);
            }
        } catch (InterruptedException closing) {
            LOG.debug("{} is no longer watched.", service.name());
        }
    }

    /// @return whether Earshot is being stopped meanwhile
    private boolean waitsInVain(Service service, int deaths) throws InterruptedException {
        if (isStopping()) {
            return true;
        }
        Duration wait = backoff.after(deaths);
        LOG.warn(
                "{} ended unexpectedly; starting it again in {} ms.",
                service.name(),
                wait.toMillis());
        return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// A start that fails is as good as another death: the next turn of the loop sees that the
    /// service does not run.
    private static void restart(Service service) {
        try {
            service.start();
            LOG.info("{} runs.", service.name());
        } catch (SiteFault fault) {
            LOG.error("{} could not be started: {}", service.name(), fault.getMessage());
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
