package org.earshot.masking;

import static org.earshot.db.generated.Tables.BINDING;
import static org.earshot.db.generated.Tables.BINDING_PARTY;
import static org.earshot.db.generated.Tables.MASK_CALLBACK;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.earshot.db.Database;
import org.earshot.db.generated.tables.records.BindingRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Bindings as they are read.
final class BindingReadRepository {

    private final Database db;

    BindingReadRepository(Database db) {
        this.db = db;
    }

    Optional<KeptBinding> find(UUID id) {
        return db.transact(tx -> one(tx, id));
    }

    static Optional<KeptBinding> one(DSLContext tx, UUID id) {
        return tx.selectFrom(BINDING).where(BINDING.ID.eq(id)).fetchOptional(row -> kept(tx, row));
    }

    List<KeptBinding> find(BindingQuery query, Instant now) {
        Condition wanted = DSL.noCondition();
        if (query.x().isPresent()) {
            wanted = wanted.and(BINDING.X.eq(query.x().get()).or(BINDING.Y.eq(query.x().get())));
        }
        if (query.party().isPresent()) {
            wanted = wanted.and(concerns(query.party().get().text()));
        }
        if (query.userData().isPresent()) {
            wanted = wanted.and(BINDING.USER_DATA.eq(query.userData().get()));
        }
        if (query.active()) {
            wanted = wanted.and(holds(now));
        }
        Condition where = wanted;
        return db.transact(tx ->
                tx.selectFrom(BINDING)
                        .where(where)
                        .orderBy(BINDING.CREATED_AT.desc(), BINDING.ID)
                        .limit(query.limit())
                        .fetch(row -> kept(tx, row)));
    }

    private static Condition concerns(String party) {
        return BINDING.PARTY_A
                .eq(party)
                .or(BINDING.PARTY_B.eq(party))
                .or(
                        BINDING.ID.in(
                                DSL.select(BINDING_PARTY.BINDING_ID)
                                        .from(BINDING_PARTY)
                                        .where(BINDING_PARTY.PARTY.eq(party))));
    }

    /// Those that hold now and say something of a call to this mask by this party; see
    /// [Facts#bindings].
    List<Binding> concerning(
            Mask dialled, Optional<Party> caller, Optional<String> extension, Instant now) {
        return db.transact(tx ->
                tx.selectFrom(BINDING)
                        .where(holds(now), relevant(dialled, caller, extension))
                        .orderBy(BINDING.CREATED_AT.desc(), BINDING.ID)
                        .fetch(row -> kept(tx, row).binding()));
    }

    private static Condition relevant(
            Mask dialled, Optional<Party> caller, Optional<String> extension) {
        String number = dialled.number();
        String party = caller.map(Party::text).orElse("");
        return switch (dialled.mode()) {
            case AX -> BINDING.X.eq(number);
            case AXB, AXYB, AXG ->
                    BINDING.ID.in(
                            DSL.select(BINDING_PARTY.BINDING_ID)
                                    .from(BINDING_PARTY)
                                    .where(
                                            BINDING_PARTY.MASK.eq(number),
                                            BINDING_PARTY.PARTY.eq(party),
                                            BINDING_PARTY.RELEASED_AT.isNull()));
            case AXE ->
                    BINDING.X.eq(number)
                            .and(
                                    BINDING.PARTY_A
                                            .eq(party)
                                            .or(BINDING.EXTENSION.eq(extension.orElse(""))));
            case X -> DSL.falseCondition();
        };
    }

    /// Who called `a` last over this mask, while that is kept.
    Optional<Facts.Callback> callback(String x, Party a, Instant now) {
        return db.transact(tx ->
                tx.select(MASK_CALLBACK.CALLER, MASK_CALLBACK.BINDING_ID)
                        .from(MASK_CALLBACK)
                        .where(MASK_CALLBACK.X.eq(x), MASK_CALLBACK.PARTY_A.eq(a.text()))
                        .and(MASK_CALLBACK.KEPT_UNTIL.gt(utc(now)))
                        .fetchOptional()
                        .flatMap(row ->
                                one(tx, row.value2())
                                        .filter(kept -> kept.isActiveAt(now))
                                        .filter(kept -> kept.binding().a().equals(a))
                                        .map(kept ->
                                                new Facts.Callback(
                                                        Party.parse(row.value1()),
                                                        (Binding.Axe) kept.binding()))));
    }

    static Condition holds(Instant now) {
        return BINDING.ENDED_AT
                .isNull()
                .and(BINDING.EXPIRES_AT.isNull().or(BINDING.EXPIRES_AT.gt(utc(now))));
    }

    private static KeptBinding kept(DSLContext tx, BindingRecord row) {
        return new KeptBinding(
                binding(tx, row),
                row.getCreatedAt().toInstant(),
                instant(row.getEndedAt()),
                Optional.ofNullable(row.getEndedBy()));
    }

    private static Binding binding(DSLContext tx, BindingRecord row) {
        UUID id = row.getId();
        String x = row.getX();
        Party a = Party.parse(row.getPartyA());
        Optional<Party> b = Optional.ofNullable(row.getPartyB()).map(Party::parse);
        Terms terms = terms(row);
        return switch (MaskMode.valueOf(row.getMode())) {
            case AX -> new Binding.Ax(id, x, a, b, instant(row.getCalleeUntil()), terms);
            case AXB -> new Binding.Axb(id, x, a, b.orElseThrow(), terms);
            case AXE ->
                    new Binding.Axe(
                            id,
                            x,
                            row.getExtension(),
                            a,
                            b,
                            Duration.ofSeconds(row.getCallbackKeptS()),
                            terms);
            case AXYB -> new Binding.Axyb(id, x, row.getY(), a, b.orElseThrow(), terms);
            case AXG -> new Binding.Axg(id, x, a, group(tx, id), b, terms);
            case X -> throw new IllegalStateException("a mask in block mode has no binding");
        };
    }

    private static Set<Party> group(DSLContext tx, UUID id) {
        return tx.select(BINDING_PARTY.PARTY)
                .from(BINDING_PARTY)
                .where(BINDING_PARTY.BINDING_ID.eq(id), BINDING_PARTY.SIDE.eq("G"))
                .fetchSet(row -> Party.parse(row.value1()));
    }

    private static Terms terms(BindingRecord row) {
        return new Terms(
                instant(row.getExpiresAt()),
                CallDirection.valueOf(row.getDirection()),
                Duration.ofSeconds(row.getMaxDurationS()),
                row.getLastMinuteTone(),
                Duration.ofSeconds(row.getRingTimeoutS()),
                Optional.ofNullable(row.getOpenFrom())
                        .map(from ->
                                new OpeningHours(
                                        from, row.getOpenUntil(), ZoneId.of(row.getOpenZone()))),
                row.getUserData());
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime at) {
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
