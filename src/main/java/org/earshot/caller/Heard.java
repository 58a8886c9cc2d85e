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
final class Heard {

    /// Late packets fit in until a place is this old; then it counts as settled.
    static final Duration PATIENCE = Duration.ofMillis(60);

    /// Quieter than this is not counted as hearing something.
    static final double AUDIBLE_DBFS = -50;

    private static final int HZ = Sound.TELEPHONE_HZ;
    private static final int MOST_STRAY = HZ / 2;
    private static final int MOST_STRAY_AT_SPURT = HZ / 10;
    private static final int LONGEST_PACKET = HZ / 5;

    private final long began;
    private short[] timeline = new short[10 * HZ]; // guarded by this, as all below
    private int end;
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
        if (position < 0) {
            return; // from before we dialled, or long overdue
        }
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
        if (anchored && packet.ssrc() == ssrc && !strange) {
            return position;
        }
        anchored = true;
        ssrc = packet.ssrc();
        anchorTimestamp = packet.timestamp();
        anchorPosition = Math.max(arrived, Math.min(end, arrived + MOST_STRAY));
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
        return Math.max(0, position(System.nanoTime() - PATIENCE.toNanos()));
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
