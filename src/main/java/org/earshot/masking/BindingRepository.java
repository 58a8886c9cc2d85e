package org.earshot.masking;

import static org.earshot.db.generated.Tables.BINDING;
import static org.earshot.db.generated.Tables.BINDING_PARTY;
import static org.earshot.db.generated.Tables.MASK;
import static org.earshot.db.generated.Tables.MASK_OWNER;
import static org.earshot.masking.BindingReadRepository.utc;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.earshot.db.Database;
import org.earshot.db.generated.tables.records.BindingRecord;
import org.earshot.masking.BindingRefused.Reason;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// Bindings as they are made, changed and ended. Whoever changes something of a mask holds the lock
/// on the mask's row; what must never be true is refused by constraints, whoever writes.
final class BindingRepository {

    private static final int SLOTS_OF_A = 5;
    private static final int PAIRS_OF_X = 5_000;

    /// Names of constraints, and what they mean to the one who asked.
    private static final Map<String, BindingRefused> CONFLICTS =
            Map.of(
                    "binding_ax_once",
                    new BindingRefused(
                            Reason.TAKEN,
                            "This mask is bound to somebody already; unbind it or take another."),
                    "mask_owner",
                    new BindingRefused(
                            Reason.TAKEN,
                            "This mask belongs to another A already; take another mask."),
                    "binding_axe_once",
                    new BindingRefused(
                            Reason.TAKEN,
                            "This extension of this mask is bound already; take another."),
                    "binding_pair_once",
                    new BindingRefused(
                            Reason.FULL, "This mask carries 5000 pairs already; take another."),
                    "binding_party_once",
                    new BindingRefused(
                            Reason.TAKEN,
                            "One of the parties is bound on this mask already, and one party may"
                                    + " be on a mask only once; take another mask."));

    private final Database db;

    BindingRepository(Database db) {
        this.db = db;
    }

    /// @throws BindingRefused when it cannot be
    void insert(Binding binding, Instant now) {
        expire(now);
        refusing(() ->
                db.transact(tx -> {
                    if (tx.fetchExists(BINDING, BINDING.ID.eq(binding.id()))) {
                        return true; // tried again after a connection was lost
                    }
                    Map<String, Mask> masks = lock(tx, binding);
                    lockParty(tx, binding.a());
                    requireCool(tx, binding, masks, now);
                    own(tx, binding);
                    BindingRecord row = tx.newRecord(BINDING);
                    row.setId(binding.id());
                    row.setCreatedAt(utc(now));
                    fill(row, binding);
                    if (binding instanceof Binding.Axb) {
                        row.setPairSlot(freePair(tx, binding.x()));
                    }
                    row.insert();
                    insertParties(tx, binding);
                    return true;
                }));
    }

    /// @return the binding as it is now
    /// @throws BindingRefused when there is none that holds, or it cannot be
    Binding change(UUID id, BindingChange change, Instant now) {
        expire(now);
        return refusing(() ->
                db.transact(tx -> {
                    Binding was = locked(tx, id, now);
                    Binding next = change.applyTo(was);
                    requireFuture(next, now);
                    BindingRecord row = tx.fetchSingle(BINDING, BINDING.ID.eq(id));
                    fill(row, next);
                    row.update();
                    tx.deleteFrom(BINDING_PARTY).where(BINDING_PARTY.BINDING_ID.eq(id)).execute();
                    insertParties(tx, next);
                    return next;
                }));
    }

    /// @return false when it had ended already
    boolean unbind(UUID id, Instant now) {
        expire(now);
        return db.transact(tx -> {
            Optional<KeptBinding> known = BindingReadRepository.one(tx, id);
            if (known.isEmpty() || known.get().endedAt().isPresent()) {
                return false;
            }
            lockMasks(tx, masksOf(known.get().binding()));
            return end(tx, known.get().binding(), now, "UNBOUND");
        });
    }

    /// Ends what has expired, so that its place becomes free. Nobody waits for it: an expired
    /// binding is not looked at any more, ended or not.
    void expire(Instant now) {
        while (db.transact(tx -> expireSome(tx, now)) > 0) {
            // again, until nothing is due
        }
    }

    private static int expireSome(DSLContext tx, Instant now) {
        List<Binding> due =
                tx
                        .select(BINDING.ID)
                        .from(BINDING)
                        .where(BINDING.ENDED_AT.isNull(), BINDING.EXPIRES_AT.le(utc(now)))
                        .limit(100)
                        .fetch(row -> BindingReadRepository.one(tx, row.value1()))
                        .stream()
                        .flatMap(Optional::stream)
                        .map(KeptBinding::binding)
                        .toList();
        lockMasks(tx, new TreeSet<>(due.stream().flatMap(BindingRepository::masks).toList()));
        due.forEach(
                binding -> end(tx, binding, binding.terms().expiresAt().orElse(now), "EXPIRED"));
        return due.size();
    }

