package org.earshot.shield;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// An end point that keeps RFC 3261's timers: sends again until answered, answers again when asked
/// again. Plays the carrier's side or Asterisk's. Everything happens on one thread, `timers`.
final class Phone implements AutoCloseable {

    /// The time after which an unanswered INVITE or BYE is given up, in T1 (timers B and F).
    private static final int PATIENCE = 64;

    private final DatagramSocket socket = socket();
    private final InetSocketAddress shield;
    private final InetSocketAddress contact;
    private final long t1;
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Transaction> asked = new ConcurrentHashMap<>();
    private final Map<String, String> said = new ConcurrentHashMap<>();
    private final Map<String, Leg> legs = new ConcurrentHashMap<>();
    private final List<Leg> incoming = new ArrayList<>();
    private Consumer<String> ear = _ -> {};
    private int count;

    /// @param contact where the other side reaches us; null: our own socket
    Phone(
            InetSocketAddress shield,
            @org.jspecify.annotations.Nullable InetSocketAddress contact,
            long t1Millis) {
        this.shield = shield;
        this.contact = contact == null ? address() : contact;
        this.t1 = t1Millis;
        Thread.ofPlatform().daemon().name("phone").start(this::listen);
    }

    /// @param ear hears every message that comes
    Phone heardBy(Consumer<String> ear) {
        this.ear = ear;
        return this;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// Calls that came in, in the order they came.
    List<Leg> incoming() {
        synchronized (incoming) {
            return List.copyOf(incoming);
        }
    }

    /// Starts a call.
    Leg call(String from, String to) {
        int number = ++count;
        var leg =
                new Leg(
                        "call" + number + "-" + System.nanoTime(),
                        "<sip:" + from + "@" + text(address()) + ">;tag=t" + number,
                        "<sip:" + to + "@" + text(shield) + ">",
                        "sip:" + to + "@" + text(shield),
                        "");
        timers.execute(leg::invite);
        return leg;
    }

    /// One call, as this side of it sees it.
    final class Leg {

        final String call;
        final String us;
        String them;
        private String target;
        private String routes;
        private int cseq;
        private String branch = "";
        private final Map<String, String> acks = new ConcurrentHashMap<>();

        /// The final status of our INVITE.
        final CompletableFuture<Integer> answered = new CompletableFuture<>();

        /// The last answer to our INVITE.
        volatile String answer = "";

        /// Completed when either side's BYE has been answered.
        final CompletableFuture<String> over = new CompletableFuture<>();

        private Leg(String call, String us, String them, String target, String routes) {
            this.call = call;
            this.us = us;
            this.them = them;
            this.target = target;
            this.routes = routes;
            legs.put(call, this);
        }

        private void invite() {
            ask(
                    "INVITE",
                    answer -> {
                        this.answer = answer;
                        answered.complete(status(answer));
                    });
        }

        /// @return the status
        CompletableFuture<Integer> reinvite() {
            var done = new CompletableFuture<Integer>();
            timers.execute(() -> ask("INVITE", answer -> done.complete(status(answer))));
            return done;
        }

        CompletableFuture<Integer> bye() {
            var done = new CompletableFuture<Integer>();
            timers.execute(() ->
                    ask(
                            "BYE",
                            answer -> {
                                done.complete(status(answer));
                                over.complete("by us");
                            }));
            return done;
        }

        void cancel() {
            timers.execute(() -> {
                String cancel = request("CANCEL", cseq, branch);
                new Transaction("CANCEL", branch, cancel, _ -> {}).start();
            });
        }

        private void ask(String method, Consumer<String> then) {
            String own = "z9hG4bK" + call + "." + ++cseq;
            branch = own;
            new Transaction(
                            method,
                            own,
                            request(method, cseq, own),
                            answer -> {
                                if (method.equals("INVITE")) {
                                    acknowledge(answer);
                                }
                                then.accept(answer);
                            })
                    .start();
        }

        private String request(String method, int number, String branch) {
            boolean body = method.equals("INVITE");
            return method
                    + " "
                    + target
                    + " SIP/2.0\r\nVia: SIP/2.0/UDP "
                    + text(address())
                    + ";rport;branch="
                    + branch
                    + "\r\n"
                    + routes
                    + "Max-Forwards: 70\r\nFrom: "
                    + us
                    + "\r\nTo: "
                    + them
                    + "\r\nCall-ID: "
                    + call
                    + "\r\nCSeq: "
                    + number
                    + " "
                    + method
                    + "\r\n"
                    + (body ? withBody() : "Content-Length: 0\r\n\r\n");
        }

        private void acknowledge(String answer) {
            int number = Integer.parseInt(StagedParty.field(answer, "CSeq").replace(" INVITE", ""));
            if (status(answer) < 300) {
                them = StagedParty.field(answer, "To");
                target = StagedParty.uriIn(StagedParty.field(answer, "Contact"));
                if (routes.isEmpty()) {
                    routes = reversed(answer);
                }
                acks.put(number + "", request("ACK", number, "z9hG4bK" + call + ".a" + number));
            } else {
                String before = them;
                them = StagedParty.field(answer, "To");
                acks.put(number + "", request("ACK", number, branch));
                them = before;
            }
            send(java.util.Objects.requireNonNull(acks.get(number + "")));
        }

        /// A final answer that came again.
        private void again(String answer) {
            String ack = acks.get(StagedParty.field(answer, "CSeq").replace(" INVITE", ""));
            if (ack != null) {
                send(ack);
            }
        }
    }

    private final class Transaction {

        private final String key;
        private final boolean invite;
        private final String request;
        private final Consumer<String> then;
        private boolean provisional;
        private boolean done;
        private final long until = System.nanoTime() + PATIENCE * t1 * 1_000_000L;

        Transaction(String method, String branch, String request, Consumer<String> then) {
            this.key = branch + method;
            this.invite = method.equals("INVITE");
            this.request = request;
            this.then = then;
        }

        void start() {
            asked.put(key, this);
            send(request);
            var _ = timers.schedule(() -> again(t1), t1, TimeUnit.MILLISECONDS);
        }

        private void again(long waited) {
            if (done || (invite && provisional)) {
                return;
            }
            if (System.nanoTime() > until) {
                done = true;
                then.accept(
                        "SIP/2.0 408 Nobody answered\r\nCSeq: 0 INVITE\r\nTo: <sip:nobody>\r\n");
                return;
            }
            send(request);
            long next = invite ? waited * 2 : Math.min(waited * 2, 8 * t1);
            var _ = timers.schedule(() -> again(next), next, TimeUnit.MILLISECONDS);
        }

        private void on(String answer) {
            if (status(answer) < 200) {
                provisional = true;
            } else if (!done) {
                done = true;
                then.accept(answer);
            }
        }
    }

    private void listen() {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        while (!socket.isClosed()) {
            try {
                packet.setLength(65_536);
                socket.receive(packet);
                var message = new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
                timers.execute(() -> on(message));
            } catch (IOException | java.util.concurrent.RejectedExecutionException closed) {
                return;
            }
        }
    }

    private void on(String message) {
        ear.accept(message);
        if (message.startsWith("SIP/2.0 ")) {
            answered(message);
        } else {
            asked(message);
        }
    }

    private void answered(String message) {
        String cseq = StagedParty.field(message, "CSeq");
        Transaction transaction =
                asked.get(branch(message) + cseq.substring(cseq.indexOf(' ') + 1));
        if (transaction == null) {
            return;
        }
        boolean again = transaction.done;
        transaction.on(message);
        Leg leg = legs.get(StagedParty.field(message, "Call-ID"));
        if (again && transaction.invite && leg != null) {
            leg.again(message);
        }
    }

    private void asked(String message) {
        String method = message.substring(0, message.indexOf(' '));
        String key = branch(message) + method;
        String call = StagedParty.field(message, "Call-ID");
        if (method.equals("ACK")) {
            said.keySet().removeIf(confirmed -> confirmed.startsWith("200 " + call));
            return;
        }
        String before = said.get(key);
        if (before != null) {
            send(before);
            return;
        }
        Leg leg = legs.get(call);
        if (method.equals("INVITE") && leg == null) {
            arrived(message, call);
        } else if (method.equals("INVITE")) {
            confirm(message, key, call);
        } else {
            String status = leg == null ? "481 Unknown" : "200 OK";
            reply(key, message, status);
            if (method.equals("BYE") && leg != null) {
                leg.over.complete("by them");
            }
        }
    }

    private void arrived(String message, String call) {
        var leg =
                new Leg(
                        call,
                        StagedParty.field(message, "To") + ";tag=u" + ++count,
                        StagedParty.field(message, "From"),
                        StagedParty.uriIn(StagedParty.field(message, "Contact")),
                        StagedParty.lines(message, "Record-Route")
                                .replace("Record-Route: ", "Route: "));
        leg.cseq = 1_000;
        synchronized (incoming) {
            incoming.add(leg);
        }
        send(answer(message, "180 Ringing", ""));
        confirm(message, branch(message) + "INVITE", call);
    }

    /// 200 until the ACK comes (RFC 3261 §13.3.1.4).
    private void confirm(String invite, String key, String call) {
        String ok = answer(invite, "200 OK", withBody());
        said.put(key, ok);
        String waiting = "200 " + call + key;
        said.put(waiting, ok);
        send(ok);
        confirmAgain(waiting, ok, t1, System.nanoTime() + PATIENCE * t1 * 1_000_000L);
    }

    private void confirmAgain(String waiting, String ok, long wait, long until) {
        var _ =
                timers.schedule(
                        () -> {
                            if (said.containsKey(waiting) && System.nanoTime() < until) {
                                send(ok);
                                confirmAgain(waiting, ok, Math.min(wait * 2, 8 * t1), until);
                            }
                        },
                        wait,
                        TimeUnit.MILLISECONDS);
    }

    private void reply(String key, String request, String status) {
        String reply = answer(request, status, "");
        said.put(key, reply);
        send(reply);
    }

    private String answer(String request, String status, String body) {
        Leg leg = legs.get(StagedParty.field(request, "Call-ID"));
        String to = StagedParty.field(request, "To");
        String tagged = to.contains(";tag=") || leg == null ? to : leg.us;
        return "SIP/2.0 "
                + status
                + "\r\n"
                + StagedParty.lines(request, "Via")
                + StagedParty.lines(request, "Record-Route")
                + "From: "
                + StagedParty.field(request, "From")
                + "\r\nTo: "
                + tagged
                + "\r\nCall-ID: "
                + StagedParty.field(request, "Call-ID")
                + "\r\nCSeq: "
                + StagedParty.field(request, "CSeq")
                + "\r\n"
                + (body.isEmpty() ? "Content-Length: 0\r\n\r\n" : body);
    }

    private String withBody() {
        String sdp =
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n";
        return "Contact: <sip:phone@"
                + text(contact)
                + ">\r\nContent-Type: application/sdp\r\nContent-Length: "
                + sdp.length()
                + "\r\n\r\n"
                + sdp;
    }

    private void send(String message) {
        byte[] bytes = message.getBytes(ISO_8859_1);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, shield));
        } catch (IOException lost) {
            // UDP promises no more
        }
    }

    @Override
    public void close() {
        socket.close();
        timers.shutdownNow();
    }

    static int status(String answer) {
        return Integer.parseInt(answer.substring(8, 11));
    }

    private static String branch(String message) {
        String via = StagedParty.field(message, "Via");
        int from = via.indexOf(";branch=") + 8;
        int to = via.indexOf(';', from);
        return to < 0 ? via.substring(from) : via.substring(from, to);
    }

    /// The route set of whoever asked (RFC 3261 §12.1.2): in reverse order.
    private static String reversed(String answer) {
        var lines = StagedParty.routes(answer).split("(?<=\r\n)");
        return String.join("", List.of(lines).reversed());
    }

    static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private static DatagramSocket socket() {
        try {
            var socket =
                    new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket.setReceiveBufferSize(1 << 20);
            return socket;
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
    }
}
