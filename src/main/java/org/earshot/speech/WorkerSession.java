package org.earshot.speech;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.earshot.audio.Pcm;
import org.earshot.audio.Sound;
import org.earshot.http.Frame;
import org.earshot.http.Socket;
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
            var recognizer = lane.call(model::recognizer);
            try {
                while (listen(socket, lane, recognizer)) {
                    // until eof, or the client is gone
                }
            } finally {
                lane.call(() -> {
                    recognizer.close();
                    return Optional.empty();
                });
            }
        } catch (IOException failure) {
            LOG.warn("A speech session ended early: {}", failure.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether there is more to come
    private static boolean listen(Socket socket, Lanes.Lane lane, VoskRecognizer recognizer)
            throws IOException, InterruptedException {
        Optional<Frame> next = socket.receive();
        if (next.isEmpty()) {
            return false;
        }
        return switch (next.get()) {
            case Frame.Binary(var bytes) -> {
                short[] samples = Pcm.shorts(Arrays.copyOf(bytes, bytes.length & ~1));
                socket.send(lane.call(() -> hear(recognizer, samples)));
                yield true;
            }
            case Frame.Text(var message) when Protocol.isEof(message) -> {
                socket.send(lane.call(recognizer::finish));
                yield false;
            }
            case Frame.Text(var message) -> {
                configure(message);
                yield true;
            }
        };
    }

    private static String hear(VoskRecognizer recognizer, short[] samples) {
        return recognizer.accept(samples).orElseGet(recognizer::partial);
    }

    private static void configure(String message) throws IOException {
        int rate = Protocol.sampleRate(message).orElse(Sound.TELEPHONE_HZ);
        if (rate != Sound.TELEPHONE_HZ) {
            throw new IOException("this worker takes 8000 Hz, the client sends " + rate);
        }
    }
}
