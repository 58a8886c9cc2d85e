package org.earshot.masking;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.earshot.db.Database;
import org.earshot.masking.BindingRefused.Reason;
import org.earshot.telephony.CallerToken;

/// Where bindings are made, changed and ended, and where a call to a mask learns what becomes of
/// it.
public final class BindingDesk {

    /// The operators want an expiry that is at least a minute away.
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final BindingRepository bindings;
    private final BindingReadRepository kept;
    private final MaskRepository masks;
    private final CallLogRepository calls;
    private final MaskPool pool;
    private final CallLimits limits;
    private final InstantSource clock;

    public BindingDesk(
            Database db,
            MaskPool pool,
            CallLogRepository calls,
            CallLimits limits,
            InstantSource clock) {
        this.bindings = new BindingRepository(db);
        this.kept = new BindingReadRepository(db);
        this.masks = new MaskRepository(db);
        this.calls = calls;
        this.pool = pool;
        this.limits = limits;
        this.clock = clock;
    }

    /// @throws BindingRefused when it cannot be
    public KeptBinding bind(Binding binding) {
        Instant now = clock.instant();
        BindingRepository.requireFuture(binding, now);
        requireLasting(binding, now);
        bindings.insert(binding, now);
        return find(binding.id());
    }

    /// Binds on a mask of the pool, the least used one that can be.
    ///
    /// @param area empty: any
    /// @param with the binding for a mask
    /// @throws BindingRefused when there is none
    public KeptBinding bindAny(MaskMode mode, String area, Function<String, Binding> with) {
        BindingRefused last =
                new BindingRefused(
                        Reason.FULL,
                        "The pool has no usable mask of mode %s%s; add one with './earshot binding masks --add'."
                                .formatted(mode, area.isEmpty() ? "" : " in area " + area));
        for (String number : masks.candidates(mode, area)) {
            try {
                return bind(with.apply(number));
            } catch (BindingRefused refused) {
                if (refused.reason() == Reason.NOT_ALLOWED) {
                    throw refused;
                }
                last = refused;
            }
        }
        throw last;
    }

    /// @throws BindingRefused when there is none that holds, or it cannot be
    public KeptBinding change(UUID id, BindingChange change) {
        Instant now = clock.instant();
        requireLasting(change.applyTo(find(id).binding()), now);
        bindings.change(id, change, now);
        return find(id);
    }

    /// Calls in progress go on; the next one is refused.
    ///
    /// @throws BindingRefused when there is none that holds
    public KeptBinding unbind(UUID id) {
        KeptBinding known = find(id);
        if (!bindings.unbind(id, clock.instant())) {
            throw new BindingRefused(
                    Reason.UNKNOWN,
                    "Binding " + id + " has ended already; nothing is left to unbind.");
        }
        return find(known.binding().id());
    }

    /// @throws BindingRefused when there was never one
    public KeptBinding find(UUID id) {
        return kept.find(id)
                .orElseThrow(() ->
                        new BindingRefused(
                                Reason.UNKNOWN,
                                "There is no binding "
                                        + id
                                        + "; './earshot binding list' shows those there are."));
    }

    public List<KeptBinding> find(BindingQuery query) {
        return kept.find(query, clock.instant());
    }

    /// Adds a mask to the pool, or changes all but its mode.
    public void put(Mask mask) {
        masks.put(mask, clock.instant());
        pool.refresh();
    }

    public List<Mask> masks() {
        return masks.all();
    }

    public void block(Party.Caller party, boolean blocked) {
        masks.block(party, blocked, clock.instant());
    }

    /// Ends what has expired and forgets call-back records whose time is over.
    public void tidy() {
        bindings.expire(clock.instant());
        masks.forgetCallbacks(clock.instant());
    }

    /// What becomes of a call.
    ///
    /// @param extension what the caller keyed last
    /// @param triesLeft how often it may still be asked for
    public Resolution resolve(
            Mask dialled, Optional<CallerToken> token, Optional<String> extension, int triesLeft) {
        return Resolution.of(facts(dialled, Party.of(token), extension, triesLeft, 1), limits);
    }

