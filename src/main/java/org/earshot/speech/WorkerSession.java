package org.earshot.speech;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.earshot.audio.Pcm;
import org.earshot.audio.Sound;
import org.earshot.http.Frame;
import org.earshot.http.Socket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's side of [Protocol] on one socket.
final class WorkerSession {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerSession.class);

    private final VoskModel model;
    private final Lanes lanes;

    WorkerSession(VoskModel model, Lanes lanes) {
        this.model = model;
        this.lanes = lanes;
    }

    void serve(Socket socket) {
        try (var lane = lanes.enter()) {
            var hearing = new Hearing(lane);
            try {
                while (hearing.goesOn(socket)) {
                    // until eof, or the client is gone
                }
            } finally {
                hearing.close();
            }
        } catch (IOException failure) {
            LOG.warn("A speech session ended early: {}", failure.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// The recogniser of one session, made when it is known which: its client may ask for one of
    /// few phrases first.
    private final class Hearing {

        private final Lanes.Lane lane;
        private @Nullable VoskRecognizer recognizer; // of the lane's thread

        Hearing(Lanes.Lane lane) {
            this.lane = lane;
        }

        /// @return whether there is more to come
        boolean goesOn(Socket socket) throws IOException, InterruptedException {
            Optional<Frame> next = socket.receive();
            if (next.isEmpty()) {
                return false;
            }
            return switch (next.get()) {
                case Frame.Binary(var bytes) -> {
                    short[] samples = Pcm.shorts(Arrays.copyOf(bytes, bytes.length & ~1));
                    socket.send(lane.call(() -> hear(recognizer(), samples)));
                    yield true;
                }
                case Frame.Text(var message) when Protocol.isEof(message) -> {
                    for (String left : lane.call(() -> recognizer().finish())) {
                        socket.send(left);
                    }
                    yield false;
                }
                case Frame.Text(var message) -> {
                    configure(message);
                    yield true;
                }
            };
        }

        private void configure(String message) throws IOException, InterruptedException {
            int rate = Protocol.sampleRate(message).orElse(Sound.TELEPHONE_HZ);
            if (rate != Sound.TELEPHONE_HZ) {
                throw new IOException("this worker takes 8000 Hz, the client sends " + rate);
            }
            List<String> phrases = Protocol.phrases(message);
            if (phrases.isEmpty()) {
                lane.call(this::recognizer); // not while somebody already speaks
            } else {
                close();
                recognizer = lane.call(() -> model.recognizer(phrases));
            }
        }

        private VoskRecognizer recognizer() throws IOException {
            var known = recognizer;
            if (known == null) {
                known = model.recognizer();
                recognizer = known;
            }
            return known;
        }

        void close() throws IOException, InterruptedException {
            var old = recognizer;
            recognizer = null;
            if (old != null) {
                lane.call(() -> {
                    old.close();
                    return Optional.empty();
                });
            }
        }
    }

    private static String hear(VoskRecognizer recognizer, short[] samples) {
        return recognizer.accept(samples).orElseGet(recognizer::partial);
    }
}
