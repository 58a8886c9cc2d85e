package org.earshot.caller;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import org.earshot.audio.G711;
import org.earshot.audio.Levels;
import org.earshot.audio.Pcm;
import org.earshot.audio.Sound;

/// What a caller has heard since dialling, on a timeline of samples. A packet's place is told by
/// its RTP timestamp, so packets may come late or in any order; where nothing came there is
/// silence.
///
/// A stream is anchored to the time its first packet came. It is anchored anew when its timestamps
/// stray from the time of arrival by more than 500 ms, at the start of a talk spurt 100 ms:
/// Asterisk sends nothing while it plays nothing, and a new source starts from a random timestamp.
/// Also when new sound would lie where somebody has listened already: better late than never heard.
final class Heard {

    /// While packets come, whatever is this much older than the newest counts as settled.
    private static final int REORDERED = Sound.TELEPHONE_HZ / 25;

    /// When none has come for so long the stream pauses, and silence settles as time passes. Longer
    /// than a busy machine keeps this process from reading what has come.
    private static final Duration PAUSE = Duration.ofMillis(400);

    /// Quieter than this is not counted as hearing something.
    static final double AUDIBLE_DBFS = -50;

    private static final int HZ = Sound.TELEPHONE_HZ;
    private static final int MOST_STRAY = HZ / 2;
    private static final int MOST_STRAY_AT_SPURT = HZ / 10;
    private static final int LONGEST_PACKET = HZ / 5;

    private final long began;
    private short[] timeline = new short[10 * HZ]; // guarded by this, as all below
    private int end;
    private int settled;
    private long lastArrival;
    private int lastSequence;
    private int ssrc;
    private int anchorTimestamp;
    private int anchorPosition;
    private boolean anchored;
    private long packets;
    private OptionalLong firstAudible = OptionalLong.empty();
    private OptionalLong ended = OptionalLong.empty();

    /// @param beganNanos the [System#nanoTime] at which the timeline starts
    Heard(long beganNanos) {
        began = beganNanos;
    }

    synchronized void accept(RtpPacket packet, long nanos) {
        if (packet.payloadType() != RtpPacket.PCMA || packet.payload().length > LONGEST_PACKET) {
            return;
        }
        packets++;
        short[] samples = G711.decodeALaw(packet.payload());
        int position = place(packet, position(nanos));
        if (position < settled) {
            return; // repeated, or long overdue
        }
        lastArrival = nanos;
        lastSequence = packet.sequence();
        reserve(position + samples.length);
        System.arraycopy(samples, 0, timeline, position, samples.length);
        end = Math.max(end, position + samples.length);
        if (firstAudible.isEmpty() && Levels.dbfs(samples) > AUDIBLE_DBFS) {
            firstAudible = OptionalLong.of(nanos);
        }
        notifyAll();
    }

    private int place(RtpPacket packet, int arrived) {
        int position = anchorPosition + (packet.timestamp() - anchorTimestamp);
        int stray = Math.abs(position - arrived);
        boolean strange = stray > (packet.marker() ? MOST_STRAY_AT_SPURT : MOST_STRAY);
        boolean known = anchored && packet.ssrc() == ssrc;
        boolean older = (short) (packet.sequence() - lastSequence) <= 0;
        if (known && (older || (!strange && position >= settled))) {
            return position;
        }
        anchored = true;
        ssrc = packet.ssrc();
        anchorTimestamp = packet.timestamp();
        int here = Math.max(arrived, Math.min(end, arrived + MOST_STRAY));
        anchorPosition = Math.max(here, settled);
        return anchorPosition;
    }

    private void reserve(int length) {
        if (length > timeline.length) {
            timeline = Arrays.copyOf(timeline, Math.max(length, timeline.length * 2));
        }
    }

    private int position(long nanos) {
        long heardTo = ended.isPresent() ? Math.min(nanos, ended.getAsLong()) : nanos;
        return (int) ((heardTo - began) / (1_000_000_000 / HZ));
    }

    /// The call is over: the timeline goes on no more.
    synchronized void end(long nanos) {
        ended = ended.isEmpty() ? OptionalLong.of(nanos) : ended;
        notifyAll();
    }

    /// Waits until something more was heard, but not longer than one packet lasts.
    @SuppressWarnings("WaitNotInLoop") // who calls looks again and loops
    synchronized void pause() throws InterruptedException {
        wait(20);
    }

    /// Everything until now.
    synchronized Sound sound() {
        return Sound.telephone(samples(0, position(System.nanoTime())));
    }

    /// Up to where nothing can change any more.
    synchronized int settled() {
        long now = System.nanoTime();
        boolean streaming = packets > 0 && now - lastArrival < PAUSE.toNanos();
        int safe = streaming ? end - REORDERED : position(now - PAUSE.toNanos());
        settled = Math.max(settled, ended.isPresent() ? position(now) : safe);
        return settled;
    }

    synchronized short[] samples(int from, int to) {
        short[] copy = new short[Math.max(0, to - from)];
        int count = Math.min(copy.length, timeline.length - from);
        if (count > 0) {
            System.arraycopy(timeline, from, copy, 0, count);
        }
        return copy;
    }

    /// The [System#nanoTime] at which the first packet came that was not silence.
    synchronized OptionalLong firstAudible() {
        return firstAudible;
    }

    synchronized long packets() {
        return packets;
    }

    static Duration time(int position) {
        return Pcm.duration(position, HZ);
    }
}
