package org.earshot.texts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.TamperedException;
import org.earshot.db.DatabaseUnavailable;
import org.earshot.masking.BlockMode;
import org.earshot.masking.Cdr;
import org.earshot.masking.Mask;
import org.earshot.masking.Party;
import org.earshot.masking.Resolution;
import org.earshot.masking.ResultCode;
import org.earshot.masking.RetryLadder;
import org.earshot.masking.SmsRelay;
import org.earshot.telephony.CallId;
import org.earshot.telephony.CallerToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands on what was kept: whom a message is meant for is decided now, the mask is its sender, and
/// its text is deleted when the receiver has it, refuses it, or the ladder is at its end. Several
/// processes may.
///
/// At least once: a core that dies between the receiver's answer and the commit leaves a message
/// that is sent again, as the same SIP transaction.
///
/// ```
/// kept --claim--> in hand --Taken----------------> over, cause 16
///   ^                |------Refused--------------> over, the receiver's cause
///   +----NotNow------+------NotNow, last step----> over, cause 41
/// ```
public final class TextRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TextRelay.class);

    private static final int AT_ONCE = 16;

    /// Renewed every second: a dead core's messages are another's after this.
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /// What is being sent may still be answered while the core stops.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int HANDED_ON = 16;
    private static final int TEMPORARY_FAILURE = 41;

    private final TextServices services;
    private final HandOver out;
    private final RetryLadder ladder;
    private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Semaphore bell = new Semaphore(0);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("text-", 0).factory());
    private final Thread looking = Thread.ofVirtual().name("texts").unstarted(this::look);
    private volatile boolean stopping;

    public TextRelay(TextServices services, HandOver out, RetryLadder ladder) {
        this.services = services;
        this.out = out;
        this.ladder = ladder;
    }

    public TextRelay start() {
        looking.start();
        return this;
    }

    /// There may be something to do.
    public void wake() {
        bell.release();
    }

    private void look() {
        try {
            while (!stopping) {
                renewAndClaim();
                if (bell.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void renewAndClaim() {
        try {
            if (!inHand.isEmpty()) {
                services.texts().renew(Set.copyOf(inHand), now().plus(LEASE));
            }
            while (!stopping && free.tryAcquire()) {
                if (!claim()) {
                    return;
                }
            }
        } catch (RuntimeException away) {
            LOG.warn("short messages cannot be looked for now; tried again", away);
        }
    }

    /// Gives the permit back, now or when the message is out of our hand.
    private boolean claim() {
        boolean claimed = false;
        try {
            Optional<KeptText> next = services.texts().claim(now(), LEASE, Set.copyOf(inHand));
            if (next.isPresent()) {
                inHand.add(next.get().id().value());
                threads.execute(() -> carry(next.get()));
                claimed = true;
            }
            return claimed;
        } finally {
            if (!claimed) {
                free.release();
            }
        }
    }

    private void carry(KeptText kept) {
        try {
            relay(kept);
        } catch (InterruptedException stopped) {
            services.texts().letGo(kept.id());
        } catch (DatabaseUnavailable away) {
            LOG.warn("a short message waits for the database callId={}", kept.id());
        } catch (KeyDestroyed | TamperedException unreadable) {
            LOG.error("a short message cannot be opened callId={}", kept.id(), unreadable);
            end(kept.id(), Optional.empty(), TEMPORARY_FAILURE, ResultCode.NORMAL);
        } catch (RuntimeException failure) {
            LOG.error("a short message failed; tried again callId={}", kept.id(), failure);
            putOff(kept, ResultCode.NORMAL);
        } finally {
            inHand.remove(kept.id().value());
            free.release();
            wake(); // the next of this sender waited for it
        }
    }

    private void relay(KeptText kept) throws InterruptedException {
        Cdr record = services.log().find(kept.id()).orElseThrow();
        switch (resolve(record)) {
            case Resolution.Connect way -> handOver(kept, way);
            case Resolution.Refuse(ResultCode code) when code == ResultCode.OWNER_SILENT ->
                    putOff(kept, code);
            case Resolution.Refuse refused ->
                    end(kept.id(), Optional.empty(), refused.code().cause(), refused.code());
            case Resolution.AskExtension _, Resolution.PlayTone _, Resolution.AskOwner _ ->
                    throw new IllegalStateException("a short message is sent on or dropped");
        }
    }

    private Resolution resolve(Cdr record) {
        Optional<Mask> mask = services.mask(record.mask());
        Optional<CallerToken> sender = record.caller().map(CallerToken::new);
        if (mask.isEmpty()) {
            return new Resolution.Refuse(ResultCode.MASK_NOT_USABLE);
        }
        Resolution found = services.desk().resolveText(mask.get(), sender);
        return found instanceof Resolution.AskOwner
                ? services.owners()
                        .orElseThrow()
                        .ask(
                                new BlockMode.Question(
                                        record.id(), Cdr.Kind.SMS, mask.get(), Party.of(sender)))
                : found;
    }

    private void handOver(KeptText kept, Resolution.Connect way) throws InterruptedException {
        var relay = SmsRelay.of(way, services.texts().open(kept));
        switch (out.send(kept.id(), kept.attempts(), relay)) {
            case HandOver.Outcome.Taken _ ->
                    end(kept.id(), Optional.of(way), HANDED_ON, ResultCode.NORMAL);
            case HandOver.Outcome.Refused(int cause) ->
                    end(kept.id(), Optional.empty(), cause, ResultCode.NORMAL);
            case HandOver.Outcome.NotNow _ -> putOff(kept, ResultCode.NORMAL);
        }
    }

    /// @param why what is recorded when this was the last attempt
    private void putOff(KeptText kept, ResultCode why) {
        Instant first = kept.firstAt().orElseGet(this::now);
        Optional<Instant> next = ladder.next(first, kept.attempts() + 1);
        if (next.isPresent()) {
            services.texts().putOff(kept.id(), next.get(), first);
        } else {
            LOG.warn("a short message was given up callId={}", kept.id());
            end(kept.id(), Optional.empty(), TEMPORARY_FAILURE, why);
        }
    }

    /// However long the database is away: what the receiver has must not be sent again.
    private void end(CallId id, Optional<Resolution.Connect> to, int cause, ResultCode result) {
        Instant at = now();
        while (true) {
            try {
                services.texts().end(id, to, cause, result, at);
                return;
            } catch (DatabaseUnavailable away) {
                if (stopping) {
                    throw away;
                }
            }
        }
    }

    private Instant now() {
        return services.clock().instant();
    }

    /// What is not handed on stays for the next core.
    @Override
    public void close() {
        stopping = true;
        wake();
        try {
            if (looking.isAlive()) {
                boolean _ = looking.join(GRACE);
            }
            threads.shutdown();
            if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
                boolean _ = threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
