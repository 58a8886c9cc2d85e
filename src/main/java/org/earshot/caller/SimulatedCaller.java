package org.earshot.caller;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.earshot.caller.SipMessage.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Somebody with a telephone: dials, any number of calls at once, over one SIP socket.
///
/// Close it to hang up all calls and to free its sockets and its four threads.
public final class SimulatedCaller implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SimulatedCaller.class);

    /// A message may come again for as long after the end of a call (64 × T1).
    private static final Duration REMEMBERED = Duration.ofSeconds(32);

    /// How long [#close] waits for the other sides to agree that the calls are over.
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final CallerSettings settings;
    private final SipPort sip;
    private final RtpReceiver receiver;
    private final RtpClock clock = new RtpClock();
    private final ScheduledExecutorService timers = timers();
    private final Map<String, Known> calls = new ConcurrentHashMap<>(); // by Call-ID

    private record Known(Dialog dialog, Signalling signalling, OutgoingCall call) {}

    /// @throws IOException when there is no free UDP port at the local address, or no such address
    public SimulatedCaller(CallerSettings settings) throws IOException {
        this.settings = settings;
        sip = new SipPort(settings.local());
        receiver = new RtpReceiver();
        rehearse();
        sip.start(this::received);
    }

    /// Makes a call to nobody, all messages of which stay in here: else the first call would be
    /// timed with a JVM that has yet to load everything (half a second on a busy machine).
    private void rehearse() throws IOException {
        OutgoingCall call = new OutgoingCall(mediaPort(), clock);
        Dialog dialog = new Dialog(text(sip.address()), "nobody.invalid", "0", settings.number());
        String sdp = Sdp.ours(sip.address(), 0);
        List<SipMessage> sent = new ArrayList<>();
        Signalling signalling = new Signalling(dialog, sdp, sent::add, timers, call.listener());
        signalling.invite();
        byte[] invite = sent.getFirst().encode();
        SipMessage asked = SipParser.parse(invite, invite.length);
        signalling.received(
                asked.response(200, "OK", "nobody", List.of(dialog.contact()), asked.body()));
        call.hear(new Voice(Sdp.KEYS).tick());
        signalling.hangUp();
        signalling.received(sent.getLast().response(200, "OK", "nobody", List.of(), ""));
    }

    /// Dials `extension` and waits for an answer.
    ///
    /// @throws CallRefused when nobody answered
    public OutgoingCall dial(String extension) throws IOException, InterruptedException {
        if (!extension.matches("[A-Za-z0-9+*#._-]{1,64}")) {
            throw new IllegalArgumentException("not an extension that can be dialled");
        }
        DatagramChannel media = mediaPort();
        OutgoingCall call = new OutgoingCall(media, clock);
        receiver.add(media, call::hear);
        Dialog dialog =
                new Dialog(text(sip.address()), text(settings.pbx()), extension, settings.number());
        String sdp = Sdp.ours((InetSocketAddress) media.getLocalAddress(), call.inviteSentNanos());
        Signalling signalling = new Signalling(dialog, sdp, this::send, timers, call.listener());
        calls.put(dialog.callId(), new Known(dialog, signalling, call));
        var _ = call.ended().thenRun(() -> forget(dialog.callId()));
        call.ring(signalling, settings.patience());
        return call;
    }

    /// RTP ports "SHOULD" be even ([RFC 3550, section
    /// 11](https://www.rfc-editor.org/rfc/rfc3550#section-11)): the odd one above is for reports.
    private DatagramChannel mediaPort() throws IOException {
        for (int attempt = 0; ; attempt++) {
            DatagramChannel channel = DatagramChannel.open();
            channel.bind(new InetSocketAddress(settings.local(), 0));
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            if (port % 2 == 0 || attempt == 10) {
                return channel;
            }
            channel.close();
        }
    }

    private void send(SipMessage message) {
        sip.send(message, settings.pbx());
    }

    private void received(SipMessage message, SocketAddress from) {
        Known known = calls.get(message.first("Call-ID"));
        if (known != null && isForUs(message, known)) {
            known.signalling.received(message);
        } else if (!message.isResponse()) {
            answerStranger(message, from);
        }
    }

    private static boolean isForUs(SipMessage message, Known known) {
        String ours = message.isResponse() ? "From" : "To";
        return message.tag(ours).filter(known.dialog.ourTag()::equals).isPresent();
    }

    /// A request outside our calls: PBXs ask with OPTIONS whether we are there.
    private void answerStranger(SipMessage request, SocketAddress from) {
        List<Header> allow = List.of(new Header("Allow", Dialog.ALLOW));
        switch (request.method()) {
            case "ACK" -> log.debug("An ACK belonged to no call.");
            case "OPTIONS" -> sip.send(request.response(200, "OK", "caller", allow, ""), from);
            case "INVITE" ->
                    sip.send(request.response(486, "Busy Here", "caller", allow, ""), from);
            case "BYE", "CANCEL" ->
                    sip.send(
                            request.response(
                                    481, "Call/Transaction Does Not Exist", "caller", allow, ""),
                            from);
            default ->
                    sip.send(
                            request.response(405, "Method Not Allowed", "caller", allow, ""), from);
        }
    }

    private void forget(String callId) {
        if (!timers.isShutdown()) {
            var _ =
                    timers.schedule(
                            () -> calls.remove(callId), REMEMBERED.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String host = ip.getHostAddress();
        return (ip instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static ScheduledExecutorService timers() {
        var timers =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("caller-timers").daemon().factory());
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }

    /// Hangs up every call, waits a moment, and closes the sockets.
    @Override
    public void close() {
        calls.values().forEach(known -> known.call.close());
        CompletableFuture<?>[] ends =
                calls.values().stream()
                        .map(known -> known.call.ended())
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.debug("Not every call was ended in agreement.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timers.shutdownNow();
        calls.values().forEach(known -> known.call.abandon());
        clock.close();
        sip.close();
        try {
            receiver.close();
        } catch (IOException e) {
            log.debug("The receiver could not be closed.", e);
        }
    }
}
