package org.earshot.speech;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.earshot.audio.Pcm;
import org.earshot.audio.Sound;
import org.earshot.http.Frame;
import org.earshot.http.Socket;
import org.earshot.http.SocketClient;
import org.earshot.speech.SpeechUnavailable.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One leg's audio on its way to a recogniser, and its words on their way back.
///
/// ```
/// accept ──▶ queue (bounded in samples) ──▶ sender thread ──▶ socket ──▶ receiver thread ──▶ listener
/// ```
///
/// Whatever breaks is remembered and told by [#finish]: giving audio never fails and never waits.
public final class SpeechSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpeechSession.class);

    /// Samples in one message: 100 ms. Five 20 ms frames together cost a fifth of the messages, and
    /// partial words still come faster than they are read.
    private static final int BLOCK = Sound.TELEPHONE_HZ / 10;

    /// One second: what waited is sent in few messages, each costs a handful of thread switches.
    private static final int LARGEST_BLOCK = Sound.TELEPHONE_HZ;

    /// Marks the end in the queue.
    private static final short[] END = new short[0];

    private final SpeechServer server;
    private final SpeechSettings settings;
    private final List<String> phrases;
    private final Consumer<Heard> listener;
    private final BlockingQueue<short[]> queue = new LinkedBlockingQueue<>();
    private final Semaphore room; // in samples
    private final CompletableFuture<List<Heard.Utterance>> outcome = new CompletableFuture<>();
    private volatile boolean eofSent;
    private volatile @Nullable Socket socket;

    SpeechSession(
            SpeechServer server,
            SpeechSettings settings,
            List<String> phrases,
            Consumer<Heard> listener) {
        this.server = server;
        this.settings = settings;
        this.phrases = List.copyOf(phrases);
        this.listener = listener;
        this.room = new Semaphore((int) settings.maxLag().toMillis() * Sound.TELEPHONE_HZ / 1000);
    }

    void start(SocketClient sockets) {
        Thread.ofVirtual().name("speech-send").start(() -> send(sockets));
    }

    /// The model that listens, for instance `vosk-tiny-en-8k`.
    public String engine() {
        return server.engine();
    }

    /// Gives 8 kHz samples of a live call. Never waits: a recogniser too far behind ends the
    /// session.
    public void accept(short[] samples) {
        if (samples.length == 0 || outcome.isDone()) {
            return;
        }
        if (room.tryAcquire(samples.length)) {
            queue.add(samples);
        } else {
            fail(
                    Reason.BEHIND,
                    "the recogniser is more than " + settings.maxLag() + " behind",
                    null);
        }
    }

    /// Gives 8 kHz samples of a recording, any number: waits while the recogniser is busy.
    public void acceptWhenReady(short[] samples) throws InterruptedException {
        for (int from = 0; from < samples.length && !outcome.isDone(); from += BLOCK) {
            short[] block =
                    Arrays.copyOfRange(samples, from, Math.min(from + BLOCK, samples.length));
            room.acquire(block.length);
            queue.add(block);
        }
    }

    /// Whether all audio given so far was taken up by the sender.
    boolean caughtUp() {
        return queue.isEmpty();
    }

    /// Says that all audio was given, and waits for the last words.
    ///
    /// @return everything heard in this session
    /// @throws SpeechUnavailable when anything was missed
    public List<Heard.Utterance> finish(Duration patience) throws SpeechUnavailable {
        queue.add(END);
        try {
            return outcome.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof SpeechUnavailable unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException(failure);
        } catch (TimeoutException late) {
            throw new SpeechUnavailable(
                    Reason.BEHIND, "the last words did not come within " + patience, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SpeechUnavailable(Reason.BROKEN, "interrupted", interrupted);
        } finally {
            close();
        }
    }

    /// Gives the session up, if it is not finished.
    @Override
    public void close() {
        fail(Reason.BROKEN, "closed before the end", null);
        Socket open = socket;
        if (open != null) {
            open.close();
        }
    }

    private void send(SocketClient sockets) {
        try {
            Socket connected = sockets.connect(server.url(), settings.connectPatience());
            socket = connected;
            Thread.ofVirtual().name("speech-receive").start(() -> receive(connected));
            connected.send(Protocol.config(Sound.TELEPHONE_HZ, phrases));
            while (sendBlock(connected)) {
                // until the end
            }
            eofSent = true;
            connected.send(Protocol.EOF);
        } catch (IOException broken) {
            Reason reason = socket == null ? Reason.AWAY : Reason.BROKEN;
            fail(reason, "no recogniser at " + server.url().getAuthority(), broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sends what has gathered: [#BLOCK] when the recogniser keeps up with the speaker, more when
    /// there is a backlog.
    ///
    /// @return whether there is more to come
    private boolean sendBlock(Socket to) throws IOException, InterruptedException {
        var frames = new ArrayList<short[]>();
        int length = 0;
        short[] next = queue.take();
        while (next.length > 0) {
            frames.add(next);
            length += next.length;
            if (length >= LARGEST_BLOCK || (length >= BLOCK && queue.isEmpty())) {
                break;
            }
            next = queue.take();
        }
        if (length > 0) {
            to.send(joined(frames, length));
            room.release(length);
        }
        return next.length > 0;
    }

    private void receive(Socket from) {
        var utterances = new ArrayList<Heard.Utterance>();
        String last = "";
        try (from) {
            for (var next = from.receive(); next.isPresent(); next = from.receive()) {
                if (next.get() instanceof Frame.Text(var answer)) {
                    last = answer;
                    Protocol.parse(answer).ifPresent(heard -> hear(heard, utterances));
                }
            }
            if (eofSent && from.closedCleanly() && !last.isEmpty() && Protocol.isFinal(last)) {
                outcome.complete(List.copyOf(utterances));
            } else {
                fail(Reason.BROKEN, "the recogniser went away before the end", null);
            }
        } catch (JsonProcessingException nonsense) {
            fail(
                    Reason.BROKEN,
                    "the recogniser's answer is no JSON",
                    null); // its text may be words
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(Heard heard, List<Heard.Utterance> utterances) {
        if (heard instanceof Heard.Utterance utterance) {
            utterances.add(utterance);
        }
        try {
            listener.accept(heard);
        } catch (RuntimeException failure) {
            LOG.error("A listener to speech failed with {}", failure.getClass().getName());
        }
    }

    private void fail(Reason reason, String message, @Nullable Throwable cause) {
        if (outcome.completeExceptionally(new SpeechUnavailable(reason, message, cause))) {
            queue.add(END);
            room.release(Integer.MAX_VALUE / 2); // lets go whoever waits for room
        }
    }

    private static byte[] joined(List<short[]> frames, int length) {
        short[] all = new short[length];
        int at = 0;
        for (short[] frame : frames) {
            System.arraycopy(frame, 0, all, at, frame.length);
            at += frame.length;
        }
        return Pcm.bytes(all);
    }
}
