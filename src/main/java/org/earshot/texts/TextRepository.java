package org.earshot.texts;

import static org.earshot.db.generated.Tables.MASKED_TEXT;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.earshot.crypto.Aad;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.db.generated.tables.records.MaskedTextRecord;
import org.earshot.masking.CallLogRepository;
import org.earshot.masking.Mask;
import org.earshot.masking.Resolution;
import org.earshot.masking.ResultCode;
import org.earshot.telephony.CallId;
import org.earshot.telephony.CallerToken;
import org.jooq.impl.DSL;

/// Short messages that were acknowledged. A message is kept in the transaction that begins its
/// record and forgotten in the one that ends it, so there is never the one without the other.
public final class TextRepository {

    private static final String RETENTION_CLASS = "TEXT";

    /// What a caller without enrolment left is cleared in a week, and his token opens no longer.
    private static final int KEEP_DAYS = 7;

    private final Database db;
    private final KeyService keys;
    private final CallLogRepository log;

    public TextRepository(Database db, KeyService keys, CallLogRepository log) {
        this.db = db;
        this.keys = keys;
        this.log = log;
    }

    /// Safe in the database when this returns. Kept twice, it is kept once.
    void keep(CallId id, Mask mask, Optional<CallerToken> sender, byte[] text, Instant at) {
        LocalDate destroyOn = LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(KEEP_DAYS);
        DataKey key = keys.newDataKey(RETENTION_CLASS, destroyOn);
        byte[] sealed = key.seal(place(id), text);
        db.transact(tx ->
                log.textIn(tx, id, mask, sender, at)
                        ? tx.insertInto(MASKED_TEXT)
                                .set(MASKED_TEXT.ID, id.value())
                                .set(MASKED_TEXT.SENDER, sender.map(CallerToken::value).orElse(""))
                                .set(MASKED_TEXT.WRAPPED_KEY, key.wrapped())
                                .set(MASKED_TEXT.SEALED_TEXT, sealed)
                                .set(MASKED_TEXT.DUE_AT, utc(at))
                                .execute()
                        : 0);
    }

    /// The message that came first of those that are due and in nobody's hand. One whose sender
    /// sent another before it, which is due too, waits for that.
    ///
    /// @param ours those in our own hand, whatever the clock says of their lease
    Optional<KeptText> claim(Instant now, Duration lease, Collection<UUID> ours) {
        var earlier = MASKED_TEXT.as("earlier");
        var overtakes =
                DSL.selectOne()
                        .from(earlier)
                        .where(
                                earlier.SENDER.eq(MASKED_TEXT.SENDER),
                                earlier.SEQ.lt(MASKED_TEXT.SEQ),
                                earlier.DUE_AT.le(utc(now)));
        return db.transact(tx ->
                tx.selectFrom(MASKED_TEXT)
                        .where(
                                MASKED_TEXT.DUE_AT.le(utc(now)),
                                MASKED_TEXT
                                        .LEASED_UNTIL
                                        .isNull()
                                        .or(MASKED_TEXT.LEASED_UNTIL.le(utc(now))),
                                MASKED_TEXT.ID.notIn(ours),
                                DSL.notExists(overtakes))
                        .orderBy(MASKED_TEXT.SEQ)
                        .limit(1)
                        .forUpdate()
                        .skipLocked()
                        .fetchOptional(row -> {
                            tx.update(MASKED_TEXT)
                                    .set(MASKED_TEXT.LEASED_UNTIL, utc(now.plus(lease)))
                                    .where(MASKED_TEXT.ID.eq(row.getId()))
                                    .execute();
                            return kept(row);
                        }));
    }

    /// Still in our hand.
    void renew(Collection<UUID> ours, Instant until) {
        db.transact(tx ->
                tx.update(MASKED_TEXT)
                        .set(MASKED_TEXT.LEASED_UNTIL, utc(until))
                        .where(MASKED_TEXT.ID.in(ours))
                        .execute());
    }

    /// Out of our hand, for whoever claims it next.
    void letGo(CallId id) {
        db.transact(tx ->
                tx.update(MASKED_TEXT)
                        .setNull(MASKED_TEXT.LEASED_UNTIL)
                        .where(MASKED_TEXT.ID.eq(id.value()))
                        .execute());
    }

    /// Tried in vain; to be tried again.
    void putOff(CallId id, Instant due, Instant firstAt) {
        db.transact(tx ->
                tx.update(MASKED_TEXT)
                        .set(MASKED_TEXT.DUE_AT, utc(due))
                        .setNull(MASKED_TEXT.LEASED_UNTIL)
                        .set(MASKED_TEXT.ATTEMPTS, MASKED_TEXT.ATTEMPTS.plus(1))
                        .set(MASKED_TEXT.FIRST_AT, utc(firstAt))
                        .where(MASKED_TEXT.ID.eq(id.value()))
                        .execute());
    }

    /// Over, whatever became of it: its text is deleted and its record ended.
    ///
    /// @param to who has it; empty: nobody
    /// @param cause Q.850
    void end(CallId id, Optional<Resolution.Connect> to, int cause, ResultCode result, Instant at) {
        db.transact(tx -> {
            log.textOut(tx, id, to, cause, result, at);
            return tx.deleteFrom(MASKED_TEXT).where(MASKED_TEXT.ID.eq(id.value())).execute();
        });
    }

    /// @throws org.earshot.crypto.KeyDestroyed when it waited for longer than it is kept
    /// @throws org.earshot.crypto.TamperedException when it was altered
    String open(KeptText kept) {
        byte[] text = keys.unwrap(kept.wrappedKey()).open(place(kept.id()), kept.text());
        return new String(text, StandardCharsets.UTF_8);
    }

    /// The same for a retransmission. Without the pepper nobody can tell from it what was sent.
    CallId idOf(IncomingText text) {
        var id = ByteBuffer.wrap(keys.hmac("masked-text", text.transaction()));
        return new CallId(new UUID(id.getLong(), id.getLong()));
    }

    private static Aad place(CallId id) {
        return new Aad("masked_text", "sealed_text", id.toString());
    }

    private static KeptText kept(MaskedTextRecord row) {
        return new KeptText(
                new CallId(row.getId()),
                row.getAttempts(),
                Optional.ofNullable(row.getFirstAt()).map(OffsetDateTime::toInstant),
                row.getWrappedKey(),
                row.getSealedText());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
