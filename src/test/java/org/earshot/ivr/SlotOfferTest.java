package org.earshot.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Times to call back")
class SlotOfferTest {

    private static final LocalDateTime TODAY = RecordingHouse.TODAY.atTime(15, 0);
    private static final LocalDateTime TOMORROW = RecordingHouse.TODAY.plusDays(1).atTime(9, 30);
    private static final LocalDateTime TUESDAY = RecordingHouse.TODAY.plusDays(2).atTime(0, 5);

    private static final String CALLBACK =
            """
            start:
              kind: callback
              say: [a]
              calendar: office
              offered: 3
              timeout: 5s
              attempts: 2
              invalid: [invalid]
              silence: [silence]
              next: bye
              otherwise: other
            bye: {kind: hangup, say: [d]}
            other: {kind: hangup, say: [e]}
            """;

    private final FlowHarness call = new FlowHarness();

    @Test
    void are_read_by_day_hour_and_key_and_one_is_booked() {
        call.house.free(TODAY, TOMORROW, TUESDAY);
        call.caller.hears("press-3").presses("2").hears("d");

        call.flow(CALLBACK).run();

        assertThat(call.heard())
                .containsExactly(
                        "a",
                        "day-today",
                        "hour-15",
                        "press-1",
                        "day-tomorrow",
                        "hour-9",
                        "minute-30",
                        "press-2",
                        "weekday-2",
                        "hour-0",
                        "minute-5",
                        "press-3",
                        "d");
        assertThat(call.house.acts()).containsExactly("booked " + TOMORROW);
    }

    @Test
    void may_be_booked_as_soon_as_they_are_read() {
        call.house.free(TODAY, TOMORROW);
        call.caller.hears("press-1").presses("1");

        call.flow(CALLBACK).run();

        assertThat(call.heard()).doesNotContain("press-2").endsWith("d");
        assertThat(call.house.acts()).containsExactly("booked " + TODAY);
    }

    @Test
    void that_somebody_else_took_meanwhile_are_not_offered_again() {
        call.house.free(TODAY, TOMORROW).somebodyIsFaster();
        call.caller.hears("press-2").presses("1").hears("invalid").hears("press-1").presses("1");

        call.flow(CALLBACK).run();

        assertThat(call.house.acts()).containsExactly("not booked " + TODAY, "booked " + TOMORROW);
        assertThat(call.heard()).endsWith("hour-9", "minute-30", "press-1", "d");
    }

    @Test
    void that_are_not_offered_cannot_be_booked() {
        call.house.free(TODAY);
        call.caller.hears("press-1").presses("2").hears("invalid").hears("press-1").presses("#");

        call.flow(CALLBACK).run();

        assertThat(call.house.acts()).isEmpty();
        assertThat(call.heard()).endsWith("e");
    }

    @Test
    void are_not_offered_when_there_are_none() {
        call.flow(CALLBACK).run();

        assertThat(call.heard()).containsExactly("e");
    }

    @Test
    void that_nobody_takes_lead_elsewhere() {
        call.house.free(TODAY);

        call.flow(CALLBACK).run();

        assertThat(call.heard()).contains("silence").endsWith("press-1", "e");
    }
}