    private static boolean end(DSLContext tx, Binding binding, Instant at, String by) {
        int ended =
                tx.update(BINDING)
                        .set(BINDING.ENDED_AT, utc(at))
                        .set(BINDING.ENDED_BY, by)
                        .where(BINDING.ID.eq(binding.id()), BINDING.ENDED_AT.isNull())
                        .execute();
        tx.update(BINDING_PARTY)
                .set(BINDING_PARTY.RELEASED_AT, utc(at))
                .where(
                        BINDING_PARTY.BINDING_ID.eq(binding.id()),
                        BINDING_PARTY.RELEASED_AT.isNull())
                .execute();
        tx.deleteFrom(MASK_OWNER)
                .where(MASK_OWNER.X.eq(binding.x()))
                .andNotExists(DSL.selectOne().from(BINDING).where(BINDING.HELD_X.eq(binding.x())))
                .execute();
        return ended == 1;
    }

    private static Binding locked(DSLContext tx, UUID id, Instant now) {
        BindingRefused none =
                new BindingRefused(
                        Reason.UNKNOWN,
                        "There is no binding "
                                + id
                                + " that still holds; './earshot binding list' shows those there"
                                + " are.");
        Binding known = BindingReadRepository.one(tx, id).orElseThrow(() -> none).binding();
        lockMasks(tx, masksOf(known));
        return BindingReadRepository.one(tx, id)
                .filter(kept -> kept.isActiveAt(now))
                .map(KeptBinding::binding)
                .orElseThrow(() -> none);
    }

    private static Map<String, Mask> lock(DSLContext tx, Binding binding) {
        Map<String, Mask> masks = lockMasks(tx, masksOf(binding));
        for (String number : masksOf(binding)) {
            Mask mask = masks.get(number);
            if (mask == null) {
                throw new BindingRefused(
                        Reason.UNKNOWN,
                        "There is no mask %s; './earshot binding masks' shows those there are."
                                .formatted(number));
            }
            if (mask.mode() != binding.mode() || !mask.usable()) {
                throw new BindingRefused(
                        Reason.NOT_ALLOWED,
                        "Mask %s is for mode %s%s; take another for %s."
                                .formatted(
                                        number,
                                        mask.mode(),
                                        mask.usable() ? "" : " and suspended",
                                        binding.mode()));
            }
        }
        return masks;
    }

    /// In the order of their numbers, so that two who want the same never wait for each other.
    private static Map<String, Mask> lockMasks(DSLContext tx, SortedSet<String> numbers) {
        var masks = new HashMap<String, Mask>();
        tx.selectFrom(MASK)
                .where(MASK.NUMBER.in(numbers))
                .orderBy(MASK.NUMBER)
                .forUpdate()
                .forEach(row -> masks.put(row.getNumber(), MaskRepository.mask(row)));
        return masks;
    }

    /// The five masks of one A are counted one after the other.
    private static void lockParty(DSLContext tx, Party a) {
        tx.execute("select pg_advisory_xact_lock(hashtextextended({0}, 0))", DSL.val(a.text()));
    }

    private static void own(DSLContext tx, Binding binding) {
        if (binding.mode() != MaskMode.AX && binding.mode() != MaskMode.AXYB) {
            return;
        }
        String a = binding.a().text();
        if (tx.fetchExists(
                MASK_OWNER, MASK_OWNER.X.eq(binding.x()).and(MASK_OWNER.PARTY_A.eq(a)))) {
            return;
        }
        var used =
                tx.select(MASK_OWNER.SLOT)
                        .from(MASK_OWNER)
                        .where(MASK_OWNER.PARTY_A.eq(a))
                        .fetchSet(MASK_OWNER.SLOT);
        int slot =
                Stream.iterate(1, next -> next + 1)
                        .limit(SLOTS_OF_A)
                        .filter(next -> !used.contains(next))
                        .findFirst()
                        .orElseThrow(() ->
                                new BindingRefused(
                                        Reason.FULL,
                                        "This A holds five masks already; unbind one first."));
        tx.insertInto(MASK_OWNER)
                .set(MASK_OWNER.X, binding.x())
                .set(MASK_OWNER.PARTY_A, a)
                .set(MASK_OWNER.SLOT, slot)
                .execute();
    }

