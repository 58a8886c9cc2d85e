package org.earshot.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.earshot.db.Database;
import org.earshot.house.CallbackRepository.Booking;
import org.earshot.ivr.Calendar;
import org.earshot.ivr.Calendars;
import org.earshot.ivr.CallbackDesk.Slot;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallId;
import org.earshot.telephony.CallerToken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Times to be called back at")
@ExtendWith(TestPostgres.class)
@SuppressWarnings("NullAway.Init")
class CallbackIT {

    /// A Monday, 08:00 in Seoul.
    private static final Instant NOW = Instant.parse("2026-11-22T23:00:00Z");

    private String office;
    private CallbackRepository bookings;
    private CallbackBook book;

    @BeforeEach
    void open(Database db) {
        office = "office-" + UUID.randomUUID();
        bookings = new CallbackRepository(db);
        book = new CallbackBook(bookings, new Calendars(List.of(calendar(office))));
    }

    private static Calendar calendar(String name) {
        return new Calendar(
                name,
                ZoneId.of("Asia/Seoul"),
                Map.of(DayOfWeek.MONDAY, List.of(new Calendar.Span(9 * 60, 10 * 60))),
                Set.of(),
                Set.of(),
                DayOfWeek.MONDAY,
                Duration.ofMinutes(30),
                2);
    }

    @Test
    void are_offered_until_all_seats_are_taken() {
        var first = book.free(office, NOW, 3).getFirst();
        assertThat(first.begin()).isEqualTo("2026-11-23T09:00");

        assertThat(book(first, caller(1))).isTrue();
        assertThat(book.free(office, NOW, 3)).contains(first);
        assertThat(book(first, caller(2))).isTrue();
        assertThat(book.free(office, NOW, 3)).hasSize(1).doesNotContain(first);
        assertThat(book(first, caller(3))).isFalse();
    }

    @Test
    void are_one_for_a_caller_the_last_one_asked_for() {
        var times = book.free(office, NOW, 2);
        book(times.getFirst(), caller(4));

        assertThat(book(times.getLast(), caller(4))).isTrue();
        assertThat(book(times.getLast(), caller(4))).as("asked for again").isTrue();

        assertThat(ofOffice())
                .singleElement()
                .satisfies(booking -> {
                    assertThat(booking.begins()).isEqualTo("2026-11-23T00:30:00Z");
                    assertThat(booking.caller()).isEqualTo(caller(4));
                });
    }

    @Test
    void that_are_none_of_the_calendar_are_not_booked() {
        var night = new Slot(office, NOW.atZone(ZoneId.of("Asia/Seoul")).toLocalDateTime());

        assertThat(book(night, caller(5))).isFalse();
        assertThat(ofOffice()).isEmpty();
    }

    @Test
    void are_never_given_to_more_callers_than_there_are_seats() throws Exception {
        var first = book.free(office, NOW, 1).getFirst();
        try (var at = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(10, 18)
                    .forEach(number -> at.execute(() -> book(first, caller(number))));
        }

        assertThat(ofOffice()).hasSize(2);
    }

    private boolean book(Slot slot, CallerToken caller) {
        return book.book(
                slot,
                begins ->
                        new Booking(
                                UUID.randomUUID(),
                                slot.calendar(),
                                begins,
                                CallId.random(),
                                caller,
                                Optional.empty(),
                                Locale.KOREAN,
                                NOW));
    }

    private List<Booking> ofOffice() {
        return bookings.from(NOW).stream()
                .filter(booking -> booking.calendar().equals(office))
                .toList();
    }

    private static CallerToken caller(int number) {
        return new CallerToken("t" + "abcdefghijklmnopqrst" + (char) ('a' + number));
    }
}
