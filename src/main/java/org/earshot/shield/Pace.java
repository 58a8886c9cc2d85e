package org.earshot.shield;

/// How many calls a loop that is behind lets in: as many as it was seen to finish. One per event
/// loop.
///
/// Whoever comes while a loop catches up is one of a burst or one of a flood, and only the
/// difference in number tells. Letting everybody in until the backlog is long makes waves: an
/// INVITE costs a fifth of its call, the rest of the work arrives later and all at once.
final class Pace {

    /// Nanoseconds behind in which nobody is refused: a collection, a method being compiled, a
    /// machine that halts. A pause of 5 ms takes 30 to catch up at nine tenths of what a loop can,
    /// and nobody repeats a message before 500 ms (RFC 3261, T1).
    private static final long FREE = 50_000_000;

    /// A shorter backlog says little: those of its free beginning are most of those who entered.
    private static final long LONG = 2 * FREE;

    /// A little less than it can, so that it catches up at all.
    private static final double SHARE = 0.8;

    private static final double FIRST_PER_SECOND = 10_000;
    private static final double LEAST_PER_SECOND = 100;
    private static final double MOST_PER_SECOND = 200_000;
    private static final double SECOND = 1e9;

    private final long mostBacklog;
    private double perSecond = FIRST_PER_SECOND;
    private long behind;
    private int entered;
    private int refused;

    /// @param mostBacklog nanoseconds beyond which nobody enters
    Pace(long mostBacklog) {
        this.mostBacklog = mostBacklog;
    }

    /// @param backlog nanoseconds of work without a pause so far
    boolean mayEnter(long backlog) {
        if (backlog < behind || backlog == 0) {
            learn();
        }
        behind = backlog;
        boolean enters =
                backlog <= mostBacklog
                        && (backlog <= FREE || entered < perSecond * backlog / SECOND);
        if (enters) {
            entered++;
            return true;
        }
        refused++;
        return false;
    }

    /// It has caught up: what it let in meanwhile is what it can do beside refusing the others.
    private void learn() {
        double finished = behind == 0 ? 0 : entered * SECOND / behind;
        if (refused > 0) {
            perSecond = (perSecond + SHARE * finished) / 2;
        } else if (behind > LONG && finished > perSecond) {
            perSecond = finished;
        }
        perSecond = Math.clamp(perSecond, LEAST_PER_SECOND, MOST_PER_SECOND);
        entered = 0;
        refused = 0;
    }
}
