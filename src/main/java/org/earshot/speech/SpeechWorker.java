package org.earshot.speech;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.http.Socket;
import org.earshot.http.SocketRequest;
import org.earshot.http.SocketServer;

/// A process of its own around Vosk, whose native code may crash: a crash costs the sessions here,
/// never a call.
///
/// Listens on 127.0.0.1, path `/<language>`. Prints one line of JSON when ready (see [Ready]) and
/// ends when its standard input does, so that it never outlives the process that started it.
public final class SpeechWorker implements AutoCloseable {

    private final Models models;
    private final Lanes lanes;
    private final int maxSessions;
    private final AtomicInteger sessions = new AtomicInteger();
    private final SocketServer server;

    private SpeechWorker(Models models, WorkerSettings settings) throws IOException {
        this.models = models;
        this.lanes = new Lanes(settings.threads(), settings.maxSessions());
        this.maxSessions = settings.maxSessions();
        this.server = SocketServer.listen("127.0.0.1", settings.port(), this::accepts, this::serve);
    }

    static SpeechWorker start(WorkerSettings settings) throws IOException, InterruptedException {
        Unpacked.nativeLibraries(settings.directory());
        return new SpeechWorker(Models.load(settings), settings);
    }

    /// The command `earshot speech-worker`; see [WorkerSettings#USAGE].
    public static void main(String[] arguments) {
        // Not System.exit: native destructors may crash where nothing is left to save.
        Runtime.getRuntime().halt(run(arguments, System.in));
    }

    Ready ready() {
        return new Ready(server.port(), models.engines(), Set.copyOf(models.problems()));
    }

    @Override
    public void close() {
        server.close();
        lanes.close();
    }

    @SuppressWarnings("SystemOut") // the one line its parent waits for
    private static int run(String[] arguments, InputStream life) {
        try (var worker = start(WorkerSettings.parse(arguments))) {
            System.out.println(new ObjectMapper().writeValueAsString(worker.ready()));
            System.out.flush();
            awaitEnd(life);
            return 0;
        } catch (IOException | IllegalArgumentException failure) {
            System.err.println("earshot speech-worker: " + failure.getMessage());
            return 2;
        } catch (InterruptedException stopping) {
            return 0;
        }
    }

    private static void awaitEnd(InputStream life) throws IOException {
        while (life.read() >= 0) {
            // whatever comes, only its end matters
        }
    }

    private boolean accepts(SocketRequest request) {
        return models.of(language(request)).isPresent() && sessions.get() < maxSessions;
    }

    private void serve(Socket socket) {
        sessions.incrementAndGet();
        try {
            models.of(language(socket.request()))
                    .ifPresent(model -> new WorkerSession(model, lanes).serve(socket));
        } finally {
            sessions.decrementAndGet();
        }
    }

    private static String language(SocketRequest request) {
        return request.path().substring(Math.min(1, request.path().length()));
    }
}
