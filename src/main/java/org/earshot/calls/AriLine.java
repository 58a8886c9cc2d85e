package org.earshot.calls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.earshot.ari.AriChannels;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriError;
import org.earshot.ari.AriEvent;
import org.earshot.ari.AriException;
import org.earshot.ari.AriInbox;
import org.earshot.ari.AriUnavailable;
import org.earshot.ivr.Outbound.Outcome;
import org.earshot.ivr.Prompt;
import org.earshot.ivr.SpeechEnd;
import org.earshot.ivr.SpeechLimits;
import org.earshot.telephony.CallId;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A line over ARI: the call is in our Stasis application and does what we say. When the connection
/// to Asterisk is lost the line waits for its return, looks what became of the call, and goes on;
/// keys pressed meanwhile are lost, since Asterisk repeats no event.
public final class AriLine implements ServedLine {

    private static final Logger LOG = LoggerFactory.getLogger(AriLine.class);

    /// Should the end of a playback ever go untold, this is how long a caller hears silence.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /// Normal call clearing, Q.850.
    private static final int NORMAL = 16;

    private final AriClient ari;
    private final AriChannels channels;
    private final String channelId;
    private final AriInbox inbox;
    private final ChannelWatch watch;
    private final SpeechWatch speech = new SpeechWatch();
    private final Beep beep;
    private final Set<String> included = new HashSet<>();
    private final Comfort comfort;

    /// A command, which may have been tried before without an answer.
    private interface Command {
        void run(boolean again) throws AriException;
    }

    /// @param foundAlive whether an earlier core may have begun to serve it
    AriLine(AriClient ari, String channelId, AriInbox inbox, Beep beep, boolean foundAlive) {
        this.ari = ari;
        this.channels = ari.channels();
        this.channelId = channelId;
        this.beep = beep;
        this.inbox = inbox;
        this.comfort = new Comfort(ari.channels(), channelId, beep.waiting(), foundAlive);
        this.watch = new ChannelWatch(ari, channelId, inbox, () -> channels.require(channelId));
    }

    @Override
    public void mark(CallId id) throws AriException {
        channels.setVariable(channelId, CALL_ID, id.toString());
    }

    @Override
    public SpeechWatch speech() {
        return speech;
    }

    @Override
    public void answer() throws Hangup {
        watch.check();
        command(_ -> {
            comfort.stop();
            channels.answer(channelId);
        });
    }

    @Override
    public Optional<Dtmf> play(List<Prompt> prompts, Set<Dtmf> interrupt) throws Hangup {
        watch.check();
        Optional<Dtmf> early = watch.takeKeyOf(interrupt);
        if (early.isPresent() || prompts.isEmpty()) {
            return early;
        }
        return playFiles(prompts.stream().map(Prompt::audio).toList(), interrupt);
    }

    private Optional<Dtmf> playFiles(List<Path> files, Set<Dtmf> interrupt) throws Hangup {
        String playback = UUID.randomUUID().toString();
        command(again -> {
            if (!again || !channels.isPlaying(playback)) {
                channels.play(channelId, playback, files);
            }
        });
        command(_ -> comfort.next()); // begins when the last file has ended
        while (!watch.hasFinished(playback)) {
            Optional<Dtmf> key = watch.takeKeyOf(interrupt);
            if (key.isPresent()) {
                stop(playback);
                return key;
            }
            Optional<AriEvent> event = watch.await(LOOK_AGAIN);
            boolean unsure = event.isEmpty() || event.get() instanceof AriEvent.Reconnected;
            if (unsure && hasEnded(playback)) {
                break;
            }
        }
        return watch.takeKeyOf(interrupt);
    }

    private void stop(String playback) throws Hangup {
        command(_ -> {
            if (channels.isPlaying(playback)) {
                channels.stopPlayback(playback);
            }
        });
    }

    private boolean hasEnded(String playback) throws Hangup {
        boolean[] ended = new boolean[1];
        command(_ -> ended[0] = !channels.isPlaying(playback));
        return ended[0];
    }

