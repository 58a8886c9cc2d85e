package org.earshot.masking;

import static org.earshot.db.generated.Tables.BINDING;
import static org.earshot.db.generated.Tables.BINDING_PARTY;

import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Whether a place on a mask was somebody else's a short time ago: people still dial what they
/// noted. The same parties may be bound again at once.
final class CoolDownRepository {

    private CoolDownRepository() {}

    /// @param since from then on a release counts
    static boolean isCooling(DSLContext tx, Binding binding, String mask, Instant since) {
        return switch (binding) {
            case Binding.Ax ax -> released(tx, ax, mask, since, DSL.noCondition());
            case Binding.Axe axe ->
                    released(tx, axe, mask, since, BINDING.EXTENSION.eq(axe.extension()));
            case Binding.Axb axb -> otherPair(tx, axb, mask, since, sameTwo(axb.a(), axb.b()));
            case Binding.Axyb axyb ->
                    (mask.equals(axyb.x()) && released(tx, axyb, mask, since, DSL.noCondition()))
                            || otherPair(tx, axyb, mask, since, sameTwo(axyb.a(), axyb.b()));
            case Binding.Axg axg ->
                    otherPair(tx, axg, mask, since, BINDING.PARTY_A.eq(axg.a().text()));
        };
    }

    private static boolean released(
            DSLContext tx, Binding binding, String x, Instant since, Condition same) {
        return tx.fetchExists(
                BINDING,
                BINDING.X.eq(x)
                        .and(BINDING.ENDED_AT.gt(BindingReadRepository.utc(since)))
                        .and(BINDING.PARTY_A.ne(binding.a().text()))
                        .and(same));
    }

    private static boolean otherPair(
            DSLContext tx, Binding binding, String mask, Instant since, Condition same) {
        List<String> parties =
                Dialer.of(binding).stream()
                        .filter(dialer -> dialer.mask().equals(mask))
                        .map(dialer -> dialer.party().text())
                        .toList();
        return tx.fetchExists(
                DSL.selectOne()
                        .from(BINDING_PARTY)
                        .join(BINDING)
                        .on(BINDING.ID.eq(BINDING_PARTY.BINDING_ID))
                        .where(
                                BINDING_PARTY.MASK.eq(mask),
                                BINDING_PARTY.PARTY.in(parties),
                                BINDING_PARTY.RELEASED_AT.gt(BindingReadRepository.utc(since)))
                        .andNot(same));
    }

    private static Condition sameTwo(Party one, Party other) {
        List<String> both = List.of(one.text(), other.text());
        return BINDING.PARTY_A.in(both).and(BINDING.PARTY_B.in(both));
    }
}