    /// What becomes of a short message: it is sent on, dropped, or the owner of the mask is asked.
    /// Its sender can key no extension and hear no tone.
    public Resolution resolveText(Mask dialled, Optional<CallerToken> sender) {
        return resolveText(dialled, sender, 1);
    }

    /// As [#resolveText], for a message of which there is no record yet.
    public Resolution foreseeText(Mask dialled, Optional<CallerToken> sender) {
        return resolveText(dialled, sender, 0);
    }

    private Resolution resolveText(Mask dialled, Optional<CallerToken> sender, int counted) {
        Facts facts = facts(dialled, Party.of(sender), Optional.empty(), 0, counted);
        return switch (Resolution.of(facts, limits)) {
            case Resolution.Connect connect -> connect;
            case Resolution.Refuse refused -> refused;
            case Resolution.AskOwner owner -> owner;
            case Resolution.AskExtension _ -> new Resolution.Refuse(ResultCode.NO_BINDING);
            case Resolution.PlayTone tone -> new Resolution.Refuse(tone.code());
        };
    }

    /// @param counted how often this very call is in the records, so that it is taken off
    private Facts facts(
            Mask dialled,
            Optional<Party> caller,
            Optional<String> extension,
            int triesLeft,
            int counted) {
        Instant now = clock.instant();
        Instant since = now.minus(limits.within());
        List<Binding> concerning = kept.concerning(dialled, caller, extension, now);
        Optional<Facts.Callback> callback =
                dialled.mode() == MaskMode.AXE
                        ? caller.flatMap(a -> kept.callback(dialled.number(), a, now))
                        : Optional.empty();
        return new Facts(
                now,
                dialled,
                caller,
                caller.filter(masks::isBlocked).isPresent(),
                caller.map(party -> calls.callsBy(party, since) - counted).orElse(0),
                calls.callsOver(dialled.number(), since) - counted,
                callsTo(concerning, since),
                concerning,
                callback,
                extension,
                triesLeft);
    }

    private Map<Party, Integer> callsTo(List<Binding> concerning, Instant since) {
        var counts = new HashMap<Party, Integer>();
        for (Binding binding : concerning) {
            for (Party party : binding.parties()) {
                counts.computeIfAbsent(party, called -> calls.callsTo(called, since));
            }
        }
        return counts;
    }

    /// Whoever was put through to A over an extension can be called back.
    public void calledBy(Resolution.Connect through, Optional<CallerToken> caller) {
        Optional<Party> party = Party.of(caller);
        if (through.direction() == CallDirection.B_TO_A
                && through.binding().orElse(null) instanceof Binding.Axe axe
                && party.isPresent()) {
            masks.calledBy(axe, party.get(), clock.instant());
        }
    }

    /// An epoch token is the caller's for this day (UTC) only: from then on it would name nobody,
    /// and the call of that very person would not be recognised.
    private static void requireLasting(Binding binding, Instant now) {
        boolean lasting =
                binding.parties().stream()
                        .allMatch(party ->
                                !(party instanceof Party.Caller caller) || caller.isEnrolled());
        Instant endOfDay =
                LocalDate.ofInstant(now, ZoneOffset.UTC)
                        .plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        Optional<Instant> end = binding.terms().expiresAt();
        if (!lasting && (end.isEmpty() || end.get().isAfter(endOfDay))) {
            throw new BindingRefused(
                    Reason.NOT_ALLOWED,
                    "A party is named by a token of today's epoch, which names nobody after "
                            + endOfDay
                            + ": enrol the caller and bind the enrolled token, or let the binding"
                            + " expire by then.");
        }
        if (end.isPresent() && end.get().isBefore(now.plus(SHORTEST))) {
            throw new BindingRefused(
                    Reason.NOT_ALLOWED,
                    "expiresAt " + end.get() + " is less than a minute away; give a later time.");
        }
    }
}
