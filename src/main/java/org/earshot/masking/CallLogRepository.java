package org.earshot.masking;

import static org.earshot.db.generated.Tables.MASKED_CALL;
import static org.earshot.db.generated.Tables.WEBHOOK_EVENT;
import static org.earshot.masking.BindingReadRepository.utc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.earshot.db.Database;
import org.earshot.db.generated.tables.records.MaskedCallRecord;
import org.earshot.telephony.CallId;
import org.earshot.telephony.CallerToken;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// The record of every attempt to call a mask, and in the same transaction the events that tell of
/// it. Every write may be repeated without harm.
public final class CallLogRepository {

    private final Database db;
    private final boolean telling;

    /// @param telling whether anybody wants to be told of calls
    public CallLogRepository(Database db, boolean telling) {
        this.db = db;
        this.telling = telling;
    }

    public void callIn(
            CallId id, String channelId, Mask mask, Optional<CallerToken> caller, Instant at) {
        db.transact(tx -> {
            boolean fresh = insert(tx, id, Cdr.Kind.CALL, channelId, mask, caller, at);
            return tell(tx, id, fresh, CallNotice.Kind.CALLIN, at);
        });
    }

    /// A short message has come, in the transaction that keeps it. Told of when it is over.
    ///
    /// @return false when it is known already
    public boolean textIn(
            DSLContext tx, CallId id, Mask mask, Optional<CallerToken> sender, Instant at) {
        return insert(tx, id, Cdr.Kind.SMS, "", mask, sender, at);
    }

    /// A short message has come and its sender is told at once that it goes nowhere.
    public void textRefused(
            CallId id, Mask mask, Optional<CallerToken> sender, ResultCode why, Instant at) {
        db.transact(tx -> {
            textIn(tx, id, mask, sender, at);
            return textOut(tx, id, Optional.empty(), why.cause(), why, at);
        });
    }

