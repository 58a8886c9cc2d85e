package org.earshot.masking;

import static org.earshot.db.generated.Tables.BINDING;
import static org.earshot.db.generated.Tables.BLOCKED_PARTY;
import static org.earshot.db.generated.Tables.MASK;
import static org.earshot.db.generated.Tables.MASK_CALLBACK;
import static org.earshot.masking.BindingReadRepository.utc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.earshot.db.Database;
import org.earshot.db.generated.tables.records.MaskRecord;
import org.earshot.masking.BindingRefused.Reason;
import org.jooq.impl.DSL;

/// The pool of masks, who called over them last, and who may not.
final class MaskRepository {

    private final Database db;

    MaskRepository(Database db) {
        this.db = db;
    }

    List<Mask> all() {
        return db.transact(
                tx -> tx.selectFrom(MASK).orderBy(MASK.NUMBER).fetch(MaskRepository::mask));
    }

    /// Adds it, or changes all but its mode.
    ///
    /// @throws BindingRefused when its mode would change: bindings hang on it
    void put(Mask mask, Instant now) {
        int written =
                db.transact(tx ->
                        tx.insertInto(MASK)
                                .set(MASK.NUMBER, mask.number())
                                .set(MASK.MODE, mask.mode().name())
                                .set(MASK.AREA, mask.area())
                                .set(MASK.LANGUAGE, mask.language().toLanguageTag())
                                .set(MASK.STATE, state(mask))
                                .set(MASK.COOL_DOWN_S, (int) mask.coolDown().toSeconds())
                                .set(MASK.ADDED_AT, utc(now))
                                .onConflict(MASK.NUMBER)
                                .doUpdate()
                                .set(MASK.AREA, mask.area())
                                .set(MASK.LANGUAGE, mask.language().toLanguageTag())
                                .set(MASK.STATE, state(mask))
                                .set(MASK.COOL_DOWN_S, (int) mask.coolDown().toSeconds())
                                .where(MASK.MODE.eq(mask.mode().name()))
                                .execute());
        if (written == 0) {
            throw new BindingRefused(
                    Reason.NOT_ALLOWED,
                    "Mask %s is in the pool with another mode, which cannot be changed to %s."
                            .formatted(mask.number(), mask.mode()));
        }
    }

    /// Masks that may be bound, those with the fewest bindings first.
    List<String> candidates(MaskMode mode, String area) {
        var active =
                DSL.selectCount()
                        .from(BINDING)
                        .where(BINDING.X.eq(MASK.NUMBER), BINDING.ENDED_AT.isNull());
        return db.transact(tx ->
                tx.select(MASK.NUMBER)
                        .from(MASK)
                        .where(MASK.MODE.eq(mode.name()), MASK.STATE.eq("USABLE"))
                        .and(area.isEmpty() ? DSL.noCondition() : MASK.AREA.eq(area))
                        .orderBy(DSL.field(active), MASK.NUMBER)
                        .fetch(MASK.NUMBER));
    }

    /// From now on A reaches `caller` by dialling X.
    void calledBy(Binding.Axe axe, Party caller, Instant now) {
        if (axe.callbackKept().isZero() || !(caller instanceof Party.Caller)) {
            return;
        }
        var until = utc(now.plus(axe.callbackKept()));
        db.transact(tx ->
                tx.insertInto(MASK_CALLBACK)
                        .set(MASK_CALLBACK.X, axe.x())
                        .set(MASK_CALLBACK.PARTY_A, axe.a().text())
                        .set(MASK_CALLBACK.CALLER, caller.text())
                        .set(MASK_CALLBACK.BINDING_ID, axe.id())
                        .set(MASK_CALLBACK.KEPT_UNTIL, until)
                        .onConflict(MASK_CALLBACK.X, MASK_CALLBACK.PARTY_A)
                        .doUpdate()
                        .set(MASK_CALLBACK.CALLER, caller.text())
                        .set(MASK_CALLBACK.BINDING_ID, axe.id())
                        .set(MASK_CALLBACK.KEPT_UNTIL, until)
                        .execute());
    }

    void forgetCallbacks(Instant now) {
        db.transact(tx ->
                tx.deleteFrom(MASK_CALLBACK)
                        .where(MASK_CALLBACK.KEPT_UNTIL.le(utc(now)))
                        .execute());
    }

    boolean isBlocked(Party party) {
        return db.transact(
                tx -> tx.fetchExists(BLOCKED_PARTY, BLOCKED_PARTY.PARTY.eq(party.text())));
    }

    void block(Party.Caller party, boolean blocked, Instant now) {
        db.transact(tx ->
                blocked
                        ? tx.insertInto(BLOCKED_PARTY)
                                .set(BLOCKED_PARTY.PARTY, party.text())
                                .set(BLOCKED_PARTY.BLOCKED_AT, utc(now))
                                .onConflictDoNothing()
                                .execute()
                        : tx.deleteFrom(BLOCKED_PARTY)
                                .where(BLOCKED_PARTY.PARTY.eq(party.text()))
                                .execute());
    }

    private static String state(Mask mask) {
        return mask.usable() ? "USABLE" : "SUSPENDED";
    }

    static Mask mask(MaskRecord row) {
        return new Mask(
                row.getNumber(),
                MaskMode.valueOf(row.getMode()),
                row.getArea(),
                Locale.forLanguageTag(row.getLanguage()),
                row.getState().equals("USABLE"),
                Duration.ofSeconds(row.getCoolDownS()));
    }
}
