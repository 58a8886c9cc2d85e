package org.earshot.shield;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Asterisk of a rehearsal: takes calls, refuses some, and calls some callers back by their
/// token.
final class StagedAsterisk extends StagedParty implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StagedAsterisk.class);
    private static final int REFUSED_EACH = 16;
    private static final int CALLED_BACK_EACH = 4;
    private static final int PATIENCE_MILLIS = 2_000;

    private final Map<String, String> ringing = new HashMap<>();
    private int calls;

    StagedAsterisk(DatagramSocket socket, InetSocketAddress shield) {
        super(socket, shield);
    }

    @Override
    public void run() {
        try {
            while (true) {
                on(receive(PATIENCE_MILLIS));
            }
        } catch (IOException over) {
            LOG.debug("The rehearsal's Asterisk leaves the stage");
        }
    }

    private void on(String message) throws IOException {
        String call = field(message, "Call-ID");
        if (message.startsWith("INVITE ")) {
            invited(message, call);
        } else if (message.startsWith("CANCEL ")) {
            send(answer(message, "200 OK", "a"));
            String invite = ringing.remove(call);
            if (invite != null) {
                send(answer(invite, "487 Request Terminated", "a"));
            }
        } else if (message.startsWith("BYE ")) {
            send(answer(message, "200 OK", "a"));
        } else if (message.startsWith("SIP/2.0 200") && field(message, "CSeq").endsWith("INVITE")) {
            follow("ACK", message, "1");
            follow("BYE", message, "2");
        }
    }

    private void invited(String message, String call) throws IOException {
        calls++;
        send(answer(message, "180 Ringing", "a"));
        if (calls % REFUSED_EACH == 1) {
            send(answer(message, "486 Busy Here", "a"));
        } else if (calls % REFUSED_EACH == 0) {
            ringing.put(call, message); // the one that is cancelled, if none was lost
        } else {
            send(answer(message, "200 OK", "a"));
        }
        if (calls % CALLED_BACK_EACH == 0) {
            callBack(uriIn(field(message, "From")), call);
        }
    }

    private void callBack(String caller, String call) throws IOException {
        String token = caller.substring(4, Math.max(4, caller.indexOf('@')));
        String to = "<sip:" + token + "@" + there() + ">";
        send(
                request(
                        "INVITE",
                        "sip:" + token + "@" + there(),
                        "<sip:1000@" + here() + ">;tag=b" + calls,
                        to,
                        "back-" + call,
                        "1",
                        ""));
    }

    private void follow(String method, String answer, String cseq) throws IOException {
        send(
                request(
                        method,
                        uriIn(field(answer, "Contact")),
                        field(answer, "From"),
                        field(answer, "To"),
                        field(answer, "Call-ID"),
                        cseq,
                        routes(answer)));
    }
}
