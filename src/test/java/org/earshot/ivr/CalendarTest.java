package org.earshot.ivr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A calendar")
class CalendarTest {

    private static final String OFFICE =
            """
            # A week in Beijing.
            zone: Asia/Shanghai
            week:
              mon: "09:00-12:00 13:30-18:00"
              tue: "09:00-12:00 13:30-18:00"
              wed: "09:00-12:00 13:30-18:00"
              thu: "09:00-12:00 13:30-18:00"
              fri: "09:00-12:00 13:30-15:00"
            holidays: [2026-10-01, 2026-10-02]
            workdays: [2026-10-10]
            workdaysAs: fri
            slot: 30m
            slots: 2
            """;

    @TempDir private Path folder;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "2026-09-28T09:00, OPEN",
        "2026-09-28T08:59, CLOSED",
        "2026-09-28T11:59, OPEN",
        "2026-09-28T12:00, CLOSED",
        "2026-09-28T13:30, OPEN",
        "2026-09-28T18:00, CLOSED",
        "2026-09-27T10:00, CLOSED", // a Sunday
        "2026-10-01T10:00, HOLIDAY",
        "2026-10-01T23:00, HOLIDAY",
        "2026-10-10T14:59, OPEN", // a Saturday made up for, as a Friday
        "2026-10-10T15:00, CLOSED",
        "2026-10-17T10:00, CLOSED", // an ordinary Saturday
    })
    void knows_when_the_office_is_open(String time, Facts.Opening expected) throws IvrRefused {
        assertThat(office().opening(at(time))).isEqualTo(expected);
    }

    @Test
    void lives_in_its_own_time_zone() throws IvrRefused {
        assertThat(office().opening(Instant.parse("2026-09-28T01:00:00Z")))
                .isEqualTo(Facts.Opening.OPEN);
        assertThat(office().today(Instant.parse("2026-09-27T16:00:00Z"))).isEqualTo("2026-09-28");
    }

    @Test
    void may_be_open_around_midnight() throws IvrRefused {
        var night =
                calendar("zone: Asia/Seoul\nweek: {mon: \"22:00-24:00\", tue: \"00:00-02:00\"}\n");

        assertThat(night.opening(atIn("Asia/Seoul", "2026-09-28T23:59")))
                .isEqualTo(Facts.Opening.OPEN);
        assertThat(night.opening(atIn("Asia/Seoul", "2026-09-29T00:00")))
                .isEqualTo(Facts.Opening.OPEN);
        assertThat(night.opening(atIn("Asia/Seoul", "2026-09-29T02:00")))
                .isEqualTo(Facts.Opening.CLOSED);
    }

    @Test
    void offers_the_next_times_at_which_we_can_call_back() throws IvrRefused {
        var free = office().free(at("2026-09-30T16:45"), time -> 0, 4);

        assertThat(free)
                .containsExactly(
                        time("2026-09-30T17:00"),
                        time("2026-09-30T17:30"),
                        time("2026-10-05T09:00"), // after two holidays and a weekend
                        time("2026-10-05T09:30"));
    }

    @Test
    void offers_no_day_whose_name_would_mean_two() throws IvrRefused {
        var mondays = calendar("zone: Asia/Seoul\nweek: {mon: \"09:00-10:00\"}\n");

        assertThat(mondays.free(atIn("Asia/Seoul", "2026-09-28T10:00"), time -> 0, 9)).isEmpty();
        assertThat(mondays.free(atIn("Asia/Seoul", "2026-09-29T10:00"), time -> 0, 9)).hasSize(2);
    }

    @Test
    void offers_nothing_that_begins_too_soon_or_does_not_end_in_time() throws IvrRefused {
        var free = office().free(at("2026-09-25T14:25"), time -> 0, 2);

        assertThat(free).containsExactly(time("2026-09-28T09:00"), time("2026-09-28T09:30"));
    }

    @Test
    void offers_a_time_as_often_as_there_are_slots() throws IvrRefused {
        var taken = Map.of(time("2026-09-28T09:00"), 2, time("2026-09-28T09:30"), 1);

        var free = office().free(at("2026-09-28T08:00"), time -> taken.getOrDefault(time, 0), 2);

        assertThat(free).containsExactly(time("2026-09-28T09:30"), time("2026-09-28T10:00"));
        assertThat(office().hasSlot(time("2026-09-28T09:30"))).isTrue();
        assertThat(office().hasSlot(time("2026-09-28T09:45"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone: Asia/Shanghai | zone: Asia/Shangri | 2 | there is no time zone",
                "fri: \"09:00-12:00 | fri: \"09:00-08:00 | 8 | end after they begin",
                "fri: \"09:00-12:00 | fri: \"14:00-14:30 | 8 | must follow each other",
                "fri: \"09:00-12:00 | fri: \"9-12 | 8 | not of the form",
                "2026-10-02 | 2026-02-30 | 9 | there is no day 2026-02-30",
                "2026-10-10 | 2026-10-01 | 10 | both a holiday and a working day",
                "slot: 30m | slot: 25m | 12 | slot",
                "slots: 2 | slots: 0 | 13 | slots",
                "slots: 2 | places: 2 | 13 | unknown key 'places'",
                "week: | weak: | 3 | unknown key 'weak'",
            })
    void is_refused_with_line_and_sentence(String right, String wrong, int line, String sentence) {
        var refused =
                catchThrowableOfType(
                        IvrRefused.class, () -> calendar(OFFICE.replace(right, wrong)));

        assertThat(refused.problems())
                .anySatisfy(problem -> {
                    assertThat(problem.line()).isEqualTo(line);
                    assertThat(problem.sentence()).contains(sentence);
                });
    }

    @Test
    void is_found_by_its_name_and_all_that_are_wrong_are_refused_at_once() throws Exception {
        Files.writeString(folder.resolve("office.yaml"), OFFICE);
        assertThat(Calendars.read(folder).names()).containsExactly("office");

        Files.writeString(folder.resolve("night.yaml"), "zone: UTC\n");
        Files.writeString(folder.resolve("noon.yaml"), "week: {}\n");
        var refused = catchThrowableOfType(IvrRefused.class, () -> Calendars.read(folder));

        assertThat(refused.problems().stream().map(Problem::file).distinct())
                .containsExactly("calendars/night.yaml", "calendars/noon.yaml");
    }

    @Test
    void need_not_be_there() throws IvrRefused {
        assertThat(Calendars.read(folder.resolve("none")).names()).isEmpty();
        assertThat(new Calendars(List.of()).named("office")).isEmpty();
    }

    @Test
    void that_is_no_yaml_is_refused() {
        assertThat(catchThrowableOfType(IvrRefused.class, () -> calendar("{")).problems())
                .isNotEmpty();
    }

    private static Calendar office() throws IvrRefused {
        return calendar(OFFICE);
    }

    private static Calendar calendar(String text) throws IvrRefused {
        return CalendarReader.read("office", "calendars/office.yaml", text);
    }

    private static Instant at(String time) {
        return atIn("Asia/Shanghai", time);
    }

    private static Instant atIn(String zone, String time) {
        return time(time).atZone(ZoneId.of(zone)).toInstant();
    }

    private static LocalDateTime time(String time) {
        return LocalDateTime.parse(time);
    }
}
