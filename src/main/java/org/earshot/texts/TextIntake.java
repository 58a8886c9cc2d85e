package org.earshot.texts;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.db.DatabaseUnavailable;
import org.earshot.masking.Cdr;
import org.earshot.masking.Mask;
import org.earshot.masking.Resolution;
import org.earshot.masking.ResultCode;
import org.earshot.telephony.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes short messages in: says 202 when one is committed and not before, and says at once when it
/// goes nowhere. A retransmission is answered from the record of what it repeats.
///
/// ```
/// known         --> as before
/// not a mask    --> 404
/// refused       --> 403, 404, 480, with a record
/// database away --> 503
/// committed     --> 202
/// ```
public final class TextIntake {

    private static final Logger LOG = LoggerFactory.getLogger(TextIntake.class);

    /// A message waits for a commit and little else; more than these are a flood or a database that
    /// does not answer.
    private static final int AT_ONCE = 32;

    static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final int UNALLOCATED = 1;
    private static final int REJECTED = 21;

    private final TextServices services;
    private final Runnable kept;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Set<CallId> inHand = ConcurrentHashMap.newKeySet();

    /// @param services over a database that is asked once and not waited for
    /// @param kept told of each message that was kept
    public TextIntake(TextServices services, Runnable kept) {
        this.services = services;
        this.kept = kept;
    }

    /// Blocks until the message is safe or refused.
    ///
    /// @return the status of the answer; empty: the same message is being taken in, whose answer is
    ///   this one's too
    Optional<Integer> take(IncomingText text) {
        Optional<Mask> mask = services.mask(text.dialled());
        if (mask.isEmpty()) {
            LOG.info("a short message was refused: it was sent to no mask");
            return Optional.of(NOT_FOUND);
        }
        CallId id = services.texts().idOf(text);
        if (!inHand.add(id)) {
            return Optional.empty();
        }
        try {
            return Optional.of(free.tryAcquire() ? taken(id, mask.get(), text) : UNAVAILABLE);
        } finally {
            inHand.remove(id);
        }
    }

    private int taken(CallId id, Mask mask, IncomingText text) {
        try {
            Optional<Cdr> known = services.log().find(id);
            return known.isPresent() ? again(known.get()) : fresh(id, mask, text);
        } catch (DatabaseUnavailable | KeysUnavailable away) {
            LOG.warn("a short message cannot be kept now; its sender is told so");
            return UNAVAILABLE;
        } finally {
            free.release();
        }
    }

    private int fresh(CallId id, Mask mask, IncomingText text) {
        var now = services.clock().instant();
        if (services.desk().foreseeText(mask, text.sender()) instanceof Resolution.Refuse refused) {
            services.log().textRefused(id, mask, text.sender(), refused.code(), now);
            return refusal(refused.code().cause());
        }
        services.texts().keep(id, mask, text.sender(), text.text(), now);
        kept.run();
        return ACCEPTED;
    }

    private static int again(Cdr record) {
        boolean refused = record.resultCode().orElse(0) != ResultCode.NORMAL.code();
        return refused ? refusal(record.releaseCause().orElse(REJECTED)) : ACCEPTED;
    }

    /// As a call would end, in SIP ([RFC 3398, section
    /// 7.2.4](https://www.rfc-editor.org/rfc/rfc3398#section-7.2.4)).
    private static int refusal(int cause) {
        return switch (cause) {
            case UNALLOCATED -> NOT_FOUND;
            case REJECTED -> 403;
            default -> 480;
        };
    }
}
