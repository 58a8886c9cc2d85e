package org.earshot.masking;

import static org.earshot.db.generated.Tables.WEBHOOK_EVENT;
import static org.earshot.masking.BindingReadRepository.utc;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.earshot.db.Database;
import org.jooq.impl.DSL;

/// The outbox. An event that is being sent is leased: who dies while sending loses it to another,
/// and the receiver may get it twice, with the same id.
final class WebhookRepository {

    /// @param attempt counts from 1
    /// @param firstAt when the first attempt was made
    record Due(UUID id, String kind, String body, int attempt, Instant firstAt) {}

    private final Database db;

    WebhookRepository(Database db) {
        this.db = db;
    }

    /// The event that has waited longest; its attempt is counted before it is made.
    Optional<Due> claim(Instant now, Duration lease) {
        return db.transact(tx ->
                tx.selectFrom(WEBHOOK_EVENT)
                        .where(
                                WEBHOOK_EVENT.DELIVERED_AT.isNull(),
                                WEBHOOK_EVENT.GIVEN_UP_AT.isNull(),
                                WEBHOOK_EVENT.DUE_AT.le(utc(now)))
                        .orderBy(WEBHOOK_EVENT.DUE_AT, WEBHOOK_EVENT.CREATED_AT)
                        .limit(1)
                        .forUpdate()
                        .skipLocked()
                        .fetchOptional(row -> {
                            var first = row.getFirstAt() == null ? utc(now) : row.getFirstAt();
                            tx.update(WEBHOOK_EVENT)
                                    .set(WEBHOOK_EVENT.ATTEMPTS, row.getAttempts() + 1)
                                    .set(WEBHOOK_EVENT.FIRST_AT, first)
                                    .set(WEBHOOK_EVENT.DUE_AT, utc(now.plus(lease)))
                                    .where(WEBHOOK_EVENT.ID.eq(row.getId()))
                                    .execute();
                            return new Due(
                                    row.getId(),
                                    row.getKind(),
                                    row.getBody(),
                                    row.getAttempts() + 1,
                                    first.toInstant());
                        }));
    }

    void delivered(UUID id, Instant at) {
        db.transact(tx ->
                tx.update(WEBHOOK_EVENT)
                        .set(WEBHOOK_EVENT.DELIVERED_AT, utc(at))
                        .where(WEBHOOK_EVENT.ID.eq(id))
                        .execute());
    }

    /// @param next empty: given up
    void failed(UUID id, Optional<Instant> next, Instant at) {
        db.transact(tx ->
                tx.update(WEBHOOK_EVENT)
                        .set(WEBHOOK_EVENT.DUE_AT, utc(next.orElse(at)))
                        .set(WEBHOOK_EVENT.GIVEN_UP_AT, next.isPresent() ? null : utc(at))
                        .where(WEBHOOK_EVENT.ID.eq(id))
                        .execute());
    }

    /// Sends what was given up or delivered once more, as the same event.
    int replay(UUID call, Instant now) {
        return db.transact(tx ->
                tx.update(WEBHOOK_EVENT)
                        .set(WEBHOOK_EVENT.DUE_AT, utc(now))
                        .set(WEBHOOK_EVENT.ATTEMPTS, 0)
                        .setNull(WEBHOOK_EVENT.FIRST_AT)
                        .setNull(WEBHOOK_EVENT.DELIVERED_AT)
                        .setNull(WEBHOOK_EVENT.GIVEN_UP_AT)
                        .where(WEBHOOK_EVENT.CALL_ID.eq(call))
                        .execute());
    }

    int waiting() {
        return db.transact(tx ->
                tx.fetchCount(
                        WEBHOOK_EVENT,
                        DSL.and(
                                WEBHOOK_EVENT.DELIVERED_AT.isNull(),
                                WEBHOOK_EVENT.GIVEN_UP_AT.isNull())));
    }
}
