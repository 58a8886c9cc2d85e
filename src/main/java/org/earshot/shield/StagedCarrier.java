package org.earshot.shield;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/// The carrier of a rehearsal: calls in, some of them cancelled, and is called back.
final class StagedCarrier extends StagedParty {

    /// Calls at once: enough to see batches.
    private static final int AT_ONCE = 8;

    private static final int CANCELLED_EACH = 16;
    private static final int PATIENCE_MILLIS = 300;

    private int ended;

    StagedCarrier(DatagramSocket socket, InetSocketAddress shield) {
        super(socket, shield);
    }

    /// @return calls that came to their end
    int call(int calls, long deadline) throws IOException {
        int begun = 0;
        while (begun < calls && System.nanoTime() - deadline < 0) {
            for (int i = 0; i < AT_ONCE; i++) {
                begin(begun++);
            }
            while (ended < begun && hear()) {
                // each message brings its call a step on
            }
            if (begun >= AT_ONCE * 4 && ended == 0) {
                return 0; // nothing passes: a setting forbids it, and waiting does not help
            }
        }
        return ended;
    }

    private void begin(int index) throws IOException {
        // 555-0100 to 555-0199 are nobody's
        String from =
                "%s<sip:%s20255501%02d@%s%s>;tag=w%d"
                        .formatted(
                                index % 3 == 0 ? "\"Stage\" " : "",
                                index % 8 == 1 ? "001" : "+1",
                                index % 100,
                                here(),
                                index % 3 == 1 ? ";user=phone" : "",
                                index);
        String to = "<sip:1000@" + there() + ">";
        String call = "rehearsal" + index + "@" + here();
        send(request("INVITE", "sip:1000@" + there(), from, to, call, "1", routed(index)));
        if (index % CANCELLED_EACH == CANCELLED_EACH - 1) {
            send(request("CANCEL", "sip:1000@" + there(), from, to, call, "1", ""));
        }
    }

    /// Some come through a proxy that wants to stay on the way.
    private String routed(int index) {
        return index % 5 == 2 ? "Record-Route: <sip:" + here() + ";lr>\r\n" : "";
    }

    private boolean hear() throws IOException {
        try {
            on(receive(PATIENCE_MILLIS));
            return true;
        } catch (SocketTimeoutException silence) {
            ended = Math.max(ended, 0);
            return false;
        }
    }

    private void on(String message) throws IOException {
        String cseq = field(message, "CSeq");
        if (!message.startsWith("SIP/2.0 ")) {
            if (!message.startsWith("ACK")) {
                send(answer(message, "200 OK", "c"));
            }
        } else if (cseq.endsWith("INVITE") && message.startsWith("SIP/2.0 200")) {
            follow("ACK", message, "1");
            follow("BYE", message, "2");
        } else if (cseq.endsWith("INVITE") && message.charAt(8) > '2') {
            follow("ACK", message, "1");
            ended++;
        } else if (cseq.endsWith("BYE")) {
            ended++;
        }
    }

    private void follow(String method, String answer, String cseq) throws IOException {
        String contact = field(answer, "Contact");
        String uri = contact.isEmpty() ? "sip:1000@" + there() : uriIn(contact);
        send(
                request(
                        method,
                        uri,
                        field(answer, "From"),
                        field(answer, "To"),
                        field(answer, "Call-ID"),
                        cseq,
                        routes(answer)));
    }
}
