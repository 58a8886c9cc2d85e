package org.earshot.calls;

import static org.earshot.db.generated.Tables.CALL;
import static org.earshot.db.generated.Tables.CALL_FLOW;
import static org.earshot.db.generated.Tables.RECORDING;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.house.SealedCall;
import org.earshot.ivr.Flow;
import org.earshot.ivr.FlowState;
import org.earshot.telephony.CallId;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.StirVerdict;
import org.jooq.Record;

/// The table `call`. Every write may be repeated without harm.
public final class CallRepository {

    private final Database database;

    public CallRepository(Database database) {
        this.database = database;
    }

    void begin(CallRecord call, String adapter, byte[] flowSha256, Instant at) {
        database.transact(db ->
                db.insertInto(CALL)
                        .set(CALL.ID, call.id().value())
                        .set(CALL.CHANNEL_ID, call.channel())
                        .set(CALL.CALLER_TOKEN, call.caller().map(CallerToken::value).orElse(null))
                        .set(CALL.STIR_VERDICT, call.verdict().map(Enum::name).orElse(null))
                        .set(CALL.DIALLED, call.dialled().orElse(null))
                        .set(CALL.ADAPTER, adapter)
                        .set(CALL.FLOW, call.flow())
                        .set(CALL.FLOW_SHA256, flowSha256)
                        .set(CALL.LANGUAGE, call.language().toLanguageTag())
                        .set(CALL.BEGAN_AT, utc(at))
                        .onConflict(CALL.ID)
                        .doNothing()
                        .execute());
    }

    void answered(CallId id, Instant at) {
        database.transact(db ->
                db.update(CALL)
                        .set(CALL.ANSWERED_AT, utc(at))
                        .where(CALL.ID.eq(id.value()), CALL.ANSWERED_AT.isNull())
                        .execute());
    }

    /// The release the call hears, and the key of what is sealed of it.
    void hears(CallId id, int release, Optional<byte[]> wrappedKey) {
        database.transact(db ->
                db.update(CALL)
                        .set(CALL.FLOW_RELEASE, release == 0 ? null : release)
                        .set(CALL.WRAPPED_KEY, wrappedKey.orElse(null))
                        .where(CALL.ID.eq(id.value()))
                        .execute());
    }

    /// @param sealed the state, when there is a key to seal it under
    void entered(CallId id, FlowState state, Optional<byte[]> sealed) {
        database.transact(db ->
                db.update(CALL)
                        .set(CALL.FLOW_NOW, state.flow())
                        .set(CALL.STEP, state.step())
                        .set(CALL.LANGUAGE, state.language().toLanguageTag())
                        .set(CALL.SEALED_STATE, sealed.orElse(null))
                        .where(CALL.ID.eq(id.value()), CALL.ENDED_AT.isNull())
                        .execute());
    }

    /// The caller came into a flow.
    ///
    /// @param sha256 of its file, in hex
    void heard(CallId id, String sha256, Instant at) {
        database.transact(db ->
                db.insertInto(CALL_FLOW)
                        .set(CALL_FLOW.CALL_ID, id.value())
                        .set(CALL_FLOW.SHA256, HexFormat.of().parseHex(sha256))
                        .set(CALL_FLOW.ENTERED_AT, utc(at))
                        .onConflictDoNothing()
                        .execute());
    }

    void outcome(CallId id, byte[] sealed) {
        database.transact(db ->
                db.update(CALL)
                        .set(CALL.SEALED_OUTCOME, sealed)
                        .where(CALL.ID.eq(id.value()))
                        .execute());
    }

    void emergency(CallId id, Instant at) {
        database.transact(db ->
                db.update(CALL)
                        .set(CALL.EMERGENCY_AT, utc(at))
                        .where(CALL.ID.eq(id.value()), CALL.EMERGENCY_AT.isNull())
                        .execute());
    }

    boolean isEmergency(CallId id) {
        return database.transact(
                db -> db.fetchExists(CALL, CALL.ID.eq(id.value()), CALL.EMERGENCY_AT.isNotNull()));
    }

    /// What is sealed of a call, and the release it hears.
    ///
    /// @param release 0: what came with the program, before anything was published
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sealed(
            int release,
            Optional<byte[]> wrappedKey,
            Optional<byte[]> state,
            Optional<byte[]> outcome) {}

    Optional<Sealed> sealed(CallId id) {
        return database.transact(db ->
                db.selectFrom(CALL)
                        .where(CALL.ID.eq(id.value()))
                        .fetchOptional(row ->
                                new Sealed(
                                        Optional.ofNullable(row.getFlowRelease()).orElse(0),
                                        Optional.ofNullable(row.getWrappedKey()),
                                        Optional.ofNullable(row.getSealedState()),
                                        Optional.ofNullable(row.getSealedOutcome()))));
    }

