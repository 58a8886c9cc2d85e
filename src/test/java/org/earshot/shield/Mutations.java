package org.earshot.shield;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.earshot.shield.Site.Sent;

/// Messages altered at random: those of an ordinary call from both sides, and the torture messages.
final class Mutations {

    private static final String[] PIECES = {
        "\r\n",
        "\r",
        "\n",
        "\\",
        "(",
        ")",
        "\"",
        "<",
        ">",
        ";",
        ",",
        "%",
        "%00",
        "@",
        ":",
        "[",
        "]",
        " ",
        "\t",
        "\0",
        "\u007f",
        "\u00ff",
        "SIP/2.0",
        "sip:",
        ";tag=",
        ";lr",
        ";sv=",
        ";rport",
        "k-",
        "g-",
        "Via: ",
        "\r\n ",
        "Content-Length: 4294967295\r\n",
        "99999999999999999999"
    };

    private final Site site;
    private final List<byte[]> corpus = new ArrayList<>();

    /// @param site whose capsules and tokens are in the messages
    Mutations(Site site) throws IOException {
        this.site = site;
        collect();
    }

    private void collect() throws IOException {
        for (String line : TortureTest.expectations().toList()) {
            corpus.add(TortureTest.read(line.split(" ")[0] + ".dat"));
        }
        Sent invite = site.outside(SipTexts.invite("Record-Route: <sip:192.0.2.10;lr>\r\n"));
        String ok =
                SipTexts.respond(
                        invite,
                        "200 OK",
                        "in1",
                        "Contact: <sip:10.0.0.20>\r\n",
                        SipTexts.INNER_SDP);
        Sent answered = site.inside(ok);
        String call = InsideCallTest.invite("sip:" + InsideCallTest.TOKEN + "@10.0.0.1:5060", "");
        Sent out = site.inside(call);
        String far =
                SipTexts.respond(
                        out, "200 OK", "far", "Contact: <sip:x@192.0.2.10>\r\n", SipTexts.SDP);
        for (String text :
                List.of(
                        SipTexts.invite(),
                        ok,
                        call,
                        far,
                        invite.text(),
                        answered.text(),
                        out.text(),
                        site.outside(far).text(),
                        SipTexts.outerRequest(
                                "BYE", answered.uri("Contact"), 5, answered.header("To"), "\r\n"),
                        SipTexts.outerRequest(
                                "INFO",
                                answered.uri("Contact"),
                                6,
                                answered.header("To"),
                                "\r\n"))) {
            corpus.add(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    byte[] next(Random random) {
        int live = corpus.size() - 10;
        int chosen = random.nextInt(4) > 0 ? live + random.nextInt(10) : random.nextInt(live);
        byte[] message = corpus.get(chosen);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && message.length > 1; i++) {
            message = change(message, random);
        }
        return message;
    }

    private byte[] change(byte[] message, Random random) {
        int at = random.nextInt(message.length);
        int end = Math.min(message.length, at + 1 + random.nextInt(60));
        return switch (random.nextInt(7)) {
            case 0 -> {
                byte[] copy = message.clone();
                copy[at] = (byte) random.nextInt(256);
                yield copy;
            }
            case 1 -> join(message, 0, at, message, end, message.length);
            case 2 -> join(message, 0, end, message, at, message.length);
            case 3 -> {
                byte[] other = corpus.get(random.nextInt(corpus.size()));
                yield join(message, 0, at, other, Math.min(at, other.length), other.length);
            }
            case 4, 5 -> {
                byte[] piece =
                        PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.ISO_8859_1);
                byte[] head = join(message, 0, at, piece, 0, piece.length);
                yield join(head, 0, head.length, message, at, message.length);
            }
            default -> {
                var filler = new byte[random.nextInt(4000)];
                Arrays.fill(filler, message[at]);
                byte[] head = join(message, 0, at, filler, 0, filler.length);
                yield join(head, 0, head.length, message, at, message.length);
            }
        };
    }

    private static byte[] join(byte[] a, int from, int to, byte[] b, int start, int end) {
        byte[] joined = new byte[to - from + end - start];
        System.arraycopy(a, from, joined, 0, to - from);
        System.arraycopy(b, start, joined, to - from, end - start);
        return joined;
    }
}
