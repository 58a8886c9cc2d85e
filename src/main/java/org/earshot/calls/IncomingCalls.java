package org.earshot.calls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.earshot.agi.AgiCall;
import org.earshot.agi.AgiServer;
import org.earshot.ari.AriChannels;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriEvent;
import org.earshot.ari.AriException;
import org.earshot.ari.AriInbox;
import org.earshot.ari.AriListener;
import org.earshot.telephony.CallId;
import org.earshot.telephony.Hangup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls as they come in, over ARI and over AGI, each served on a virtual thread of its own. After
/// a restart, calls that are still up come in once more.
public final class IncomingCalls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingCalls.class);

    /// Where the dialplan speaks without us: `asterisk-conf/extensions.conf`.
    private static final String AWAY = "away";

    private static final String AGI_SCRIPT = "earshot";

    private final AriClient ari;
    private final CaptureStudio studio;
    private final Beep beep;
    private final Semaphore freeLines;
    private final Handler handler;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile @Nullable AgiServer agi;

    /// Serves one call, from first ring to hang-up.
    @FunctionalInterface
    public interface Handler {
        void serve(IncomingCall call) throws Hangup;
    }

    /// @param maxCalls calls at one time; the next one hears the fallback of the dialplan
    public IncomingCalls(
            AriClient ari, CaptureStudio studio, Beep beep, int maxCalls, Handler handler) {
        this.ari = ari;
        this.studio = studio;
        this.beep = beep;
        this.freeLines = new Semaphore(maxCalls);
        this.handler = handler;
    }

    /// Takes calls from now on; those that are still up from before come first.
    ///
    /// @param agiAddress where the dialplan's `AGI()` reaches us
    /// @throws IOException when the AGI port is taken
    public void start(InetSocketAddress agiAddress) throws IOException {
        agi = AgiServer.listen(agiAddress, AGI_SCRIPT, this::serveAgi);
        ari.start(new FromAri());
    }

    private final class FromAri implements AriListener {

        @Override
        public void entered(AriEvent.Entered channel) {
            if (isCaller(channel.arguments())) {
                open(channel.channelId(), channel.arguments(), false);
            }
        }

        /// Not one of the channels we make ourselves.
        private static boolean isCaller(List<String> arguments) {
            return !arguments.contains(CaptureStudio.CAPTURE)
                    && !arguments.contains(MaskedCall.LEG);
        }

        @Override
        public void connected() {
            try {
                studio.sweep();
                for (AriChannels.LiveChannel channel : ari.channels().list()) {
                    if (isUnserved(channel)) {
                        open(channel.id(), channel.arguments(), true);
                    }
                }
            } catch (AriException again) {
                LOG.warn("calls still up could not be listed: {}", again.getMessage());
            }
        }

        private boolean isUnserved(AriChannels.LiveChannel channel) {
            return channel.application().equals(ari.settings().app())
                    && isCaller(channel.arguments())
                    && !ari.hasInbox(channel.id());
        }
    }

    /// Opens the inbox here, where no event can pass by, and serves the call elsewhere.
    private void open(String channelId, List<String> arguments, boolean foundAlive) {
        AriInbox inbox;
        try {
            inbox = ari.inbox(channelId);
        } catch (IllegalStateException served) {
            return; // found by two ways at once
        }
        Thread.ofVirtual()
                .name("call-" + channelId)
                .start(() -> serveAri(channelId, arguments, inbox, foundAlive));
    }

    private void serveAri(
            String channelId, List<String> arguments, AriInbox inbox, boolean foundAlive) {
        try (inbox) {
            var line = new AriLine(ari, channelId, inbox, beep, foundAlive);
            Optional<CallId> known = foundAlive ? knownAs(channelId) : Optional.empty();
            var call = new IncomingCall(channelId, arguments, known, line, studio);
            if (serve(call)) {
                line.hangUp();
            } else {
                line.handBack(AWAY);
            }
        } catch (CallAbandoned stopped) {
            LOG.info("channel {} is left to the next core", channelId);
        } catch (AriException gone) {
            LOG.debug("channel {}: {}", channelId, gone.getMessage());
        }
    }

    private void serveAgi(AgiCall agiCall) throws Hangup {
        String channelId = agiCall.channelId();
        try (AriInbox inbox = ari.inbox(channelId)) {
            subscribe(channelId);
            var line = new AgiLine(agiCall, ari, inbox, beep);
            var call =
                    new IncomingCall(
                            channelId,
                            agiCall.arguments(),
                            agiCall.variable(ServedLine.CALL_ID).flatMap(IncomingCalls::parse),
                            line,
                            studio);
            if (serve(call)) {
                line.hangUp();
            }
        } catch (CallAbandoned stopped) {
            LOG.info("channel {} is left to the next core", channelId);
        }
    }

    private void subscribe(String channelId) {
        try {
            ari.channels().subscribe(channelId);
        } catch (AriException away) {
            LOG.warn(
                    "keys pressed between two commands are not noticed on channel {}: {}",
                    channelId,
                    away.getMessage());
        }
    }

    /// The one place where a call ends, however it ended.
    ///
    /// @return whether we are done with it; false: the dialplan shall speak for us
    private boolean serve(IncomingCall call) {
        boolean free = freeLines.tryAcquire();
        if (!free && call.resumed().isEmpty()) {
            LOG.warn("no line is free for channel {}; the dialplan takes it", call.channelId());
            return false;
        }
        threads.add(Thread.currentThread());
        try {
            handler.serve(call);
            return true;
        } catch (Hangup over) {
            LOG.debug("channel {}: {}", call.channelId(), over.getMessage());
            return true;
        } catch (CallAbandoned stopped) {
            throw stopped;
        } catch (RuntimeException failure) {
            LOG.error("channel {} failed; other calls go on", call.channelId(), failure);
            return false;
        } finally {
            threads.remove(Thread.currentThread());
            if (free) {
                freeLines.release();
            }
        }
    }

    private Optional<CallId> knownAs(String channelId) throws AriException {
        return ari.channels().variable(channelId, ServedLine.CALL_ID).flatMap(IncomingCalls::parse);
    }

    private static Optional<CallId> parse(String id) {
        try {
            return Optional.of(CallId.parse(id));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /// Calls served now.
    public int inProgress() {
        return threads.size();
    }

    /// Takes no more calls and lets go of those in progress: they stay up for the next core.
    @Override
    public void close() {
        AgiServer listening = agi;
        if (listening != null) {
            listening.close();
        }
        ari.close();
        threads.forEach(Thread::interrupt);
    }
}
