package org.earshot.approvals;

import static org.earshot.db.generated.Tables.APPROVAL;
import static org.earshot.db.generated.Tables.APPROVAL_ANSWER;
import static org.earshot.db.generated.Tables.APPROVAL_USE;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.earshot.approvals.ApprovalRefused.Reason;
import org.earshot.audit.Act;
import org.earshot.audit.AuditRepository;
import org.earshot.db.Database;
import org.earshot.rights.Right;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.types.YearToSecond;

/// Requests, answers and uses. Every row is written with its leaf of the log, and what breaks a
/// rule is refused by PostgreSQL; the desk's own checks are for the sentence.
public final class ApprovalRepository {

    /// What an approval looks like in the database before it is one.
    ///
    /// @param leaf of the request
    record Draft(
            UUID id,
            Wish wish,
            UUID requester,
            Duration life,
            byte[] wrappedKey,
            byte[] sealedPurpose,
            Act leaf) {}

    /// What the second person says.
    record Answer(UUID approval, Said said, UUID person, Wish seen, Act leaf) {}

    enum Said {
        APPROVED,
        REFUSED,
        WITHDRAWN
    }

    private final Database db;

    ApprovalRepository(Database db) {
        this.db = db;
    }

    /// Takes an agreement in the transaction of the act it is for: both happen or neither, and it
    /// is good once. The feature works out the wish anew from what it finds in this transaction.
    ///
    /// @param leaf of the act itself
    /// @throws ApprovalRefused when there is none for this person and exactly this, or not any
    ///   more; the transaction is lost then
    public static void take(DSLContext tx, UUID approval, UUID requester, Wish now, Act leaf) {
        AuditRepository.record(tx, leaf);
        var use = APPROVAL_USE;
        refusing(() ->
                tx.insertInto(use)
                        .set(use.APPROVAL_ID, approval)
                        .set(use.SAID, Said.APPROVED.name())
                        .set(use.ACT, now.right().id())
                        .set(use.KIND, now.kind())
                        .set(use.OBJECT, now.object())
                        .set(use.REQUESTER, requester)
                        .set(use.TARGET_SHA256, now.hash())
                        .set(use.LEAF_ID, leaf.id())
                        .set(use.USED_AT, DSL.currentOffsetDateTime())
                        .execute());
    }

    void add(Draft draft) {
        var now = DSL.currentOffsetDateTime();
        refusing(() ->
                db.transact(tx -> {
                    AuditRepository.record(tx, draft.leaf());
                    return tx.insertInto(APPROVAL)
                            .set(APPROVAL.ID, draft.id())
                            .set(APPROVAL.ACT, draft.wish().right().id())
                            .set(APPROVAL.KIND, draft.wish().kind())
                            .set(APPROVAL.OBJECT, draft.wish().object())
                            .set(APPROVAL.TARGET_SHA256, draft.wish().hash())
                            .set(APPROVAL.WRAPPED_KEY, draft.wrappedKey())
                            .set(APPROVAL.SEALED_PURPOSE, draft.sealedPurpose())
                            .set(APPROVAL.REQUESTER, draft.requester())
                            .set(APPROVAL.LEAF_ID, draft.leaf().id())
                            .set(APPROVAL.LIFE, YearToSecond.valueOf(draft.life()))
                            .set(APPROVAL.REQUESTED_AT, now)
                            .set(APPROVAL.EXPIRES_AT, now)
                            .onConflict(APPROVAL.ID)
                            .doNothing()
                            .execute();
                }));
    }

    void add(Answer answer, UUID requester) {
        var row = APPROVAL_ANSWER;
        refusing(() ->
                db.transact(tx -> {
                    AuditRepository.record(tx, answer.leaf());
                    return tx.insertInto(row)
                            .set(row.APPROVAL_ID, answer.approval())
                            .set(row.SAID, answer.said().name())
                            .set(row.PERSON_ID, answer.person())
                            .set(row.REQUESTER, requester)
                            .set(row.TARGET_SHA256, answer.seen().hash())
                            .set(row.LEAF_ID, answer.leaf().id())
                            .set(row.ANSWERED_AT, DSL.currentOffsetDateTime())
                            .execute();
                }));
    }

    Optional<Approval> find(UUID id) {
        return read(APPROVAL.ID.eq(id), 1).stream().findFirst();
    }

    /// The newest first.
    List<Approval> newest(int limit) {
        return read(DSL.noCondition(), limit);
    }

    Sealed sealed(UUID id) {
        return db.transact(tx ->
                tx.select(APPROVAL.WRAPPED_KEY, APPROVAL.SEALED_PURPOSE)
                        .from(APPROVAL)
                        .where(APPROVAL.ID.eq(id))
                        .fetchOptional(row -> new Sealed(row.value1(), row.value2()))
                        .orElseThrow(() -> new ApprovalRefused(Reason.UNKNOWN)));
    }

    /// A purpose as it lies in the database.
    record Sealed(byte[] wrappedKey, byte[] purpose) {}

    private List<Approval> read(Condition condition, int limit) {
        return db.transact(tx ->
                tx.select(APPROVAL.fields())
                        .select(
                                APPROVAL_ANSWER.SAID,
                                APPROVAL_ANSWER.PERSON_ID,
                                APPROVAL_USE.USED_AT,
                                DSL.field(APPROVAL.EXPIRES_AT.le(DSL.currentOffsetDateTime()))
                                        .as("over"))
                        .from(APPROVAL)
                        .leftJoin(APPROVAL_ANSWER)
                        .on(APPROVAL_ANSWER.APPROVAL_ID.eq(APPROVAL.ID))
                        .leftJoin(APPROVAL_USE)
                        .on(APPROVAL_USE.APPROVAL_ID.eq(APPROVAL.ID))
                        .where(condition)
                        .orderBy(APPROVAL.REQUESTED_AT.desc(), APPROVAL.ID)
                        .limit(limit)
                        .fetch(ApprovalRepository::approval));
    }

    private static Approval approval(Record row) {
        var wish =
                new Wish(
                        Right.named(row.get(APPROVAL.ACT)).orElseThrow(),
                        row.get(APPROVAL.KIND),
                        row.get(APPROVAL.OBJECT),
                        HexFormat.of().formatHex(row.get(APPROVAL.TARGET_SHA256)));
        UUID answerer = row.get(APPROVAL_ANSWER.PERSON_ID);
        UUID requester = row.get(APPROVAL.REQUESTER);
        return new Approval(
                row.get(APPROVAL.ID),
                wish,
                requester,
                instant(row.get(APPROVAL.REQUESTED_AT)),
                instant(row.get(APPROVAL.EXPIRES_AT)),
                requester.equals(answerer) ? null : answerer,
                state(row));
    }

    private static Approval.State state(Record row) {
        if (row.get(APPROVAL_USE.USED_AT) != null) {
            return Approval.State.USED;
        }
        boolean over = row.get("over", Boolean.class);
        String said = row.get(APPROVAL_ANSWER.SAID);
        if (said == null) {
            return over ? Approval.State.EXPIRED : Approval.State.WAITING;
        }
        return switch (Said.valueOf(said)) {
            case APPROVED -> over ? Approval.State.EXPIRED : Approval.State.APPROVED;
            case REFUSED -> Approval.State.REFUSED;
            case WITHDRAWN -> Approval.State.WITHDRAWN;
        };
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    private static void refusing(Runnable write) {
        try {
            write.run();
        } catch (DataAccessException failure) {
            throw BrokenRule.of(failure)
                    .<RuntimeException>map(ApprovalRefused::new)
                    .orElse(failure);
        }
    }
}
