package org.earshot.calls;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriEvent;
import org.earshot.ari.AriException;
import org.earshot.ari.AriInbox;
import org.earshot.ari.MediaStream;
import org.earshot.ari.Spy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One direction of one call: a snoop channel and a media channel in a bridge of their own, made
/// again when one of them ends before the call does.
///
/// ```
/// caller's channel --snoop--> bridge --media channel--> WebSocket --> frames
/// ```
final class CapturedLeg implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(CapturedLeg.class);

    /// Asterisk itself tries for two seconds to reach us.
    private static final Duration SETUP_PATIENCE = Duration.ofSeconds(5);

    private static final Duration LINK_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LAST_FRAMES = Duration.ofSeconds(4);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration FRAME = Duration.ofMillis(20);

    /// Less is a late packet.
    private static final Duration SHORTEST_GAP = Duration.ofMillis(100);

    private final CaptureStudio studio;
    private final String channelId;
    private final Spy direction;
    private final Consumer<short[]> frames;
    private final Thread thread;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicLong gapNanos = new AtomicLong();
    private volatile long lastFrame; // System.nanoTime(); 0 before the first
    private boolean frameFailed; // the stream's thread only
    private boolean cleaningUp; // guarded by this

    private CapturedLeg(
            CaptureStudio studio, String channelId, Spy direction, Consumer<short[]> frames) {
        this.studio = studio;
        this.channelId = channelId;
        this.direction = direction;
        this.frames = frames;
        this.thread = Thread.ofVirtual().name("capture-" + direction).unstarted(this);
    }

    static CapturedLeg begin(
            CaptureStudio studio, String channelId, Spy direction, Consumer<short[]> frames) {
        var leg = new CapturedLeg(studio, channelId, direction, frames);
        leg.thread.start();
        return leg;
    }

    void awaitEnd(Duration patience) throws InterruptedException {
        if (patience.isPositive()) {
            thread.join(patience);
        }
    }

    void cut() {
        over.countDown();
        synchronized (this) {
            if (!cleaningUp) {
                thread.interrupt();
            }
        }
    }

    /// From here to [#cleanedUp] a cut is only noted: an interrupted command removes nothing.
    private synchronized void cleanUp() {
        cleaningUp = true;
        Thread.interrupted();
    }

    private synchronized void cleanedUp() {
        cleaningUp = false;
        if (over.getCount() == 0) {
            thread.interrupt();
        }
    }

    Duration gaps() {
        return Duration.ofNanos(gapNanos.get());
    }

    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (over.getCount() > 0) {
                studio.ari().awaitConnected(LINK_PATIENCE);
                boolean worked = captureOnce();
                pause = worked ? FIRST_PAUSE : longer(pause);
                if (over.await(pause.toNanos(), TimeUnit.NANOSECONDS) || callIsGone()) {
                    return;
                }
                LOG.warn("leg {} of channel {} broke off and is begun again", direction, channelId);
            }
        } catch (InterruptedException cut) {
            LOG.debug("leg {} of channel {} was cut", direction, channelId);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private boolean callIsGone() {
        try {
            return !studio.ari().channels().exists(channelId);
        } catch (AriException unknown) {
            return false;
        }
    }

    /// @return whether sound came
    private boolean captureOnce() throws InterruptedException {
        String snoop = UUID.randomUUID().toString();
        String media = UUID.randomUUID().toString();
        String bridge = UUID.randomUUID().toString();
        try (AriInbox inbox = studio.ari().inbox(snoop, media);
                MediaStream stream = studio.sockets().expect(media, this::take)) {
            try {
                AriClient ari = studio.ari();
                ari.channels()
                        .streamToUs(
                                media, studio.connection(), stream.token(), CaptureStudio.CAPTURE);
                ari.channels().snoop(channelId, snoop, direction, CaptureStudio.CAPTURE);
                studio.newBridge(bridge, channelId);
                if (!haveEntered(inbox, snoop, media)) {
                    return false;
                }
                ari.bridges().add(bridge, List.of(snoop, media));
                awaitEnd(inbox, snoop, media);
                return true;
            } finally {
                cleanUp();
                studio.endChannel(snoop);
                studio.endChannel(media);
                studio.deleteBridge(bridge);
                stream.awaitEnd(lastFrame == 0 ? 0 : LAST_FRAMES.toMillis());
                cleanedUp();
            }
        } catch (AriException refused) {
            LOG.debug("leg {} of channel {}: {}", direction, channelId, refused.getMessage());
            return false;
        }
    }

    /// A channel may be used only after it has entered our application.
    private static boolean haveEntered(AriInbox inbox, String... ids) throws InterruptedException {
        Set<String> missing = new HashSet<>(Set.of(ids));
        long until = System.nanoTime() + SETUP_PATIENCE.toNanos();
        while (!missing.isEmpty()) {
            var event = inbox.next(Duration.ofNanos(until - System.nanoTime()));
            if (event.isEmpty() || isEnd(event.get())) {
                return false;
            }
            if (event.get() instanceof AriEvent.Entered entered) {
                missing.remove(entered.channelId());
            }
        }
        return true;
    }

    private void awaitEnd(AriInbox inbox, String snoop, String media)
            throws InterruptedException, AriException {
        while (true) {
            AriEvent event = inbox.next();
            boolean ended =
                    event instanceof AriEvent.Reconnected
                            ? !studio.ari().channels().exists(snoop)
                                    || !studio.ari().channels().exists(media)
                            : isEnd(event);
            if (ended) {
                return;
            }
        }
    }

    private static boolean isEnd(AriEvent event) {
        return switch (event) {
            case AriEvent.Left _, AriEvent.Destroyed _, AriEvent.AsteriskGone _ -> true;
            case AriEvent.Entered _,
                    AriEvent.Ringing _,
                    AriEvent.HangupRequested _,
                    AriEvent.KeyPressed _,
                    AriEvent.PlaybackFinished _,
                    AriEvent.Reconnected _ ->
                    false;
        };
    }

    private void take(short[] frame) {
        long now = System.nanoTime();
        long missing = now - lastFrame - FRAME.toNanos();
        if (lastFrame != 0 && missing > SHORTEST_GAP.toNanos()) {
            gapNanos.addAndGet(missing);
        }
        lastFrame = now;
        try {
            frames.accept(frame);
        } catch (RuntimeException failure) {
            if (!frameFailed) {
                frameFailed = true;
                LOG.error("leg {} of channel {} cannot be taken in", direction, channelId, failure);
            }
        }
    }
}
