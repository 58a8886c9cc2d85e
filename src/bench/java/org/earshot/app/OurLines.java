package org.earshot.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriSettings;
import org.earshot.ari.MediaSockets;
import org.earshot.calls.Beep;
import org.earshot.calls.CaptureStudio;
import org.earshot.calls.IncomingCalls;
import org.earshot.ivr.Line;
import org.earshot.ivr.Prompt;
import org.earshot.site.AsteriskInstance;
import org.earshot.telephony.Hangup;

/// Calls as the core takes them, over AGI and over ARI, without what comes after the line.
final class OurLines implements StepServer {

    private static final int MOST_CALLS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AsteriskInstance asterisk;
    private final Beep beep;
    private final AriClient ari;
    private final MediaSockets sockets;
    private final Handling handling;
    private volatile Script script = _ -> {};
    private final IncomingCalls calls;

    /// What is done with a line that was answered.
    private interface Handling {
        void serve(Line line, Script script) throws Exception;
    }

    private OurLines(AsteriskInstance asterisk, Path folder, Handling handling) throws IOException {
        this.asterisk = asterisk;
        this.handling = handling;
        var settings = asterisk.settings();
        beep = Beep.in(folder);
        ari =
                new AriClient(
                        new AriSettings(
                                asterisk.ari(),
                                AsteriskInstance.USER,
                                settings.secrets().ari(),
                                "earshot"));
        sockets =
                MediaSockets.listen(
                        "127.0.0.1",
                        settings.ports().media(),
                        AsteriskInstance.USER,
                        settings.secrets().media());
        calls =
                new IncomingCalls(
                        ari,
                        new CaptureStudio(ari, sockets, AsteriskInstance.MEDIA),
                        beep,
                        MOST_CALLS,
                        call -> serve(call.line()));
    }

    /// The step is to answer once more, which changes nothing: no command is shorter.
    static OurLines answering(AsteriskInstance asterisk, Path folder) throws IOException {
        return new OurLines(asterisk, folder, (line, script) -> script.serve(line::answer));
    }

    /// The step is to play a quarter of a second.
    static OurLines playing(AsteriskInstance asterisk, Path folder) throws IOException {
        Path tone = Beep.in(folder).tone();
        var prompt = java.util.List.of(new Prompt("tone", Locale.ENGLISH, tone));
        return new OurLines(
                asterisk,
                folder,
                (line, script) -> {
                    line.answer();
                    script.serve(() -> line.play(prompt, Set.of()));
                });
    }

    @Override
    public void start(Script to) throws IOException, InterruptedException {
        script = to;
        calls.start(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), asterisk.settings().ports().agi()));
        ari.awaitConnected(PATIENCE);
    }

    private void serve(Line line) throws Hangup {
        try {
            handling.serve(line, script);
        } catch (Hangup over) {
            throw over;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        calls.close();
        sockets.close();
    }
}
