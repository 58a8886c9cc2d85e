package org.earshot.ari;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the connection to Asterisk: makes it, tries it while it is silent, makes it again.
///
/// ```
/// down --opened--> open --closed, or two pings missed--> down
/// down --refused twice, 250 ms apart--> gone (told once) --opened--> open
/// open --another client took our application--> replaced (for good)
/// ```
final class AriLink implements AutoCloseable {

    /// What an owner of channels has to know.
    interface News {
        /// @param sameAsterisk false when Asterisk was started anew: no channel of before exists
        void connected(long number, boolean sameAsterisk);

        /// Nobody listens at the address: the process of connection `number` and before has ended.
        void gone(long number);
    }

    private static final Logger LOG = LoggerFactory.getLogger(AriLink.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /// A listening port never refuses on the machine itself; 250 ms leaves room for doubt.
    private static final Duration REFUSED_LONG_ENOUGH = Duration.ofMillis(250);

    private final AriSettings settings;
    private final ObjectMapper json;
    private final AriGreeting greeting;
    private final Consumer<AriMessage> events;
    private final News news;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread keeper = Thread.ofVirtual().name("ari-link").unstarted(this::keep);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition connected = lock.newCondition();
    private volatile @Nullable AriSocket open; // written under lock
    private final AtomicLong number = new AtomicLong();
    private volatile boolean replaced;
    private String startedAt = ""; // keeper's own, like the two below
    private @Nullable Long refused; // System.nanoTime() of the first refusal in a row
    private boolean goneTold;

    AriLink(AriSettings settings, ObjectMapper json, Consumer<AriMessage> events, News news) {
        this.settings = settings;
        this.json = json;
        this.greeting = new AriGreeting(settings, json);
        this.events = events;
        this.news = news;
    }

    void start() {
        keeper.start();
    }

    /// Counts the connections made; 0 before the first.
    long number() {
        return number.get();
    }

    boolean isConnected() {
        return open != null;
    }

    boolean awaitConnected(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (open == null && left > 0 && !isClosing()) {
                left = connected.awaitNanos(left);
            }
            return open != null;
        } finally {
            lock.unlock();
        }
    }

    @Nullable AriMessage ask(String id, String text) throws InterruptedException {
        AriSocket now = open;
        return now == null ? null : now.ask(id, text, settings.requestTimeout());
    }

    /// Asterisk keeps one client per application name. Taking it back would be a tug of war.
    void replaced() {
        LOG.error(
                "another process has taken over the Stasis application {}; this one takes no more"
                        + " calls. Stop one of the two",
                settings.app());
        replaced = true;
        AriSocket now = open;
        if (now != null) {
            now.abort();
        }
    }

    private void keep() {
        Duration pause = Duration.ZERO;
        try {
            while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS) && !replaced) {
                AriSocket made = connect();
                if (made == null) {
                    pause = longer(pause);
                } else {
                    watch(made);
                    pause = Duration.ZERO;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (replaced) {
            news.gone(number.get());
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private @Nullable AriSocket connect() throws InterruptedException {
        var socket = new AriSocket(json, events);
        long attempt = number.incrementAndGet();
        try {
            http.newWebSocketBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .header("Authorization", authorization())
                    .buildAsync(eventsUri(), socket)
                    .get(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            noteRefusal(failed, attempt);
            socket.abort();
            return null;
        }
        String started = greeting.introduce(socket);
        if (started.isEmpty()) {
            socket.abort();
            return null;
        }
        boolean same = startedAt.equals(started);
        startedAt = started;
        refused = null;
        goneTold = false;
        publish(socket);
        LOG.info("connected to {}", settings);
        news.connected(attempt, same);
        return socket;
    }

    private void watch(AriSocket made) throws InterruptedException {
        Duration pings = settings.pingEvery();
        while (made.isOpen()) {
            try {
                made.ended().get(pings.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException stillOpen) {
                tryIt(made);
            } catch (ExecutionException never) {
                throw new IllegalStateException(never);
            }
        }
        publish(null);
        if (!isClosing()) {
            LOG.warn("the connection to Asterisk is lost; connecting again");
        }
    }

    private void tryIt(AriSocket made) {
        if (made.silentFor().compareTo(settings.pingEvery().multipliedBy(3)) > 0) {
            LOG.warn("Asterisk has been silent for {}", made.silentFor());
            made.abort();
        } else {
            made.ping();
        }
    }

    /// Only a refusal says that the process is gone; a timeout may be a busy machine.
    private void noteRefusal(Exception failed, long attempt) {
        if (!(failed.getCause() instanceof ConnectException)) {
            refused = null;
            return;
        }
        long now = System.nanoTime();
        if (refused == null) {
            refused = now;
        } else if (!goneTold && now - refused >= REFUSED_LONG_ENOUGH.toNanos()) {
            goneTold = true;
            news.gone(attempt);
        }
    }

    private void publish(@Nullable AriSocket socket) {
        lock.lock();
        try {
            open = socket;
            connected.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private String authorization() {
        String both = settings.user() + ":" + settings.password();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private URI eventsUri() {
        return URI.create(
                settings.url().toString().replaceFirst("^http", "ws")
                        + Uris.withQuery("/events", Map.of("app", settings.app())));
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    @Override
    public void close() {
        closing.countDown();
        AriSocket now = open;
        if (now != null) {
            now.sayGoodbye();
            now.abort();
        }
        http.shutdownNow();
        publish(null);
    }
}
