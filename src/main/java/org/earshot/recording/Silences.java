package org.earshot.recording;

/// The spans in which nothing said may be kept: the code being read out, digits keyed. They are
/// silenced on the timeline, never cut out of it.
///
/// A frame is silenced when it was spoken *or* arrived in a span, so that neither a late frame nor
/// a wrong guess of its place lets a digit through.
final class Silences {

    /// Sound is still on its way from Asterisk when a span ends: frames of 20 ms, a bridge, a
    /// socket.
    private static final long TAIL = Samples.ofMillis(250);

    private boolean on;
    private long until = -1;
    private long from = Long.MAX_VALUE;

    void on() {
        on = true;
    }

    /// From `position` on, and what was spoken before is kept however late it arrives.
    void onFrom(long position) {
        from = Math.min(from, position);
    }

    void off(long position) {
        if (on || from < Long.MAX_VALUE) {
            on = false;
            from = Long.MAX_VALUE;
            until = position + TAIL;
        }
    }

    boolean covers(long spokenAt, long arrivedAt) {
        return on || spokenAt >= from || spokenAt < until || arrivedAt < until;
    }
}
