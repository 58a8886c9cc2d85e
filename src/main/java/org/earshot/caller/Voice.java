package org.earshot.caller;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.earshot.audio.G711;
import org.earshot.telephony.Dtmf;

/// What a caller sends: one packet for each tick of 20 ms, being speech, a key or silence. Keys go
/// before speech, which waits for them. No clock and no socket in here.
///
/// Keys are RFC 4733 events in the same stream (same SSRC and sequence): five packets with the
/// growing length, the last "sent a total of three times at the interval used by the source for
/// updates" ([section 2.5.1.4](https://www.rfc-editor.org/rfc/rfc4733#section-2.5.1.4)), then a
/// gap.
final class Voice {

    /// Samples in a packet of 20 ms.
    static final int FRAME = 160;

    /// A key lasts 80 ms, the shortest Asterisk takes for one, and 60 ms pass until the next.
    private static final int TICKS_PRESSED = 4;

    private static final int TICKS_ENDING = 2;
    private static final int TICKS_GAP = 1;

    /// Volume of the tone in -dBm0.
    private static final int KEY_VOLUME = 10;

    private static final byte END = (byte) 0x80;

    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private final int keysPayload;
    private final Deque<Speech> speeches = new ArrayDeque<>(); // guarded by this, as all below
    private final Deque<Press> presses = new ArrayDeque<>();
    private int sequence = ThreadLocalRandom.current().nextInt(1 << 15);
    private int timestamp = ThreadLocalRandom.current().nextInt();
    private boolean first = true;
    private boolean closed;

    private static final class Speech {
        final byte[] codes;
        final CompletableFuture<Void> spoken = new CompletableFuture<>();
        int at;

        Speech(byte[] codes) {
            this.codes = codes;
        }
    }

    private static final class Press {
        final Dtmf key;
        final CompletableFuture<Void> released = new CompletableFuture<>();
        int ticks;
        int began;

        Press(Dtmf key) {
            this.key = key;
        }
    }

    Voice(int keysPayload) {
        this.keysPayload = keysPayload;
    }

    /// Speaks after what is being spoken now; done when the last sample was sent, or the call
    /// ended.
    synchronized CompletableFuture<Void> speak(short[] samples) {
        Speech speech = new Speech(G711.encodeALaw(samples));
        if (closed || samples.length == 0) {
            speech.spoken.complete(null);
        } else {
            speeches.add(speech);
        }
        return speech.spoken;
    }

    /// Presses keys one after the other; done when the last was released, or the call ended.
    synchronized CompletableFuture<Void> press(List<Dtmf> keys) {
        List<Press> wanted = keys.stream().map(Press::new).toList();
        if (closed || wanted.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        presses.addAll(wanted);
        return wanted.getLast().released;
    }

    /// The packet of the next 20 ms.
    synchronized RtpPacket tick() {
        timestamp += FRAME;
        Press press = presses.peek();
        if (press == null) {
            return audio(spoken());
        }
        RtpPacket packet = press(press);
        if (++press.ticks == TICKS_PRESSED + TICKS_ENDING + TICKS_GAP) {
            presses.remove();
            press.released.complete(null);
        }
        return packet;
    }

    /// Nothing more will be sent; whoever waits is let go.
    synchronized void close() {
        closed = true;
        speeches.forEach(speech -> speech.spoken.complete(null));
        presses.forEach(press -> press.released.complete(null));
        speeches.clear();
        presses.clear();
    }

    private RtpPacket press(Press press) {
        if (press.ticks >= TICKS_PRESSED + TICKS_ENDING) {
            return audio(silence());
        }
        if (press.ticks == 0) {
            press.began = timestamp;
        }
        int length = Math.min(press.ticks + 1, TICKS_PRESSED) * FRAME;
        boolean end = press.ticks + 1 >= TICKS_PRESSED;
        byte[] event = {
            (byte) press.key.event(),
            (byte) (KEY_VOLUME | (end ? END : 0)),
            (byte) (length >> 8),
            (byte) length
        };
        return packet(keysPayload, press.ticks == 0, press.began, event);
    }

    private byte[] spoken() {
        Speech speech = speeches.peek();
        if (speech == null) {
            return silence();
        }
        byte[] frame = silence();
        int count = Math.min(FRAME, speech.codes.length - speech.at);
        System.arraycopy(speech.codes, speech.at, frame, 0, count);
        speech.at += count;
        if (speech.at == speech.codes.length) {
            speeches.remove();
            speech.spoken.complete(null);
        }
        return frame;
    }

    private static byte[] silence() {
        byte[] frame = new byte[FRAME];
        Arrays.fill(frame, G711.A_LAW_SILENCE);
        return frame;
    }

    private RtpPacket audio(byte[] frame) {
        boolean marker = first;
        first = false;
        return packet(RtpPacket.PCMA, marker, timestamp, frame);
    }

    private RtpPacket packet(int payloadType, boolean marker, int stamp, byte[] payload) {
        return new RtpPacket(payloadType, marker, sequence++ & 0xFFFF, stamp, ssrc, payload);
    }
}
