package org.earshot.ivr;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A step nobody hears")
class DecidingTest {

    private static final String ENDS =
            """
            yes: {kind: hangup, say: [a]}
            no: {kind: hangup, say: [b]}
            holiday: {kind: hangup, say: [c]}
            """;

    private static final String HOOK =
            """
            start: {kind: set, set: {name: Kim, secret: x}, next: ask}
            ask: {kind: hook, hook: verify, send: [name, unset], into: {level: /person/level}, timeout: 3s, %snext: yes, otherwise: no}
            """
                    + ENDS;

    private final FlowHarness call = new FlowHarness();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{variable: x, is: \"1\"}",
                "{language: zh}",
                "{open: office}",
                "{waiting: agents, within: 3m}",
                "{screened: FRAUD}",
                "{agreed: transcript-only}",
                "{not: {variable: x, is: \"2\"}}",
                "{not: {variable: unset, is: \"\"}}",
                "{all: [{language: zh}, {open: office}]}",
                "{any: [{language: en}, {open: office}]}",
                "{not: {any: [{language: en}, {not: {open: office}}]}}",
            })
    void follows_a_condition_that_holds(String condition) {
        assertThat(heardAfter(condition)).containsExactly("zh/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{variable: x, is: \"2\"}",
                "{language: en}",
                "{waiting: agents, within: 179s}",
                "{screened: EMERGENCY}",
                "{agreed: recorded}",
                "{not: {open: office}}",
                "{all: [{language: zh}, {screened: EMERGENCY}]}",
                "{any: [{language: en}, {screened: EMERGENCY}]}",
            })
    void does_not_follow_one_that_does_not(String condition) {
        assertThat(heardAfter(condition)).containsExactly("zh/b");
    }

    private List<String> heardAfter(String condition) {
        call.house.screens("FRAUD").knowsConsent(Consent.TRANSCRIPT_ONLY);
        call.house.queueTells(1, ofMinutes(3));
        call.flow(
                        """
                        start: {kind: set, set: {x: "1"}, language: zh, next: choose}
                        choose: {kind: choose, cases: [{when: %s, next: yes}], otherwise: no}
                        """
                                        .formatted(condition)
                                + ENDS)
                .run();
        return call.heard();
    }

    @Test
    void takes_the_first_condition_that_holds() {
        call.flow(
                        """
                        start:
                          kind: choose
                          cases:
                            - {when: {language: zh}, next: no}
                            - {when: {language: en}, next: yes}
                            - {when: {open: office}, next: no}
                          otherwise: no
                        """
                                + ENDS)
                .run();

        assertThat(call.heard()).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({"OPEN, a", "CLOSED, b", "HOLIDAY, c"})
    void knows_the_hours(Facts.Opening opening, String heard) {
        call.house.is(opening);

        call.flow(
                        "start: {kind: hours, calendar: office, open: yes, closed: no, holiday: holiday}\n"
                                + ENDS)
                .run();

        assertThat(call.heard()).containsExactly(heard);
    }

    @Test
    void takes_a_holiday_for_any_closed_day_unless_told_otherwise() {
        call.house.is(Facts.Opening.HOLIDAY);

        call.flow("start: {kind: hours, calendar: office, open: yes, closed: no}\n" + ENDS).run();

        assertThat(call.heard()).containsExactly("b");
    }

    @Test
    void asks_another_system_and_keeps_its_answer() {
        call.house.hookAnswers("/person/level", "7");

        call.flow(HOOK.formatted("")).run();

        assertThat(call.house.acts()).containsExactly("asks verify {name=Kim}");
        assertThat(call.house.states().getLast().variables()).containsEntry("level", "7");
        assertThat(call.heard()).containsExactly("a");
    }

    @Test
    void says_something_while_another_system_is_asked() {
        call.house.hookAnswers("/person/level", "7");

        call.flow(HOOK.formatted("meanwhile: [e], ")).run();

        assertThat(call.heard()).containsExactly("e", "a");
        assertThat(call.house.states().getLast().variables()).containsEntry("level", "7");
    }

    @Test
    void goes_another_way_when_something_is_missing_in_the_answer() {
        call.flow(HOOK.formatted("")).run();

        assertThat(call.heard()).containsExactly("b");
        assertThat(call.house.states().getLast().variables()).doesNotContainKey("level");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "meanwhile: [e], "})
    void goes_another_way_when_another_system_is_broken(String meanwhile) {
        call.house.hooksFail();

        call.flow(HOOK.formatted(meanwhile)).run();

        assertThat(call.heard()).endsWith("b");
    }
}
