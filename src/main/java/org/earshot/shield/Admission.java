package org.earshot.shield;

import java.util.function.LongSupplier;
import org.earshot.sip.LoopLoad;
import org.jspecify.annotations.Nullable;

/// Whether a new call from outside may enter now. What belongs to a call already there always may,
/// so that nothing admitted is lost to overload. One per event loop.
///
/// A call is refused when calls come faster than the site's rate, or when this loop has not found
/// its sockets empty for some milliseconds and more calls come than it finishes: the kernel's queue
/// then grows, and every further message of every call would come late.
///
/// The verdict on a transaction is remembered in a table of fixed size, because an INVITE that was
/// let in must not meet a refusal when it is sent again, nor the other way round. Losing an entry
/// does no harm.
public final class Admission {

    /// No limit: for tests and warm-up.
    public static Admission unlimited() {
        return new Admission(null, () -> 0, 0, new ShieldCounters());
    }

    /// 64*T1 at 500 calls a second (RFC 3261 §17.1.1.2), one long each.
    private static final int REMEMBERED = 1 << 14;

    /// RFC 3261 §20.33 leaves the figure to us; spread, so that the refused do not come back as
    /// one.
    private static final int LEAST_SECONDS = 5;

    private static final int SPREAD_SECONDS = 26;

    private final @Nullable CallRate rate;
    private final LongSupplier backlog;
    private final ShieldCounters counters;
    private final Pace pace;
    private final long[] verdicts = new long[REMEMBERED];

    Admission(CallRate rate, LoopLoad load, long mostBacklogNanos, ShieldCounters counters) {
        this(rate, () -> load.backlogNanos(System.nanoTime()), mostBacklogNanos, counters);
    }

    Admission(
            @Nullable CallRate rate,
            LongSupplier backlog,
            long mostBacklog,
            ShieldCounters counters) {
        this.rate = rate;
        this.backlog = backlog;
        this.pace = new Pace(mostBacklog);
        this.counters = counters;
    }

    /// Names a transaction: the same for each retransmission (RFC 3261 §17.2.3).
    public static long transaction(
            byte[] message, int branchFrom, int branchTo, int callFrom, int callTo) {
        return mix(
                message, callFrom, callTo, mix(message, branchFrom, branchTo, 0xcbf29ce484222325L));
    }

    private static long mix(byte[] bytes, int from, int to, long start) {
        long hash = start;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x100000001b3L;
        }
        return hash ^ hash >>> 29;
    }

    /// @return 0 when it may enter; else the seconds to say in Retry-After
    public int refusedForSeconds(long transaction) {
        if (rate == null) {
            return 0;
        }
        long name = transaction & ~1L;
        int place = (int) (transaction >>> 17) & REMEMBERED - 1;
        long verdict = verdicts[place];
        boolean refused;
        if ((verdict & ~1L) == name) {
            refused = (verdict & 1) == 1;
        } else {
            refused = !mayEnter(rate, System.nanoTime());
            verdicts[place] = refused ? name | 1 : name;
            (refused ? counters.refused : counters.admitted).increment();
        }
        return refused ? LEAST_SECONDS + Math.floorMod(transaction, SPREAD_SECONDS) : 0;
    }

    private boolean mayEnter(CallRate site, long now) {
        long behind = backlog.getAsLong();
        return pace.mayEnter(behind) && site.take(now);
    }
}
