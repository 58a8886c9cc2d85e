package org.earshot.calls;

import static java.time.Duration.ofSeconds;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriSettings;
import org.earshot.ari.MediaSockets;
import org.earshot.caller.CallerSettings;
import org.earshot.caller.OutgoingCall;
import org.earshot.caller.SimulatedCaller;
import org.earshot.site.AsteriskInstance;
import org.earshot.telephony.Hangup;

/// A core's side of a real Asterisk, and people with telephones: the harness of these tests.
final class Exchange implements AutoCloseable {

    private final AsteriskInstance asterisk;
    private final Path directory;
    private final SimulatedCaller callers;
    private final AriClient ari;
    private final MediaSockets sockets;
    private final IncomingCalls calls;
    private final BlockingQueue<Served> arrived = new LinkedBlockingQueue<>();

    /// A call whose handler waits until the test lets it go.
    record Served(IncomingCall call, CountDownLatch done) {
        void release() {
            done.countDown();
        }
    }

    Exchange(AsteriskInstance asterisk) throws IOException, InterruptedException {
        this(asterisk, 10);
    }

    Exchange(AsteriskInstance asterisk, int maxCalls) throws IOException, InterruptedException {
        this(asterisk, maxCalls, asterisk.ari());
    }

    /// @param ariUrl where the core finds ARI
    Exchange(AsteriskInstance asterisk, int maxCalls, URI ariUrl)
            throws IOException, InterruptedException {
        this.asterisk = asterisk;
        var ports = asterisk.settings().ports();
        var secrets = asterisk.settings().secrets();
        InetAddress loopback = InetAddress.getLoopbackAddress();
        directory = Files.createTempDirectory("earshot-exchange");
        ari =
                new AriClient(
                        new AriSettings(
                                ariUrl,
                                AsteriskInstance.USER,
                                secrets.ari(),
                                "earshot",
                                ofSeconds(2),
                                ofSeconds(5)));
        sockets =
                MediaSockets.listen(
                        "127.0.0.1", ports.media(), AsteriskInstance.USER, secrets.media());
        calls =
                new IncomingCalls(
                        ari,
                        new CaptureStudio(ari, sockets, "earshot-media"),
                        Beep.in(directory),
                        maxCalls,
                        this::serve);
        calls.start(new InetSocketAddress(loopback, ports.agi()));
        ari.awaitConnected(ofSeconds(10));
        callers =
                new SimulatedCaller(
                        new CallerSettings(new InetSocketAddress(loopback, ports.sip()), loopback)
                                .withNumber("+12025550123"));
    }

    private void serve(IncomingCall call) throws Hangup {
        var served = new Served(call, new CountDownLatch(1));
        arrived.add(served);
        try {
            served.done().await();
        } catch (InterruptedException stopped) {
            throw new CallAbandoned();
        }
    }

    OutgoingCall dial(String extension) throws IOException, InterruptedException {
        return callers.dial(extension);
    }

    /// The next call that has come in.
    Served next() throws InterruptedException {
        Served served = arrived.poll(10, TimeUnit.SECONDS);
        if (served == null) {
            throw new AssertionError("no call came in");
        }
        return served;
    }

    Path directory() {
        return directory;
    }

    AriClient ari() {
        return ari;
    }

    AsteriskInstance asterisk() {
        return asterisk;
    }

    int inProgress() {
        return calls.inProgress();
    }

    /// Ends the core as a crash would: the calls stay up, and so do the telephones.
    void crash() {
        calls.close();
        sockets.close();
    }

    @Override
    public void close() {
        callers.close();
        crash();
    }
}
