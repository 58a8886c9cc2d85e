package org.earshot.ivr;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The key that leads to a person")
class PersonKeyTest {

    private static final String HEAD = "start: start\nperson: {key: 0, next: person}\n";

    private static final String PERSON =
            """
            person: {kind: transfer, say: [e], target: duty, ring: 20s, next: bye, otherwise: bye}
            bye: {kind: hangup, say: [d]}
            """;

    private final FlowHarness call = new FlowHarness();

    @Test
    void stops_what_is_said() {
        call.caller.hears("a").presses("0");

        run("start: {kind: say, say: [a, b], next: bye}\n");

        assertThat(call.heard()).containsExactly("a", "e", "d");
        assertThat(call.house.acts()).containsExactly("rings duty for 20 s");
    }

    @Test
    void stops_a_question() {
        call.caller.hears("a").presses("0");

        run(
                "start: {kind: menu, say: [a], keys: {1: {next: bye}}, timeout: 5s, attempts: 3, otherwise: bye}\n");

        assertThat(call.heard()).containsExactly("a", "e", "d");
    }

    @Test
    void works_after_the_question_too() {
        call.caller.hears("a").waits(ofSeconds(3)).presses("0");

        run(
                "start: {kind: listen, say: [a], choices: {1: {words: {en: [yes]}, next: bye}}, timeout: 5s, attempts: 3, otherwise: bye}\n");

        assertThat(call.heard()).containsExactly("a", "e", "d");
    }

    @Test
    void ends_a_report_which_is_kept() {
        call.caller.hears("beep").speaks(ofSeconds(5)).presses("0");

        run(
                """
                start: {kind: report, say: [a], interrupted: [b], stopKeys: "#", silence: 5s, limit: 1m, next: bye}
                """);

        assertThat(call.house.acts())
                .containsExactly("report begun", "report ended by KEY", "rings duty for 20 s");
        assertThat(call.heard()).containsExactly("a", "beep", "e", "d");
    }

    @Test
    void means_what_a_step_says_it_means() {
        call.caller.hears("a").presses("0");

        run(
                "start: {kind: menu, say: [a], keys: {0: {next: bye}}, timeout: 5s, attempts: 3, otherwise: person}\n");

        assertThat(call.heard()).containsExactly("a", "d");
    }

    @Test
    void does_nothing_where_the_operator_does_not_want_it() {
        call.caller.hears("a").presses("0");

        run("start: {kind: say, say: [a, b], person: false, next: bye}\n");

        assertThat(call.heard()).startsWith("a", "b");
    }

    @Test
    void is_a_digit_where_digits_are_keyed() {
        call.caller.hears("a").presses("1003#").hears("b");

        run(
                """
                start: {kind: collect, say: [a], into: x, least: 2, most: 9, pause: 2s, timeout: 5s, attempts: 1, next: told, otherwise: person}
                told: {kind: say, say: [b], next: bye}
                """);

        assertThat(call.heard()).containsExactly("a", "b", "d");
    }

    @Test
    void is_a_digit_of_a_code_but_not_while_the_state_of_the_case_is_told() {
        call.house.answersCodesWith(new CaseInquiry.LookUp.Found(CaseInquiry.State.BEING_VERIFIED));
        call.caller.hears("a").presses("0017#").hears("status-being-verified").presses("0");

        run(
                """
                start: {kind: status, enter: {say: [a], timeout: 5s, pause: 2s, attempts: 2, wrong: [b]}, next: bye, otherwise: bye, unavailable: bye}
                """);

        assertThat(call.heard()).containsExactly("a", "status-being-verified", "e", "d");
        assertThat(call.house.acts()).contains("looked up 0017");
    }

    @Test
    void pressed_early_works_when_its_time_comes() {
        call.caller.hears("a").presses("0");

        run(
                """
                start: {kind: say, say: [a], person: false, next: then}
                then: {kind: say, say: [b], next: bye}
                """);

        assertThat(call.heard()).containsExactly("a", "e", "d");
    }

    @Test
    void does_nothing_for_who_is_already_on_the_way_to_one() {
        call.caller.hears("e").presses("0");

        run(
                "start: {kind: transfer, say: [e], target: duty, ring: 20s, next: bye, otherwise: person}\n",
                "bye: {kind: hangup}\nperson: {kind: hangup, say: [a]}\n");

        assertThat(call.heard()).containsExactly("e");
    }

    private void run(String steps) {
        run(steps, PERSON);
    }

    private void run(String steps, String more) {
        call.flow("test", HEAD, steps + more).run();
    }
}
