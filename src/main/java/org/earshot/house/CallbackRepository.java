package org.earshot.house;

import static org.earshot.db.generated.Tables.CALLBACK_BOOKING;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.earshot.db.Database;
import org.earshot.telephony.CallId;
import org.earshot.telephony.CallerToken;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Who is to be called back when.
public final class CallbackRepository {

    /// @param caseId what it is about, as far as the house knows
    public record Booking(
            UUID id,
            String calendar,
            Instant begins,
            CallId call,
            CallerToken caller,
            Optional<UUID> caseId,
            Locale language,
            Instant bookedAt) {}

    private final Database database;

    public CallbackRepository(Database database) {
        this.database = database;
    }

    /// How many are to be called at each time.
    Map<Instant, Integer> taken(String calendar, Instant from) {
        return database.transact(db ->
                db.select(CALLBACK_BOOKING.BEGINS_AT, DSL.count())
                        .from(CALLBACK_BOOKING)
                        .where(CALLBACK_BOOKING.CALENDAR.eq(calendar))
                        .and(CALLBACK_BOOKING.BEGINS_AT.ge(utc(from)))
                        .groupBy(CALLBACK_BOOKING.BEGINS_AT)
                        .fetchMap(row -> row.value1().toInstant(), row -> row.value2()));
    }

    /// Takes one of `seats` at that time. What the caller had booked before is given up only if
    /// this succeeds.
    ///
    /// @return false when all are taken
    boolean book(Booking booking, int seats) {
        return database.transact(db -> {
            // one after the other: the free seat that was seen must still be free
            db.execute(
                    "SELECT pg_advisory_xact_lock(hashtextextended({0}, 0))",
                    DSL.val("callback " + booking.calendar()));
            var free = freeSeat(db, booking, seats);
            if (free.isEmpty()) {
                return false;
            }
            db.deleteFrom(CALLBACK_BOOKING).where(ofSameCaller(booking)).execute();
            return insert(db, booking, free.get()) == 1;
        });
    }

    private static Optional<Integer> freeSeat(DSLContext db, Booking booking, int seats) {
        var taken =
                db.select(CALLBACK_BOOKING.SEAT)
                        .from(CALLBACK_BOOKING)
                        .where(CALLBACK_BOOKING.CALENDAR.eq(booking.calendar()))
                        .and(CALLBACK_BOOKING.BEGINS_AT.eq(utc(booking.begins())))
                        .andNot(ofSameCaller(booking))
                        .fetchSet(CALLBACK_BOOKING.SEAT);
        return IntStream.range(0, seats).boxed().filter(seat -> !taken.contains(seat)).findFirst();
    }

    private static Condition ofSameCaller(Booking booking) {
        return CALLBACK_BOOKING
                .CALLER_TOKEN
                .eq(booking.caller().value())
                .or(CALLBACK_BOOKING.CALL_ID.eq(booking.call().value()));
    }

    private static int insert(DSLContext db, Booking booking, int seat) {
        return db.insertInto(CALLBACK_BOOKING)
                .set(CALLBACK_BOOKING.ID, booking.id())
                .set(CALLBACK_BOOKING.CALENDAR, booking.calendar())
                .set(CALLBACK_BOOKING.BEGINS_AT, utc(booking.begins()))
                .set(CALLBACK_BOOKING.SEAT, seat)
                .set(CALLBACK_BOOKING.CALL_ID, booking.call().value())
                .set(CALLBACK_BOOKING.CALLER_TOKEN, booking.caller().value())
                .set(CALLBACK_BOOKING.CASE_ID, booking.caseId().orElse(null))
                .set(CALLBACK_BOOKING.LANGUAGE, booking.language().toLanguageTag())
                .set(CALLBACK_BOOKING.BOOKED_AT, utc(booking.bookedAt()))
                .execute();
    }

    /// Those that begin at `from` or later, the next first.
    public List<Booking> from(Instant from) {
        return database.transact(db ->
                db.selectFrom(CALLBACK_BOOKING)
                        .where(CALLBACK_BOOKING.BEGINS_AT.ge(utc(from)))
                        .orderBy(CALLBACK_BOOKING.BEGINS_AT, CALLBACK_BOOKING.SEAT)
                        .fetch(row ->
                                new Booking(
                                        row.getId(),
                                        row.getCalendar(),
                                        row.getBeginsAt().toInstant(),
                                        new CallId(row.getCallId()),
                                        new CallerToken(row.getCallerToken()),
                                        Optional.ofNullable(row.getCaseId()),
                                        Locale.forLanguageTag(row.getLanguage()),
                                        row.getBookedAt().toInstant())));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
