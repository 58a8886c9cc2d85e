package org.earshot.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An access looks improper")
class AccessRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final AccessRules rules = AccessRules.usual(ZoneOffset.UTC);
    private final List<Access> before = new ArrayList<>();

    @Test
    void never_while_one_works_on_ones_own_cases() {
        var found = IntStream.range(0, 39).mapToObj(i -> sees(own(i))).toList();

        assertThat(found).allMatch(Set::isEmpty);
    }

    @Test
    void when_the_fortieth_case_is_opened_in_half_an_hour_and_then_not_again() {
        IntStream.range(0, 39).forEach(i -> sees(own(i)));

        assertThat(sees(own(7))).isEmpty(); // seen before
        assertThat(sees(own(39))).containsExactly(Suspicion.BULK);
        assertThat(sees(own(40))).isEmpty();
    }

    @Test
    void when_the_fifteenth_case_of_others_is_opened() {
        IntStream.range(0, 14).forEach(i -> assertThat(sees(others(i))).isEmpty());

        assertThat(sees(own(99))).isEmpty();
        assertThat(sees(others(14))).containsExactly(Suspicion.OUTSIDE_OWN_CASES);
    }

    @Test
    void when_a_third_thing_is_denied() {
        sees(denied(1));
        sees(denied(2));

        assertThat(sees(denied(2))).isEmpty();
        assertThat(sees(denied(3))).containsExactly(Suspicion.DENIED_OFTEN);
    }

    @Test
    void only_by_what_is_near_in_time() {
        sees(denied(1));
        sees(denied(2));
        var later = at(NOON.plus(Duration.ofMinutes(31)), denied(3));

        assertThat(sees(later)).isEmpty();
    }

    @Test
    void only_by_content_unless_it_is_about_oneself() {
        var plain =
                new Access(
                        NOON,
                        Staff.PERSON,
                        decided(Relation.OTHER, Grant.DENIED),
                        "a",
                        false,
                        false);
        IntStream.range(0, 50).forEach(_ -> assertThat(sees(plain)).isEmpty());

        assertThat(sees(denied(1))).isEmpty();
        var self =
                new Access(
                        NOON, Staff.PERSON, decided(Relation.OWN, Grant.DENIED), "b", false, true);
        assertThat(sees(self)).containsExactly(Suspicion.ONESELF);
        assertThat(sees(self)).containsExactly(Suspicion.ONESELF);
    }

    @ParameterizedTest
    @CsvSource({
        "05:59, true",
        "06:00, false",
        "21:59, false",
        "22:00, true",
        "00:00, true",
        "12:00, false"
    })
    void outside_the_hours_of_work(LocalTime time, boolean off) {
        var when = NOON.atZone(ZoneOffset.UTC).with(time).toInstant();

        assertThat(rules.judge(List.of(), at(when, own(1))).contains(Suspicion.OFF_HOURS))
                .isEqualTo(off);
    }

    @Test
    void once_a_night_and_by_the_clock_on_the_wall() {
        var night = NOON.plus(Duration.ofHours(11));

        assertThat(sees(at(night, own(1)))).containsExactly(Suspicion.OFF_HOURS);
        assertThat(sees(at(night.plusSeconds(60), own(2)))).isEmpty();
        assertThat(
                        AccessRules.usual(ZoneId.of("Asia/Shanghai"))
                                .judge(List.of(), at(night, own(1))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20:00, 04:00, 23:00, false",
        "20:00, 04:00, 12:00, true",
        "20:00, 04:00, 20:00, false",
        "20:00, 04:00, 04:00, true",
        "08:00, 08:00, 03:00, false",
        "08:00, 08:00, 08:00, false"
    })
    void by_shifts_over_midnight_or_never(
            LocalTime opens, LocalTime closes, LocalTime time, boolean off) {
        var shifts = rules(opens, closes, Set.of());
        var when = NOON.atZone(ZoneOffset.UTC).with(time).toInstant();

        assertThat(shifts.judge(List.of(), at(when, own(1))).contains(Suspicion.OFF_HOURS))
                .isEqualTo(off);
    }

    @Test
    void on_a_day_of_rest() {
        var weekdays = rules(LocalTime.of(6, 0), LocalTime.of(22, 0), Set.of(DayOfWeek.MONDAY));

        assertThat(weekdays.judge(List.of(), own(1))).containsExactly(Suspicion.OFF_HOURS);
    }

    @Test
    void by_rules_that_look_at_something() {
        for (int wrong = 0; wrong < 3; wrong++) {
            int[] limits = {1, 1, 1};
            limits[wrong] = 0;
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new AccessRules(
                                    Duration.ofMinutes(1),
                                    limits[0],
                                    limits[1],
                                    limits[2],
                                    LocalTime.MIN,
                                    LocalTime.MAX,
                                    Set.of(),
                                    ZoneOffset.UTC));
        }
    }

    private static AccessRules rules(LocalTime opens, LocalTime closes, Set<DayOfWeek> rest) {
        return new AccessRules(
                Duration.ofMinutes(30), 3, 15, 40, opens, closes, rest, ZoneOffset.UTC);
    }

    private Set<Suspicion> sees(Access access) {
        var found = rules.judge(before, access);
        before.add(access);
        return new TreeSet<>(found);
    }

    private static Access own(int object) {
        return content(Relation.OWN, Grant.GRANTED, object);
    }

    private static Access others(int object) {
        return content(Relation.SAME, Grant.PURPOSE, object);
    }

    private static Access denied(int object) {
        return content(Relation.OTHER, Grant.DENIED, object);
    }

    private static Access content(Relation relation, Grant grant, int object) {
        return new Access(
                NOON, Staff.PERSON, decided(relation, grant), "case " + object, true, false);
    }

    private static Access at(Instant when, Access access) {
        return new Access(
                when, access.person(), access.decision(), access.kindAndObject(), true, false);
    }

    private static Decision decided(Relation relation, Grant grant) {
        return new Decision(Right.CASE_READ, relation, grant, "");
    }
}
