package org.earshot.speech;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.earshot.http.SocketClient;

/// Gives audio to recognisers. One client serves a whole process; a session is one leg of one call.
public final class SpeechClient implements AutoCloseable {

    private final SpeechSettings settings;
    private final SocketClient sockets = new SocketClient();

    public SpeechClient(SpeechSettings settings) {
        this.settings = settings;
    }

    /// Begins to listen. Returns at once; the connection is made while the first audio waits, and
    /// what goes wrong then is told by [SpeechSession#finish].
    ///
    /// @param listener hears partial and final words as they come, on a thread of the session
    /// @throws SpeechUnavailable when no recogniser for this language is there now
    public SpeechSession open(Locale language, Consumer<Heard> listener) throws SpeechUnavailable {
        return open(language, List.of(), listener);
    }

    /// The same, for a question: only these phrases are recognised, by a grammar made at this
    /// moment.
    public SpeechSession open(Locale language, List<String> phrases, Consumer<Heard> listener)
            throws SpeechUnavailable {
        SpeechServer server = settings.servers().of(language);
        var session = new SpeechSession(server, settings, phrases, listener);
        session.start(sockets);
        return session;
    }

    @Override
    public void close() {
        sockets.close();
    }
}
