package org.earshot.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.earshot.house.CallbackBook;
import org.earshot.house.CallbackRepository.Booking;
import org.earshot.house.FlowSet;
import org.earshot.ivr.CallbackDesk;
import org.earshot.telephony.CallerToken;

/// One caller chooses a time to be called back at. We call the token, so a withheld number cannot
/// be called back; and a token of a day can be dialled for less than a week, as far as times are
/// offered.
final class CallCallbacks implements CallbackDesk {

    /// A caller waits meanwhile. A restart of PostgreSQL takes 1 to 3 s.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CallServices services;
    private final LiveCall call;
    private final CallState state;
    private final CallbackBook book;
    private final Optional<CallerToken> caller;

    CallCallbacks(
            CallServices services,
            LiveCall call,
            CallState state,
            FlowSet flows,
            Optional<CallerToken> caller) {
        this.services = services;
        this.call = call;
        this.state = state;
        this.book = new CallbackBook(services.desks().callbacks(), flows.calendars());
        this.caller = caller.filter(CallerToken::isDialable);
    }

    @Override
    public List<Slot> free(String calendar, int most) {
        Instant now = services.clock().instant();
        return caller.isEmpty()
                ? List.of()
                : inTime("free times", () -> book.free(calendar, now, most)).orElse(List.of());
    }

    @Override
    public LocalDate today(String calendar) {
        return book.today(calendar, services.clock().instant());
    }

    @Override
    public boolean book(Slot slot) {
        Instant now = services.clock().instant();
        UUID id = UUID.randomUUID();
        Optional<Boolean> booked =
                caller.flatMap(token ->
                        inTime(
                                "booking of a callback",
                                () ->
                                        book.book(
                                                slot,
                                                begins ->
                                                        new Booking(
                                                                id,
                                                                slot.calendar(),
                                                                begins,
                                                                call.id(),
                                                                token,
                                                                caseOfCall(),
                                                                call.language(),
                                                                now))));
        call.tell(
                booked.orElse(false)
                        ? new CallEvent.CallbackBooked(slot.begin().toString())
                        : new CallEvent.CallbackRefused());
        return booked.orElse(false);
    }

    /// The one asked about, or the one this call has made.
    private Optional<UUID> caseOfCall() {
        return state.memory()
                .inquired()
                .or(() -> services.cases().find(call.id()).map(file -> file.view().id()));
    }

    private <T> Optional<T> inTime(String what, Supplier<T> work) {
        try {
            return Optional.of(call.journal().commit(what, work, PATIENCE));
        } catch (TimeoutException | ExecutionException away) {
            return Optional.empty();
        }
    }
}
