package org.earshot.shield;

import static org.earshot.db.vault.Tables.UNMASK_APPROVAL;
import static org.earshot.db.vault.Tables.UNMASK_RELEASE;
import static org.earshot.db.vault.Tables.UNMASK_REQUEST;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.earshot.db.Database;
import org.earshot.telephony.CallerToken;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Requests to show a number, their approvals, and the releases. The rules are constraints of the
/// tables; what is asked here beforehand only makes for better answers.
final class UnmaskRepository {

    /// @param requesterKey the key the request was signed with
    @SuppressWarnings("ArrayRecordComponent")
    record Filed(UnmaskRequest request, byte[] requesterKey, byte[] signature) {

        @Override
        public String toString() {
            return request.toString();
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Approval(String approver, byte[] key, byte[] signature) {

        @Override
        public String toString() {
            return approver;
        }
    }

    /// Everything about one request, as the holder of its lock sees it.
    ///
    /// @param released whether its number was given out
    record State(Filed filed, List<Approval> approvals, boolean released) {

        State {
            approvals = List.copyOf(approvals);
        }
    }

    /// What is written about a request.
    sealed interface Change {

        record Approve(Approval approval, Instant at) implements Change {}

        /// @param logged hash of the log entry, which is on the disk
        @SuppressWarnings("ArrayRecordComponent")
        record Release(Instant at, byte[] logged) implements Change {}
    }

    record Outcome<T>(T answer, Change change) {}

    /// What follows from a [State].
    interface Decision<T> {

        Outcome<T> decide(State state) throws UnmaskRefused;
    }

    private final Database db;

    UnmaskRepository(Database db) {
        this.db = db;
    }

    /// @param beforehand done before the row is written, in its transaction
    /// @return false when there was one of this id
    boolean file(Filed filed, Instant at, Runnable beforehand) {
        var request = filed.request();
        return db.transact(tx -> {
            lock(tx, request.id());
            if (find(tx, request.id()).isPresent()) {
                return false;
            }
            beforehand.run();
            tx.insertInto(UNMASK_REQUEST)
                    .set(UNMASK_REQUEST.ID, request.id())
                    .set(UNMASK_REQUEST.TOKEN, request.token().value())
                    .set(UNMASK_REQUEST.PURPOSE, request.purpose())
                    .set(UNMASK_REQUEST.REQUESTER, request.requester())
                    .set(UNMASK_REQUEST.REQUESTER_KEY, filed.requesterKey())
                    .set(UNMASK_REQUEST.REPLY_KEY, request.replyKey())
                    .set(UNMASK_REQUEST.SIGNATURE, filed.signature())
                    .set(UNMASK_REQUEST.REQUESTED_AT, at.atOffset(ZoneOffset.UTC))
                    .set(UNMASK_REQUEST.EXPIRES_AT, request.expiresAt().atOffset(ZoneOffset.UTC))
                    .execute();
            return true;
        });
    }

    Optional<State> find(UUID id) {
        return db.transact(tx -> state(tx, id));
    }

    /// Decides about one request while nobody else does, and writes it down.
    ///
    /// @return the decision's answer once it is committed; empty when there is no such request
    <T> Optional<T> decide(UUID id, Decision<T> decision) throws UnmaskRefused {
        try {
            return db.transact(tx -> {
                lock(tx, id);
                return state(tx, id)
                        .map(state -> {
                            Outcome<T> outcome = outcome(decision, state);
                            write(
                                    tx,
                                    state.filed(),
                                    state.approvals().size() + 1,
                                    outcome.change());
                            return outcome.answer();
                        });
            });
        } catch (Refusal refusal) {
            throw refusal.why;
        }
    }

    /// Hashes of the log entries that must be in the log.
    List<byte[]> loggedReleases() {
        return db.transact(tx ->
                tx.select(UNMASK_RELEASE.LOG_SHA256)
                        .from(UNMASK_RELEASE)
                        .fetch(UNMASK_RELEASE.LOG_SHA256));
    }

    /// One at a time for each request; released with the transaction.
    private static void lock(DSLContext tx, UUID id) {
        long name = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
        tx.select(DSL.function("pg_advisory_xact_lock", Object.class, DSL.val(name))).execute();
    }

    private static Optional<State> state(DSLContext tx, UUID id) {
        return find(tx, id)
                .map(filed ->
                        new State(
                                filed,
                                approvals(tx, id),
                                tx.fetchExists(UNMASK_RELEASE, UNMASK_RELEASE.REQUEST_ID.eq(id))));
    }

    private static Optional<Filed> find(DSLContext tx, UUID id) {
        return tx.selectFrom(UNMASK_REQUEST)
                .where(UNMASK_REQUEST.ID.eq(id))
                .fetchOptional(row ->
                        new Filed(
                                new UnmaskRequest(
                                        row.getId(),
                                        new CallerToken(row.getToken()),
                                        row.getPurpose(),
                                        row.getRequester(),
                                        row.getExpiresAt().toInstant(),
                                        row.getReplyKey()),
                                row.getRequesterKey(),
                                row.getSignature()));
    }

    private static List<Approval> approvals(DSLContext tx, UUID id) {
        return tx.selectFrom(UNMASK_APPROVAL)
                .where(UNMASK_APPROVAL.REQUEST_ID.eq(id))
                .orderBy(UNMASK_APPROVAL.SLOT)
                .fetch(row ->
                        new Approval(row.getApprover(), row.getApproverKey(), row.getSignature()));
    }

    private static <T> Outcome<T> outcome(Decision<T> decision, State state) {
        try {
            return decision.decide(state);
        } catch (UnmaskRefused refused) {
            throw new Refusal(refused);
        }
    }

    private static void write(DSLContext tx, Filed filed, int slot, Change change) {
        switch (change) {
            case Change.Approve(var approval, var at) -> approve(tx, filed, slot, approval, at);
            case Change.Release(var at, var logged) -> release(tx, filed, at, logged);
        }
    }

    private static void approve(
            DSLContext tx, Filed filed, int slot, Approval approval, Instant at) {
        var request = filed.request();
        tx.insertInto(UNMASK_APPROVAL)
                .set(UNMASK_APPROVAL.REQUEST_ID, request.id())
                .set(UNMASK_APPROVAL.SLOT, (short) slot)
                .set(UNMASK_APPROVAL.APPROVER, approval.approver())
                .set(UNMASK_APPROVAL.APPROVER_KEY, approval.key())
                .set(UNMASK_APPROVAL.SIGNATURE, approval.signature())
                .set(UNMASK_APPROVAL.APPROVED_AT, at.atOffset(ZoneOffset.UTC))
                .set(UNMASK_APPROVAL.REQUESTER, request.requester())
                .set(UNMASK_APPROVAL.REQUESTER_KEY, filed.requesterKey())
                .set(UNMASK_APPROVAL.EXPIRES_AT, request.expiresAt().atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static void release(DSLContext tx, Filed filed, Instant at, byte[] logged) {
        var request = filed.request();
        tx.insertInto(UNMASK_RELEASE)
                .set(UNMASK_RELEASE.REQUEST_ID, request.id())
                .set(UNMASK_RELEASE.REQUESTER, request.requester())
                .set(UNMASK_RELEASE.REQUESTER_KEY, filed.requesterKey())
                .set(UNMASK_RELEASE.EXPIRES_AT, request.expiresAt().atOffset(ZoneOffset.UTC))
                .set(UNMASK_RELEASE.RELEASED_AT, at.atOffset(ZoneOffset.UTC))
                .set(UNMASK_RELEASE.LOG_SHA256, logged)
                .execute();
    }

    /// Carries a refusal out of a transaction, which it rolls back.
    private static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final UnmaskRefused why;

        Refusal(UnmaskRefused why) {
            super(null, null, false, false);
            this.why = why;
        }
    }
}
