package org.earshot.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.earshot.ari.AriException;
import org.earshot.ari.AriText;
import org.earshot.masking.Cdr;
import org.earshot.masking.Mask;
import org.earshot.masking.Resolution;
import org.earshot.masking.ResultCode;
import org.earshot.masking.SmsRelay;
import org.earshot.telephony.CallId;
import org.earshot.telephony.CallerToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Short messages to a mask: whom each is meant for, send it on, and a record of it whatever
/// happened. The text passes through memory and is kept nowhere; to the receiver the mask is its
/// sender.
///
/// ```
/// in --Refuse--> dropped
/// in --Connect--> handed on | not taken
/// ```
public final class MaskedTexts implements Consumer<AriText>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MaskedTexts.class);

    /// Messages of one sender stay in order; one that waits for the owner of its mask holds up an
    /// eighth of the others.
    private static final int LANES = 8;

    /// At 1 KiB each, a few MiB at most.
    private static final int WAITING = 500;

    /// Longer than a database or an owner makes one wait.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int HANDED_ON = 16;

    private final MaskedServices services;
    private final List<ExecutorService> lanes =
            IntStream.range(0, LANES).mapToObj(_ -> lane()).toList();

    public MaskedTexts(MaskedServices services) {
        this.services = services;
    }

    private static ExecutorService lane() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofVirtual().name("text-", 0).factory());
    }

    /// Returns at once.
    @Override
    public void accept(AriText text) {
        try {
            lanes.get(Math.floorMod(text.from().hashCode(), LANES)).execute(() -> relay(text));
        } catch (RejectedExecutionException full) {
            LOG.warn("a short message was dropped: too many are waiting, or the core stops");
        }
    }

    private void relay(AriText text) {
        Optional<Mask> mask = services.mask(text.to());
        if (mask.isEmpty()) {
            LOG.info("a short message was dropped: it was sent to no mask");
            return;
        }
        CallId id = CallId.random();
        try {
            relay(id, mask.get(), text);
        } catch (RuntimeException failure) {
            LOG.error("a short message failed callId={}", id, failure);
        }
    }

    private void relay(CallId id, Mask mask, AriText text) {
        Optional<CallerToken> sender =
                Optional.of(text.from()).filter(CallerToken::isOne).map(CallerToken::new);
        services.log().textIn(id, mask, sender, now());
        switch (resolve(id, mask, sender)) {
            case Resolution.Connect way -> send(id, way, text.body());
            case Resolution.Refuse refused -> drop(id, refused.code());
            case Resolution.AskExtension _, Resolution.PlayTone _, Resolution.AskOwner _ ->
                    throw new IllegalStateException("a short message is sent on or dropped");
        }
    }

    private Resolution resolve(CallId id, Mask mask, Optional<CallerToken> sender) {
        Resolution found = services.desk().resolveText(mask, sender);
        return found instanceof Resolution.AskOwner
                ? services.ask(id, Cdr.Kind.SMS, mask, sender)
                : found;
    }

    private void send(CallId id, Resolution.Connect way, String text) {
        boolean sent = sent(id, SmsRelay.of(way, text));
        int cause = sent ? HANDED_ON : MaskedCall.TEMPORARY_FAILURE;
        services.log()
                .textOut(id, Optional.of(way).filter(_ -> sent), cause, ResultCode.NORMAL, now());
    }

    /// Asterisk hands over an empty text in place of one that is longer than it can take.
    private boolean sent(CallId id, SmsRelay relay) {
        Optional<String> endpoint = services.outward().textEndpoint(relay.to());
        if (endpoint.isEmpty() || relay.text().isEmpty()) {
            LOG.warn("a short message has no way or no text callId={}", id);
            return false;
        }
        try {
            services.ari().texts().send(endpoint.get(), from(relay.sender()), relay.text());
            return true;
        } catch (AriException refused) {
            LOG.warn("a short message was not taken: {} callId={}", refused.getMessage(), id);
            return false;
        }
    }

    /// The mask is all that the receiver is shown; the host says nothing of ours.
    private static String from(String mask) {
        return "sip:" + mask + "@earshot.invalid";
    }

    private void drop(CallId id, ResultCode why) {
        services.log().textOut(id, Optional.empty(), why.cause(), why, now());
    }

    /// Whether the core that took a message cannot be busy with it any more.
    static boolean isOver(Cdr cdr, Instant now) {
        return cdr.callInAt().plus(LONGEST).isBefore(now);
    }

    private Instant now() {
        return services.clock().instant();
    }

    /// What waits is still sent on.
    @Override
    public void close() {
        lanes.forEach(ExecutorService::close);
    }
}
