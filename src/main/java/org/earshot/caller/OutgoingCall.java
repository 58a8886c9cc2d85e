package org.earshot.caller;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.earshot.audio.Sound;
import org.earshot.telephony.Dtmf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call that was answered. While it does not speak or press a key it sends silence, as a
/// telephone does. Speaking and pressing when the call is over does nothing, as with a telephone;
/// [#isUp] tells.
///
/// Times on the call count from the INVITE.
public final class OutgoingCall implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OutgoingCall.class);

    /// How long [#hangUp] waits for the other side to agree; the BYE is repeated beyond that.
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final DatagramChannel media;
    private final RtpClock clock;
    private final long inviteSent = System.nanoTime();
    private final Heard heard = new Heard(inviteSent);
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final Listening listening = new Listening(heard, ended::isDone);
    private final Runnable tick = this::tick;
    private volatile @Nullable Signalling signalling;
    private volatile @Nullable Voice voice;
    private volatile @Nullable InetSocketAddress target;
    private volatile long answeredAt;
    private volatile boolean hungUpByUs;

    OutgoingCall(DatagramChannel media, RtpClock clock) {
        this.media = media;
        this.clock = clock;
    }

    /// Rings until it is answered.
    void ring(Signalling with, Duration patience) throws CallRefused, InterruptedException {
        signalling = with;
        with.invite();
        try {
            CompletableFuture.anyOf(answered, ended)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            with.hangUp();
            throw new CallRefused(
                    CallRefused.NO_ANSWER,
                    "nobody answered within %.1f s".formatted(patience.toMillis() / 1e3));
        } catch (InterruptedException e) {
            with.hangUp();
            throw e;
        }
        if (!answered.isDone()) {
            int status = ended.join();
            throw new CallRefused(status, "the call was not put through: SIP status " + status);
        }
    }

    /// What the signalling tells.
    Signalling.Listener listener() {
        return new Signalling.Listener() {
            @Override
            public void up(Sdp answer) {
                answeredAt = System.nanoTime();
                target = answer.media();
                voice = new Voice(answer.keysPayload());
                clock.add(tick);
                answered.complete(null);
            }

            @Override
            public void mediaMoved(Sdp offer) {
                target = offer.media();
            }

            @Override
            public void over(int status) {
                finish(status);
            }
        };
    }

    void hear(RtpPacket packet) {
        heard.accept(packet, System.nanoTime());
    }

    private void tick() {
        Voice speaking = voice;
        InetSocketAddress to = target;
        if (speaking == null || to == null) {
            return;
        }
        try {
            media.send(speaking.tick().encode(), to);
        } catch (IOException e) {
            log.debug("One packet of speech could not be sent.", e);
        }
    }

    /// Lets go of a call whose other side did not answer our BYE in time.
    void abandon() {
        finish(CallRefused.NO_ANSWER);
    }

    private void finish(int status) {
        clock.remove(tick);
        Voice speaking = voice;
        if (speaking != null) {
            speaking.close();
        }
        heard.end(System.nanoTime());
        ended.complete(status);
        try {
            media.close();
        } catch (IOException e) {
            log.debug("The socket of a call could not be closed.", e);
        }
    }

    /// The [System#nanoTime] at which the INVITE was sent.
    public long inviteSentNanos() {
        return inviteSent;
    }

    /// The [System#nanoTime] at which the 200 came.
    public long answeredNanos() {
        return answeredAt;
    }

    /// The [System#nanoTime] at which the first audio came that was not silence, if any did.
    public OptionalLong firstAudioNanos() {
        return heard.firstAudible();
    }

    /// From sending the INVITE to the 200.
    public Duration inviteToAnswer() {
        return Duration.ofNanos(answeredAt - inviteSent);
    }

    /// From sending the INVITE to the first audio that was not silence.
    ///
    /// @throws IllegalStateException when nothing was heard yet
    public Duration inviteToFirstAudio() {
        return firstAudio().orElseThrow(() -> new IllegalStateException("nothing was heard yet"));
    }

    /// Waits for the first audio that is not silence.
    ///
    /// @return [#inviteToFirstAudio]
    public Duration awaitFirstAudio(Duration timeout) throws NotHeard, InterruptedException {
        return listening.await("anything", timeout, this::firstAudio);
    }

    private Optional<Duration> firstAudio() {
        OptionalLong at = heard.firstAudible();
        return at.isPresent()
                ? Optional.of(Duration.ofNanos(at.getAsLong() - inviteSent))
                : Optional.empty();
    }

    /// Speaks, and returns when the last word was sent.
    public void speak(Sound words) throws InterruptedException {
        Voice speaking = voice;
        if (speaking != null) {
            await(speaking.speak(words.mono(Sound.TELEPHONE_HZ).samples()));
        }
    }

    /// Presses keys one after the other, 100 ms each with 100 ms between them.
    public void press(Dtmf... keys) throws InterruptedException {
        Voice speaking = voice;
        if (speaking != null) {
            await(speaking.press(List.of(keys)));
        }
    }

    /// Presses keys as telephones do that cannot send them with the sound: SIP INFO, one after the
    /// other.
    public void pressByInfo(Dtmf... keys) throws InterruptedException {
        for (Dtmf key : keys) {
            int _ =
                    inform(
                            "application/dtmf-relay",
                            "Signal=%c\r\nDuration=100\r\n".formatted(key.symbol()));
        }
    }

    /// Sends SIP INFO.
    ///
    /// @return the status it was answered with
    public int inform(String type, String body) throws InterruptedException {
        Signalling with = signalling;
        try {
            return with == null ? CallRefused.NO_ANSWER : with.info(type, body).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // never completed so
        }
    }

    private static void await(Future<Void> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // never completed so
        }
    }

    /// All that was heard until now.
    public Sound heard() {
        return heard.sound();
    }

    /// How many packets of audio came.
    public long packetsHeard() {
        return heard.packets();
    }

    /// Waits for a tone, beginning where the last one awaited was found.
    ///
    /// @return when it was heard
    public Duration awaitTone(double hz, Duration timeout) throws NotHeard, InterruptedException {
        return listening.await(
                "a tone of %.0f Hz".formatted(hz), timeout, () -> listening.tone(hz));
    }

    /// Waits until nothing has been heard for `length`.
    ///
    /// @return when the silence began, or later
    public Duration awaitSilence(Duration length, Duration timeout)
            throws NotHeard, InterruptedException {
        return listening.await(
                "silence of %d ms".formatted(length.toMillis()),
                timeout,
                () -> listening.silence(length));
    }

    /// The prompts that `ear` has recognised so far, in the order they were heard.
    public List<HeardPrompt> prompts(Ear ear) {
        return listening.prompts(ear);
    }

    /// Waits until a prompt has been heard to its end, now or earlier in the call.
    public HeardPrompt awaitPrompt(Ear ear, String id, Duration timeout)
            throws NotHeard, InterruptedException {
        return listening.await(
                "prompt " + id,
                timeout,
                () -> prompts(ear).stream().filter(it -> it.id().equals(id)).findFirst());
    }

    /// Waits until the prompts heard since the beginning of the call are `enough`.
    public List<HeardPrompt> awaitPrompts(
            Ear ear, Predicate<List<HeardPrompt>> enough, Duration timeout)
            throws NotHeard, InterruptedException {
        return listening.await(
                "what was waited for", timeout, () -> Optional.of(prompts(ear)).filter(enough));
    }

    public boolean isUp() {
        return answered.isDone() && !ended.isDone() && !hungUpByUs;
    }

    /// Hangs up, and waits a moment for the other side to agree. Harmless when the call is over.
    public void hangUp() throws InterruptedException {
        farewell();
        try {
            ended.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.debug("The other side has not agreed to hang up yet.");
        }
    }

    /// Waits for the other side to hang up.
    ///
    /// @return whether it did, rather than we
    public boolean awaitRemoteHangup(Duration timeout) throws InterruptedException {
        try {
            ended.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return !hungUpByUs;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    /// Hangs up without waiting.
    @Override
    public void close() {
        farewell();
    }

    private void farewell() {
        Signalling with = signalling;
        if (with != null && !ended.isDone()) {
            hungUpByUs = true;
            clock.remove(tick); // a telephone on the hook is silent
            with.hangUp();
        }
    }

    /// Completes when the call is over.
    CompletableFuture<Integer> ended() {
        return ended;
    }
}
