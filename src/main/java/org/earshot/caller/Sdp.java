package org.earshot.caller;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The little of a session description ([RFC 8866](https://www.rfc-editor.org/rfc/rfc8866)) that
/// telephone audio needs: where to send PCMA, and under which payload type keys are understood.
record Sdp(InetSocketAddress media, int keysPayload) {

    /// What we offer keys as; also what we use when the answer does not name one.
    static final int KEYS = 101;

    private static final Pattern CONNECTION = Pattern.compile("(?m)^c=IN IP[46] (\\S+)");
    private static final Pattern AUDIO =
            Pattern.compile("(?m)^m=audio (\\d{1,5})[^ ]* \\S+((?: \\d+)+)");
    private static final Pattern EVENTS =
            Pattern.compile("(?m)^a=rtpmap:(\\d{1,3}) telephone-event/8000");

    /// What we can do: PCMA in 20 ms packets, and keys.
    static String ours(InetSocketAddress media, long session) {
        String host = media.getAddress().getHostAddress();
        String family = host.indexOf(':') < 0 ? "IP4" : "IP6";
        return String.join(
                "\r\n",
                "v=0",
                "o=- %d 1 IN %s %s".formatted(session, family, host),
                "s=-",
                "c=IN %s %s".formatted(family, host),
                "t=0 0",
                "m=audio %d RTP/AVP 8 %d".formatted(media.getPort(), KEYS),
                "a=rtpmap:8 PCMA/8000",
                "a=rtpmap:%d telephone-event/8000".formatted(KEYS),
                "a=fmtp:%d 0-15".formatted(KEYS),
                "a=ptime:20",
                "a=sendrecv",
                "");
    }

    /// Empty when it holds no audio, or none in PCMA.
    static Optional<Sdp> parse(String body) {
        Matcher audio = AUDIO.matcher(body);
        if (!audio.find() || !(audio.group(2) + " ").contains(" " + RtpPacket.PCMA + " ")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(audio.group(1));
        String host = connection(body, audio.start());
        if (port < 1 || port > 65535 || !host.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            return Optional.empty(); // also a name: looking it up could block
        }
        InetSocketAddress media = new InetSocketAddress(host, port);
        Matcher events = EVENTS.matcher(body);
        return media.isUnresolved()
                ? Optional.empty()
                : Optional.of(new Sdp(media, events.find() ? payload(events.group(1)) : KEYS));
    }

    /// The connection line of the audio section, or else that of the whole session.
    private static String connection(String body, int audioAt) {
        Matcher found = CONNECTION.matcher(body);
        if (found.find(audioAt) || found.find(0)) {
            return found.group(1);
        }
        return "";
    }

    private static int payload(String digits) {
        return Integer.parseInt(digits) & 0x7F;
    }
}
