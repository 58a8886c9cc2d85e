package org.earshot.calls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.earshot.agi.AgiCall;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriException;
import org.earshot.ari.AriInbox;
import org.earshot.ivr.Outbound.Outcome;
import org.earshot.ivr.Prompt;
import org.earshot.ivr.SpeechEnd;
import org.earshot.ivr.SpeechLimits;
import org.earshot.telephony.CallId;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// A line over AGI: the call stays in the dialplan, which runs one command of ours at a time.
///
/// AGI itself forgets keys pressed between two commands. They are therefore taken from the
/// channel's events (ARI), and AGI's own answers only say when to look. What differs from
/// [AriLine]: prompts follow each other with a command between them (about a millisecond); while
/// ARI is away only keys pressed during a command are noticed; and when the core dies the dialplan
/// gets the call back, plays ringing and asks again, so the caller hears the restart.
public final class AgiLine implements ServedLine {

    /// Tells the dialplan that the core has really done with the call.
    static final String DONE = "EARSHOT_DONE";

    /// Whom `Dial` rings or rang, until its outcome was taken.
    private static final String RINGING = "EARSHOT_RINGING";

    private static final String HAND_OVER = "ari";

    /// A command is not interrupted by what is learnt meanwhile: so one that only waits is short. A
    /// prompt lasts as long as it is, `Dial` as long as the talk.
    static final Duration SLICE = Duration.ofMillis(200);

    /// AGI and ARI tell of the same key, within a few milliseconds in either order.
    private static final Duration SAME_KEY = Duration.ofSeconds(1);

    /// That Asterisk is gone is noticed within half a second.
    private static final Duration EVENT_PATIENCE = Duration.ofMillis(1_500);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private static final Set<Dtmf> ALL_KEYS =
            "0123456789*#ABCD"
                    .chars()
                    .mapToObj(key -> new Dtmf((char) key))
                    .collect(Collectors.toUnmodifiableSet());

    private final AgiCall call;
    private final AriClient ari;
    private final ChannelWatch watch;
    private final SpeechWatch speech = new SpeechWatch();
    private final Beep beep;

    private interface Command<T> {
        T run() throws Hangup;
    }

    AgiLine(AgiCall call, AriClient ari, AriInbox inbox, Beep beep) {
        this.call = call;
        this.ari = ari;
        this.beep = beep;
        this.watch = new ChannelWatch(ari, call.channelId(), inbox, this::lookAgain);
    }

    private void lookAgain() throws AriException {
        ari.channels().require(call.channelId());
        ari.channels().subscribe(call.channelId());
    }

    /// Over AGI: ARI may not, the channel is not in its application.
    @Override
    public void mark(CallId id) throws Hangup {
        command(() -> {
            call.setVariable(CALL_ID, id.toString());
            return true;
        });
    }

    @Override
    public SpeechWatch speech() {
        return speech;
    }

    @Override
    public void answer() throws Hangup {
        watch.check();
        command(() -> {
            call.answer();
            return true;
        });
    }

