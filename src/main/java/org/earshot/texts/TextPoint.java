package org.earshot.texts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.earshot.sip.Hop;
import org.earshot.sip.ListeningPoint;
import org.earshot.sip.NonInviteClient;
import org.earshot.sip.Protocol;
import org.earshot.sip.SipGate;
import org.earshot.sip.SipHandler;
import org.earshot.sip.SipMessage;
import org.earshot.sip.SipRefused;
import org.earshot.sip.SipReply;
import org.earshot.sip.SipSink;
import org.earshot.sip.SipTransport;
import org.earshot.sip.TransportSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The core's SIP address for short messages, on the inner side of the number shield. Everybody
/// else is not answered.
public final class TextPoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TextPoint.class);
    private static final int PORT = 0;

    /// Of To. No dialog comes of a message, so nobody looks at it ([RFC 3428, section
    /// 4](https://www.rfc-editor.org/rfc/rfc3428#section-4)).
    private static final String TAG = "text";

    private static final String ALLOW = "Allow: MESSAGE\r\n";
    private static final String ACCEPT = "Accept: text/plain\r\n";

    /// When to try again: PostgreSQL is back after a crash within 1 to 3 seconds.
    private static final String RETRY_AFTER = "Retry-After: 5\r\n";

    private final InetAddress shield;
    private final TextIntake intake;
    private final NonInviteClient client = new NonInviteClient(NonInviteClient.Timers.RFC);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("text-in-", 0).factory());
    private final SipTransport transport;

    private TextPoint(InetSocketAddress at, InetAddress shield, TextIntake intake)
            throws IOException {
        this.shield = shield;
        this.intake = intake;
        Consumer<Error> fatal = error -> LOG.error("short messages failed", error);
        this.transport =
                SipTransport.open(
                        new TransportSettings(
                                1,
                                List.of(new ListeningPoint(PORT, Protocol.UDP, at)),
                                null,
                                (_, from) -> from.equals(shield),
                                TransportSettings.Limits.DEFAULT),
                        (_, _, _) -> new Handler(),
                        fatal);
    }

    /// @param at port 0 means any free one
    /// @param shield the only neighbour
    /// @throws IOException when the address cannot be had; the message says which
    public static TextPoint open(InetSocketAddress at, InetAddress shield, TextIntake intake)
            throws IOException {
        return new TextPoint(at, shield, intake);
    }

    public InetSocketAddress address() {
        return transport.address(PORT, Protocol.UDP);
    }

    /// Sends a request and waits for what becomes of it.
    ///
    /// @return the final status; 408 when none came
    int send(String branch, byte[] request, InetSocketAddress to) throws InterruptedException {
        SipSink sink = transport.sink();
        var hop = new Hop(Protocol.UDP, to);
        return client.run(branch, () -> sink.send(PORT, request, request.length, hop));
    }

    /// What is being taken in may go unanswered; its sender asks again.
    @Override
    public void close() {
        threads.shutdownNow();
        transport.close();
    }

    /// The loop's side: reads, and leaves what blocks to others.
    private final class Handler implements SipHandler {

        private final SipMessage message = new SipMessage();
        private final TextReading reading = new TextReading();

        @Override
        public void on(byte[] bytes, int length, Hop source, SipSink sink) {
            if (!source.address().getAddress().equals(shield)) {
                return;
            }
            try {
                SipGate.read(bytes, length, message);
                if (message.isRequest()) {
                    SipReply reply = SipReply.to(message, source, TAG);
                    IncomingText text = reading.read(message);
                    threads.execute(() -> answer(text, reply, sink));
                } else {
                    client.on(message);
                }
            } catch (SipRefused refused) {
                refuse(refused.status(), source, sink);
            }
        }

        private void refuse(int status, Hop source, SipSink sink) {
            try {
                if (status > 0) {
                    SipReply.to(message, source, TAG).send(sink, PORT, status, more(status));
                }
            } catch (SipRefused silently) {
                // nobody an answer could be sent to
            }
        }
    }

    private void answer(IncomingText text, SipReply reply, SipSink sink) {
        try {
            Optional<Integer> status = intake.take(text);
            status.ifPresent(known -> reply.send(sink, PORT, known, more(known)));
        } catch (RuntimeException failure) {
            LOG.error("a short message could not be taken", failure);
            reply.send(sink, PORT, 500, "");
        }
    }

    private static String more(int status) {
        return switch (status) {
            case 405, 501 -> ALLOW;
            case 415 -> ACCEPT;
            case 503 -> RETRY_AFTER;
            default -> "";
        };
    }
}
