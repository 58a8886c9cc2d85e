package org.earshot.calls;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriError;
import org.earshot.ari.AriEvent;
import org.earshot.ari.AriException;
import org.earshot.ari.AriInbox;
import org.earshot.ari.AriUnavailable;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;
import org.jspecify.annotations.Nullable;

/// What has reached our end of a call: keys not yet read, the playback that ended last, and whether
/// it is over. For the call's own thread; only [#end] may be called by others.
final class ChannelWatch implements AutoCloseable {

    /// Longer than a restart of Asterisk or a pause of the machine; a caller does not wait longer.
    static final Duration LONGEST_OUTAGE = Duration.ofSeconds(60);

    /// Q.850 causes that are the network's doing: no circuit, out of order, temporary failure,
    /// congestion, channel unavailable (RTP timeout), resource unavailable, timer expired.
    private static final Set<Integer> NETWORK_CAUSES = Set.of(34, 38, 41, 42, 44, 47, 102);

    private final AriClient ari;
    private final String channelId;
    private final AriInbox inbox;
    private final Reconcile afterReconnect;
    private final Deque<Dtmf> keys = new ArrayDeque<>();
    private final AtomicReference<Hangup.@Nullable By> over = new AtomicReference<>();
    private @Nullable String finishedPlayback;
    private volatile boolean channelGone;

    /// Of somebody who was rung over this channel, and left it there.
    private int causeOfOther;

    /// Looks whether the channel is still there after the connection was away.
    interface Reconcile {
        /// @throws AriError with status 404 when it is gone
        void run() throws AriException;
    }

    /// @param inbox may hold events of other channels: they are handed on and not looked at
    ChannelWatch(AriClient ari, String channelId, AriInbox inbox, Reconcile afterReconnect) {
        this.ari = ari;
        this.channelId = channelId;
        this.inbox = inbox;
        this.afterReconnect = afterReconnect;
    }

    /// Takes in all that has arrived.
    void check() throws Hangup {
        while (next(Duration.ZERO).isPresent()) {
            // each was noted
        }
        throwIfOver();
    }

    /// Waits for something to happen.
    ///
    /// @return empty when nothing did
    Optional<AriEvent> await(Duration patience) throws Hangup {
        Optional<AriEvent> event = next(patience);
        throwIfOver();
        return event;
    }

    /// Waits until commands have a chance again.
    ///
    /// @param downSince `System.nanoTime()` of the first command that failed
    void awaitLink(long downSince) throws Hangup {
        do {
            if (System.nanoTime() - downSince > LONGEST_OUTAGE.toNanos()) {
                end(Hangup.By.NETWORK);
            }
            await(Duration.ofMillis(100));
        } while (!ari.isConnected());
    }

    boolean hasFinished(String playbackId) {
        return playbackId.equals(finishedPlayback);
    }

    Optional<Dtmf> takeKey() {
        return Optional.ofNullable(keys.poll());
    }

    /// Takes the first kept key that is one of `wanted`; the others stay.
    Optional<Dtmf> takeKeyOf(Set<Dtmf> wanted) {
        for (Iterator<Dtmf> each = keys.iterator(); each.hasNext(); ) {
            Dtmf key = each.next();
            if (wanted.contains(key)) {
                each.remove();
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    void dropKeys() {
        keys.clear();
    }

    /// The call is over; who said so first is right.
    void end(Hangup.By by) {
        over.compareAndSet(null, by);
    }

    /// From now on this cause says nothing about the caller.
    void ignore(int cause) {
        causeOfOther = cause;
    }

    boolean isOver() {
        return over.get() != null;
    }

    private void goneBy(Hangup.By by) {
        channelGone = true;
        end(by);
    }

    /// Nothing is left that could be hung up.
    boolean isChannelGone() {
        return channelGone;
    }

    private void throwIfOver() throws Hangup {
        Hangup.By by = over.get();
        if (by != null) {
            throw new Hangup(by);
        }
    }

    private Optional<AriEvent> next(Duration patience) {
        try {
            Optional<AriEvent> event = inbox.next(patience);
            event.filter(one -> one.channelId().equals(channelId)).ifPresent(this::note);
            return event;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CallAbandoned();
        }
    }

    private void note(AriEvent event) {
        switch (event) {
            case AriEvent.KeyPressed pressed -> Dtmf.of(pressed.key()).ifPresent(keys::add);
            case AriEvent.PlaybackFinished finished -> finishedPlayback = finished.playbackId();
            case AriEvent.HangupRequested hangup -> end(by(hangup.cause()));
            case AriEvent.Destroyed destroyed -> goneBy(by(destroyed.cause()));
            case AriEvent.Left _ -> end(Hangup.By.CALLER);
            case AriEvent.AsteriskGone _ -> goneBy(Hangup.By.NETWORK);
            case AriEvent.Reconnected _ -> reconcile();
            case AriEvent.Entered _, AriEvent.Ringing _ -> {} // known: that is how we got here
        }
    }

    private void reconcile() {
        try {
            afterReconnect.run();
        } catch (AriError refused) {
            if (refused.isGone()) {
                end(Hangup.By.CALLER);
            }
        } catch (AriUnavailable again) {
            // lost once more: the next connection brings the next look
        } catch (AriException other) {
            throw new IllegalStateException(other);
        }
    }

    private Hangup.By by(int cause) {
        return cause != causeOfOther && NETWORK_CAUSES.contains(cause)
                ? Hangup.By.NETWORK
                : Hangup.By.CALLER;
    }

    @Override
    public void close() {
        inbox.close();
    }
}