    /// The next one; when the last is taken, one that became free in between.
    private static int freePair(DSLContext tx, String x) {
        var active = BINDING.X.eq(x).and(BINDING.ENDED_AT.isNull());
        Integer last =
                tx.select(DSL.max(BINDING.PAIR_SLOT))
                        .from(BINDING)
                        .where(active)
                        .fetchSingle(0, Integer.class);
        if (last == null || last < PAIRS_OF_X) {
            return last == null ? 1 : last + 1;
        }
        var slot = DSL.field(DSL.name("slot"), Integer.class);
        return tx.select(slot)
                .from(DSL.generateSeries(1, PAIRS_OF_X).as("slots", "slot"))
                .whereNotExists(
                        DSL.selectOne().from(BINDING).where(active, BINDING.PAIR_SLOT.eq(slot)))
                .orderBy(slot)
                .limit(1)
                .fetchOptional(slot)
                .orElse(PAIRS_OF_X); // taken, so the constraint says the rest
    }

    private static void requireCool(
            DSLContext tx, Binding binding, Map<String, Mask> masks, Instant now) {
        for (Mask mask : masks.values()) {
            Instant since = now.minus(mask.coolDown());
            if (CoolDownRepository.isCooling(tx, binding, mask.number(), since)) {
                throw new BindingRefused(
                        Reason.COOLING,
                        ("Mask %s was somebody else's less than %d seconds ago and is cooling"
                                        + " down; take another, or wait.")
                                .formatted(mask.number(), mask.coolDown().toSeconds()));
            }
        }
    }

    static void requireFuture(Binding binding, Instant now) {
        if (!binding.terms().holdsAt(now)) {
            throw new BindingRefused(
                    Reason.NOT_ALLOWED,
                    "expiresAt "
                            + binding.terms().expiresAt().orElse(now)
                            + " has passed; give a later time.");
        }
    }

    private static void insertParties(DSLContext tx, Binding binding) {
        for (Dialer dialer : Dialer.of(binding)) {
            tx.insertInto(BINDING_PARTY)
                    .set(BINDING_PARTY.BINDING_ID, binding.id())
                    .set(BINDING_PARTY.MASK, dialer.mask())
                    .set(BINDING_PARTY.PARTY, dialer.party().text())
                    .set(BINDING_PARTY.SIDE, dialer.side())
                    .execute();
        }
    }

    private static void fill(BindingRecord row, Binding binding) {
        row.setMode(binding.mode().name());
        row.setX(binding.x());
        row.setPartyA(binding.a().text());
        row.setCallbackKeptS(0);
        switch (binding) {
            case Binding.Ax ax -> {
                row.setPartyB(ax.callee().map(Party::text).orElse(null));
                row.setCalleeUntil(ax.calleeUntil().map(BindingReadRepository::utc).orElse(null));
            }
            case Binding.Axb axb -> row.setPartyB(axb.b().text());
            case Binding.Axe axe -> {
                row.setExtension(axe.extension());
                row.setPartyB(axe.callbackTo().map(Party::text).orElse(null));
                row.setCallbackKeptS((int) axe.callbackKept().toSeconds());
            }
            case Binding.Axyb axyb -> {
                row.setY(axyb.y());
                row.setPartyB(axyb.b().text());
            }
            case Binding.Axg axg -> row.setPartyB(axg.b().map(Party::text).orElse(null));
        }
        fill(row, binding.terms());
    }

    private static void fill(BindingRecord row, Terms terms) {
        row.setExpiresAt(terms.expiresAt().map(BindingReadRepository::utc).orElse(null));
        row.setDirection(terms.direction().name());
        row.setMaxDurationS((int) terms.maxDuration().toSeconds());
        row.setLastMinuteTone(terms.lastMinuteTone());
        row.setRingTimeoutS((int) terms.ringTimeout().toSeconds());
        row.setOpenFrom(terms.hours().map(OpeningHours::from).orElse(null));
        row.setOpenUntil(terms.hours().map(OpeningHours::until).orElse(null));
        row.setOpenZone(terms.hours().map(hours -> hours.zone().getId()).orElse(null));
        row.setUserData(terms.userData());
    }

    private static SortedSet<String> masksOf(Binding binding) {
        return new TreeSet<>(masks(binding).toList());
    }

    private static Stream<String> masks(Binding binding) {
        return binding instanceof Binding.Axyb axyb
                ? Stream.of(axyb.x(), axyb.y())
                : Stream.of(binding.x());
    }

    private interface Work<T> {
        T run();
    }

    private static <T> T refusing(Work<T> work) {
        try {
            return work.run();
        } catch (DataAccessException failure) {
            String message = String.valueOf(failure.getMessage());
            throw CONFLICTS.entrySet().stream()
                    .filter(entry -> message.contains("\"" + entry.getKey()))
                    .map(Map.Entry::getValue)
                    .<RuntimeException>map(refused -> refused)
                    .findFirst()
                    .orElse(failure);
        }
    }
}