    @Override
    public Optional<Dtmf> readKey(Duration timeout) throws Hangup {
        watch.check();
        long until = System.nanoTime() + timeout.toNanos();
        while (true) {
            Optional<Dtmf> key = watch.takeKey();
            long left = until - System.nanoTime();
            if (key.isPresent() || left <= 0) {
                return key;
            }
            keepQuiet();
            watch.await(least(Duration.ofNanos(left), comfort.untilDue()));
        }
    }

    @Override
    public SpeechEnd listen(SpeechLimits limits) throws Hangup {
        watch.check();
        var listening = new Listening(limits, watch, speech);
        while (true) {
            Optional<SpeechEnd> end = listening.end();
            if (end.isPresent()) {
                return end.get();
            }
            keepQuiet();
            watch.await(listening.untilNextLook());
        }
    }

    @Override
    public void beep() throws Hangup {
        watch.check();
        playFiles(List.of(beep.tone()), Set.of());
    }

    @Override
    public Outcome connect(CallId call, String endpoint, String display, Duration ring)
            throws Hangup, AriException {
        return new Talk(this, new Legs(ari, call), channelId).with(endpoint, display, ring);
    }

    /// From now on the events of that channel come to this line too.
    void include(String otherChannel) {
        if (included.add(otherChannel)) {
            ari.include(otherChannel, inbox);
        }
    }

    /// Waits for something to happen to this line or an included channel.
    Optional<AriEvent> await(Duration patience) throws Hangup {
        return watch.await(patience);
    }

    /// Keys pressed so far are not read any more.
    void dropKeys() {
        watch.dropKeys();
    }

    /// The caller hears it ring.
    void ring() throws Hangup {
        command(_ -> {
            comfort.stop();
            channels.ring(channelId);
        });
    }

    void stopRinging() throws Hangup {
        command(_ -> channels.stopRinging(channelId));
    }

    /// Lets the dialplan speak for us.
    ///
    /// @param context where it goes on
    void handBack(String context) throws AriException {
        comfort.stop();
        channels.continueIn(channelId, context);
    }

    @Override
    public void hangUp() {
        hangUp(NORMAL);
    }

    /// @param cause why, as in Q.850; an unanswered caller's network is told in SIP's words
    void hangUp(int cause) {
        watch.end(Hangup.By.FLOW);
        if (watch.isChannelGone()) {
            return;
        }
        try {
            channels.hangUp(channelId, cause);
        } catch (AriError gone) {
            LOG.debug("channel {} was gone before it was hung up", channelId);
        } catch (AriException away) {
            LOG.warn("channel {} is hung up when Asterisk answers again", channelId);
            Thread.ofVirtual().name("hang-up").start(this::hangUpLater);
        }
    }

    /// Nobody else would end this call: the caller would listen to silence.
    private void hangUpLater() {
        try {
            if (ari.awaitConnected(ChannelWatch.LONGEST_OUTAGE)) {
                channels.hangUp(channelId, NORMAL);
            }
        } catch (AriException gone) {
            LOG.debug("channel {} was gone before it was hung up", channelId);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Not through an outage: a caller who hears it ring then is told the truth.
    private void keepQuiet() {
        try {
            comfort.keep();
        } catch (AriException notNow) {
            LOG.debug("channel {}: {}", channelId, notNow.getMessage());
        }
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Carries out a command, through any outage.
    private void command(Command command) throws Hangup {
        long began = System.nanoTime();
        boolean again = false;
        while (true) {
            try {
                command.run(again);
                return;
            } catch (AriUnavailable away) {
                watch.awaitLink(began);
                again = true;
            } catch (AriException refused) {
                refused(refused);
                return;
            }
        }
    }

    /// Nearly always because the caller is just hanging up: then the events say so.
    private void refused(AriException refused) throws Hangup {
        watch.check();
        boolean gone;
        try {
            gone = !channels.exists(channelId);
        } catch (AriException unknown) {
            gone = false;
        }
        if (gone) {
            watch.end(Hangup.By.CALLER);
            watch.check();
        }
        throw new IllegalStateException("channel " + channelId + " cannot go on", refused);
    }
}