    /// What the flow of a call found out; empty when it was to find out nothing.
    ///
    /// @throws org.earshot.crypto.KeyDestroyed when its day has come
    public Map<String, String> outcome(CallId id, KeyService keys) {
        return sealed(id)
                .flatMap(call ->
                        call.wrappedKey()
                                .flatMap(key ->
                                        call.outcome()
                                                .map(SealedCall.of(keys, id, key)::openOutcome)))
                .orElse(Map.of());
    }

    /// The flows a caller heard, in hex, the first one first.
    List<String> heard(CallId id) {
        return database.transact(db ->
                db.select(CALL_FLOW.SHA256)
                        .from(CALL_FLOW)
                        .where(CALL_FLOW.CALL_ID.eq(id.value()))
                        .orderBy(CALL_FLOW.ENTERED_AT)
                        .fetch(row -> HexFormat.of().formatHex(row.value1())));
    }

    void ended(CallId id, String by, Instant at) {
        database.transact(db ->
                db.update(CALL)
                        .set(CALL.ENDED_AT, utc(at))
                        .set(CALL.ENDED_BY, by)
                        .setNull(CALL.SEALED_STATE)
                        .where(CALL.ID.eq(id.value()), CALL.ENDED_AT.isNull())
                        .execute());
    }

    /// Calls that nobody has ended, oldest first: after a crash of the core, those it must take up
    /// again or close.
    List<CallRecord> unended() {
        return database.transact(db ->
                db.selectFrom(CALL)
                        .where(CALL.ENDED_AT.isNull())
                        .orderBy(CALL.BEGAN_AT, CALL.ID)
                        .fetch(CallRepository::read));
    }

    /// The flow, adapter and times of a call, for those who look at its case.
    public Optional<CallSummary> summary(CallId id) {
        return database.transact(db ->
                db.selectFrom(CALL)
                        .where(CALL.ID.eq(id.value()))
                        .fetchOptional(row ->
                                new CallSummary(
                                        id,
                                        row.getAdapter(),
                                        instant(row.getBeganAt()),
                                        Optional.ofNullable(row.getAnsweredAt())
                                                .map(OffsetDateTime::toInstant),
                                        Optional.ofNullable(row.getEndedAt())
                                                .map(OffsetDateTime::toInstant),
                                        Optional.ofNullable(row.getEndedBy()))));
    }

    Optional<CallRecord> find(CallId id) {
        return database.transact(db ->
                db.selectFrom(CALL)
                        .where(CALL.ID.eq(id.value()))
                        .fetchOptional(CallRepository::read));
    }

    /// A sealed recording of a call that is not in the table.
    record Unknown(CallId call, UUID recording, Instant startedAt, Duration length) {}

    /// Calls that began and ended while PostgreSQL was away leave nothing but their recording.
    List<Unknown> recordedButUnknown() {
        return database.transact(db ->
                db.select(
                                RECORDING.CALL_ID,
                                RECORDING.ID,
                                RECORDING.STARTED_AT,
                                RECORDING.LENGTH_MS)
                        .from(RECORDING)
                        .leftJoin(CALL)
                        .on(CALL.ID.eq(RECORDING.CALL_ID))
                        .where(CALL.ID.isNull(), RECORDING.STATE.eq("SEALED"))
                        .fetch(row ->
                                new Unknown(
                                        new CallId(row.value1()),
                                        row.value2(),
                                        row.value3().toInstant(),
                                        Duration.ofMillis(row.value4()))));
    }

    void adopt(Unknown unknown, Flow flow) {
        var call =
                new CallRecord(
                        unknown.call(),
                        "unknown",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        flow.name(),
                        flow.languages().getFirst(),
                        Optional.empty(),
                        Optional.empty());
        begin(call, "ari", HexFormat.of().parseHex(flow.sha256()), unknown.startedAt());
        answered(unknown.call(), unknown.startedAt());
        ended(unknown.call(), "core", unknown.startedAt().plus(unknown.length()));
    }

    private static CallRecord read(Record row) {
        return new CallRecord(
                new CallId(row.get(CALL.ID)),
                row.get(CALL.CHANNEL_ID),
                Optional.ofNullable(row.get(CALL.CALLER_TOKEN)).map(CallerToken::new),
                Optional.ofNullable(row.get(CALL.STIR_VERDICT)).map(StirVerdict::valueOf),
                Optional.ofNullable(row.get(CALL.DIALLED)),
                row.get(CALL.FLOW),
                Locale.forLanguageTag(row.get(CALL.LANGUAGE)),
                Optional.ofNullable(row.get(CALL.STEP)),
                Optional.ofNullable(row.get(CALL.ANSWERED_AT)).map(OffsetDateTime::toInstant));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(OffsetDateTime at) {
        return at.toInstant();
    }
}