    private static boolean insert(
            DSLContext tx,
            CallId id,
            Cdr.Kind kind,
            String channelId,
            Mask mask,
            Optional<CallerToken> caller,
            Instant at) {
        return tx.insertInto(MASKED_CALL)
                        .set(MASKED_CALL.ID, id.value())
                        .set(MASKED_CALL.KIND, kind.name())
                        .set(MASKED_CALL.CHANNEL_ID, channelId)
                        .set(MASKED_CALL.MASK, mask.number())
                        .set(MASKED_CALL.MODE, mask.mode().name())
                        .set(MASKED_CALL.CALLER, caller.map(CallerToken::value).orElse(null))
                        .set(MASKED_CALL.CALL_IN_AT, utc(at))
                        .set(MASKED_CALL.USER_DATA, "")
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    public void callOut(CallId id, Resolution.Connect to, Instant at) {
        db.transact(tx -> {
            int changed =
                    tx.update(MASKED_CALL)
                            .set(MASKED_CALL.BINDING_ID, to.binding().map(Binding::id).orElse(null))
                            .set(MASKED_CALL.CALLED, to.to().text())
                            .set(MASKED_CALL.DISPLAY, to.display())
                            .set(MASKED_CALL.USER_DATA, to.terms().userData())
                            .set(MASKED_CALL.CALL_OUT_AT, utc(at))
                            .where(live(id), MASKED_CALL.CALL_OUT_AT.isNull())
                            .execute();
            return tell(tx, id, changed == 1, CallNotice.Kind.CALLOUT, at);
        });
    }

    public void alerting(CallId id, Instant at) {
        db.transact(tx -> {
            int changed =
                    tx.update(MASKED_CALL)
                            .set(MASKED_CALL.ALERTING_AT, utc(at))
                            .where(live(id), MASKED_CALL.ALERTING_AT.isNull())
                            .execute();
            return tell(tx, id, changed == 1, CallNotice.Kind.ALERTING, at);
        });
    }

    /// @param endsBy when the longest talk is over
    public void answered(CallId id, Instant at, Optional<Instant> endsBy) {
        db.transact(tx -> {
            int changed =
                    tx.update(MASKED_CALL)
                            .set(MASKED_CALL.ANSWERED_AT, utc(at))
                            .set(
                                    MASKED_CALL.ENDS_BY,
                                    endsBy.map(BindingReadRepository::utc).orElse(null))
                            .where(live(id), MASKED_CALL.ANSWERED_AT.isNull())
                            .execute();
            return tell(tx, id, changed == 1, CallNotice.Kind.ANSWER, at);
        });
    }

    /// @param cause Q.850
    public void released(CallId id, ReleaseBy by, int cause, ResultCode result, Instant at) {
        db.transact(tx -> {
            int changed =
                    tx.update(MASKED_CALL)
                            .set(MASKED_CALL.RELEASED_AT, utc(at))
                            .set(MASKED_CALL.RELEASE_DIR, by.number())
                            .set(MASKED_CALL.RELEASE_CAUSE, cause)
                            .set(MASKED_CALL.RESULT_CODE, result.code())
                            .where(live(id))
                            .execute();
            return tellEnd(tx, id, changed == 1, at);
        });
    }

    /// What became of a short message, in the transaction that forgets its text.
    ///
    /// @param to who has it; empty: nobody
    /// @param cause Q.850; 16: handed on
    /// @return false when that is known already
    public boolean textOut(
            DSLContext tx,
            CallId id,
            Optional<Resolution.Connect> to,
            int cause,
            ResultCode result,
            Instant at) {
        var change =
                tx.update(MASKED_CALL)
                        .set(MASKED_CALL.RELEASED_AT, utc(at))
                        .set(MASKED_CALL.RELEASE_DIR, ReleaseBy.PLATFORM.number())
                        .set(MASKED_CALL.RELEASE_CAUSE, cause)
                        .set(MASKED_CALL.RESULT_CODE, result.code());
        if (to.isPresent()) {
            Resolution.Connect through = to.get();
            change =
                    change.set(
                                    MASKED_CALL.BINDING_ID,
                                    through.binding().map(Binding::id).orElse(null))
                            .set(MASKED_CALL.CALLED, through.to().text())
                            .set(MASKED_CALL.DISPLAY, through.display())
                            .set(MASKED_CALL.USER_DATA, through.terms().userData())
                            .set(MASKED_CALL.CALL_OUT_AT, utc(at));
        }
        return tell(tx, id, change.where(live(id)).execute() == 1, CallNotice.Kind.SMS, at);
    }

    private static Condition live(CallId id) {
        return MASKED_CALL.ID.eq(id.value()).and(MASKED_CALL.RELEASED_AT.isNull());
    }

    private boolean tellEnd(DSLContext tx, CallId id, boolean happened, Instant at) {
        tell(tx, id, happened, CallNotice.Kind.DISCONNECT, at);
        return tell(tx, id, happened, CallNotice.Kind.FEE, at);
    }

    private boolean tell(
            DSLContext tx, CallId id, boolean happened, CallNotice.Kind kind, Instant at) {
        if (happened && telling) {
            CallNotice notice = CallNotice.of(kind, one(tx, id).orElseThrow(), at);
            tx.insertInto(WEBHOOK_EVENT)
                    .set(WEBHOOK_EVENT.ID, notice.id())
                    .set(WEBHOOK_EVENT.CALL_ID, id.value())
                    .set(WEBHOOK_EVENT.KIND, kind.word())
                    .set(WEBHOOK_EVENT.BODY, notice.body())
                    .set(WEBHOOK_EVENT.CREATED_AT, utc(at))
                    .set(WEBHOOK_EVENT.DUE_AT, utc(at))
                    .onConflictDoNothing()
                    .execute();
        }
        return happened;
    }

    /// The newest first.
    public List<Cdr> newest(Optional<String> mask, Optional<Party> party, int limit) {
        Condition wanted = DSL.noCondition();
        if (mask.isPresent()) {
            wanted = wanted.and(MASKED_CALL.MASK.eq(mask.get()));
        }
        if (party.isPresent()) {
            String text = party.get().text();
            wanted = wanted.and(MASKED_CALL.CALLER.eq(text).or(MASKED_CALL.CALLED.eq(text)));
        }
        Condition where = wanted;
        return db.transact(tx ->
                tx.selectFrom(MASKED_CALL)
                        .where(where)
                        .orderBy(MASKED_CALL.CALL_IN_AT.desc(), MASKED_CALL.ID)
                        .limit(limit)
                        .fetch(CallLogRepository::cdr));
    }

    public Optional<Cdr> find(CallId id) {
        return db.transact(tx -> one(tx, id));
    }

    /// Calls that nobody has released: live ones, and those a crash cut off. Short messages are not
    /// among them: whoever keeps one ends its record.
    public List<Cdr> unreleased() {
        return db.transact(tx ->
                tx.selectFrom(MASKED_CALL)
                        .where(
                                MASKED_CALL.RELEASED_AT.isNull(),
                                MASKED_CALL.KIND.eq(Cdr.Kind.CALL.name()))
                        .orderBy(MASKED_CALL.CALL_IN_AT)
                        .fetch(CallLogRepository::cdr));
    }

    int callsBy(Party caller, Instant since) {
        return count(MASKED_CALL.CALLER, caller.text(), since);
    }

    int callsTo(Party called, Instant since) {
        return count(MASKED_CALL.CALLED, called.text(), since);
    }

    int callsOver(String mask, Instant since) {
        return count(MASKED_CALL.MASK, mask, since);
    }

    private int count(Field<String> column, String value, Instant since) {
        return db.transact(tx ->
                tx.fetchCount(
                        MASKED_CALL, column.eq(value).and(MASKED_CALL.CALL_IN_AT.gt(utc(since)))));
    }

    private static Optional<Cdr> one(DSLContext tx, CallId id) {
        return tx.selectFrom(MASKED_CALL)
                .where(MASKED_CALL.ID.eq(id.value()))
                .fetchOptional(CallLogRepository::cdr);
    }

    private static Cdr cdr(MaskedCallRecord row) {
        return new Cdr(
                new CallId(row.getId()),
                Cdr.Kind.valueOf(row.getKind()),
                row.getChannelId(),
                row.getMask(),
                MaskMode.valueOf(row.getMode()),
                Optional.ofNullable(row.getBindingId()),
                Optional.ofNullable(row.getCaller()),
                Optional.ofNullable(row.getCalled()),
                Optional.ofNullable(row.getDisplay()),
                row.getCallInAt().toInstant(),
                instant(row.getCallOutAt()),
                instant(row.getAlertingAt()),
                instant(row.getAnsweredAt()),
                instant(row.getReleasedAt()),
                Optional.ofNullable(row.getReleaseDir()).map(ReleaseBy::of),
                Optional.ofNullable(row.getReleaseCause()),
                Optional.ofNullable(row.getResultCode()),
                row.getUserData(),
                instant(row.getEndsBy()));
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime at) {
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }
}