    @Override
    public Optional<Dtmf> play(List<Prompt> prompts, Set<Dtmf> interrupt) throws Hangup {
        watch.check();
        Optional<Dtmf> early = watch.takeKeyOf(interrupt);
        for (Prompt prompt : prompts) {
            if (early.isPresent()) {
                return early;
            }
            Optional<Dtmf> key = command(() -> call.streamFile(prompt.audio(), interrupt));
            early =
                    key.isPresent()
                            ? Optional.of(fromEvents(key.get(), () -> watch.takeKeyOf(interrupt)))
                            : watch.takeKeyOf(interrupt);
        }
        return early;
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
            Optional<Dtmf> told = waitForDigit(Duration.ofNanos(left));
            if (told.isPresent()) {
                return Optional.of(fromEvents(told.get(), watch::takeKey));
            }
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
            Optional<Dtmf> told = waitForDigit(SLICE).filter(limits.stopKeys()::contains);
            if (told.isPresent()) {
                return new SpeechEnd.Key(
                        fromEvents(told.get(), () -> watch.takeKeyOf(limits.stopKeys())));
            }
        }
    }

    @Override
    public void beep() throws Hangup {
        watch.check();
        command(() -> call.streamFile(beep.tone(), Set.of()));
    }

    /// By the dialplan's `Dial`: the channel is not in our application. What it says of a talk that
    /// an earlier core has begun is still on the channel.
    @Override
    public Outcome connect(CallId id, String endpoint, String display, Duration ring)
            throws Hangup {
        watch.check();
        var begun = begun(endpoint);
        var dialled = begun.isPresent() ? begun.get() : dial(endpoint, display, ring);
        command(() -> {
            call.setVariable(RINGING, "");
            return true;
        });
        watch.dropKeys();
        watch.ignore(dialled.cause());
        return switch (dialled.status()) {
            case "ANSWER" -> Outcome.TALKED;
            case "BUSY" -> Outcome.BUSY;
            case "NOANSWER" -> Outcome.NO_ANSWER;
            default -> Talk.unanswered(dialled.cause());
        };
    }

    /// What became of a talk that an earlier core has begun; empty when it died between the mark
    /// and `Dial`: then nobody was rung.
    private Optional<AgiCall.Dialled> begun(String endpoint) throws Hangup {
        if (command(() -> call.variable(RINGING)).filter(endpoint::equals).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(command(call::dialled)).filter(was -> !was.status().isEmpty());
    }

    private AgiCall.Dialled dial(String endpoint, String display, Duration ring) throws Hangup {
        markRinging(endpoint);
        return command(() -> call.dial(endpoint, display, ring));
    }

    /// For the core that comes next. What an earlier `Dial` has left goes first: it would be taken
    /// for the outcome of this one.
    void markRinging(String endpoint) throws Hangup {
        command(() -> {
            call.forgetDialled();
            call.setVariable(RINGING, endpoint);
            return true;
        });
    }

    @Override
    public void hangUp() {
        if (watch.isOver()) {
            return;
        }
        watch.end(Hangup.By.FLOW);
        try {
            call.setVariable(DONE, "1");
            call.hangUp();
        } catch (Hangup gone) {
            // the caller was faster
        }
    }

    /// Lets the dialplan offer the call again over ARI: what is to come cannot be done over AGI.
    void handOver() throws Hangup {
        command(() -> {
            call.setVariable(DONE, HAND_OVER);
            return true;
        });
        watch.end(Hangup.By.FLOW);
    }

    /// Waits a moment, longer than `patience` by no more than a command takes. AGI's own `WAIT FOR
    /// DIGIT` sends nothing to the caller meanwhile, a file of silence does.
    private Optional<Dtmf> waitForDigit(Duration patience) throws Hangup {
        return patience.compareTo(SLICE) < 0
                ? command(() -> call.waitForDigit(patience))
                : command(() -> call.streamFile(beep.silence(), ALL_KEYS));
    }

    /// The key that AGI told of, as taken from the events, so that it is not read twice.
    private Dtmf fromEvents(Dtmf told, Supplier<Optional<Dtmf>> events) throws Hangup {
        long until = System.nanoTime() + SAME_KEY.toNanos();
        while (ari.isConnected() && System.nanoTime() < until) {
            Optional<Dtmf> key = events.get();
            if (key.isPresent()) {
                return key.get();
            }
            watch.await(LOOK_EVERY);
        }
        return told;
    }

    private <T> T command(Command<T> command) throws Hangup {
        try {
            T result = command.run();
            watch.check();
            return result;
        } catch (Hangup over) {
            throw whoEndedIt(over);
        }
    }

    /// AGI says no more than that there is no more AGI; the channel's events say why.
    private Hangup whoEndedIt(Hangup told) throws Hangup {
        long until = System.nanoTime() + EVENT_PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            watch.await(LOOK_EVERY);
        }
        watch.end(ari.isConnected() ? told.by() : Hangup.By.NETWORK);
        watch.check();
        return told;
    }
}
