package org.earshot.ivr;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A question")
class AskStepsTest {

    private static final String ASKING =
            "timeout: 5s, attempts: 3, invalid: [invalid], silence: [silence]";

    private static final String MENU =
            """
            start: {kind: menu, say: [a], keys: {1: {next: one}, "*": {next: star, language: zh}}, %s, otherwise: other, silent: nobody}
            one: {kind: hangup, say: [b]}
            star: {kind: hangup, say: [c]}
            other: {kind: hangup, say: [d]}
            nobody: {kind: hangup, say: [e]}
            """
                    .formatted(ASKING);

    private static final String LISTEN =
            """
            start: {kind: set, language: LANGUAGE, next: ask}
            ask:
              kind: listen
              say: [a]
              choices:
                1: {words: {en: [yes, yes please], zh: [是]}, next: yes}
                2: {words: {en: ["no"], zh: [不是]}, next: no}
              timeout: 5s
              attempts: 2
              invalid: [invalid]
              silence: [silence]
              otherwise: other
            yes: {kind: hangup, say: [b]}
            no: {kind: hangup, say: [c]}
            other: {kind: hangup, say: [d]}
            """;

    private static final String CONSENT =
            """
            start:
              kind: consent
              say: [a]
              keys:
                1: {consent: recorded, next: done}
                2: {consent: transcript-only, next: done}
              timeout: 5s
              attempts: 2
              otherwise: {consent: minutes-only, next: silent}
            done: {kind: choose, cases: [{when: {agreed: recorded}, next: recorded}], otherwise: silent}
            recorded: {kind: hangup, say: [b]}
            silent: {kind: hangup, say: [c]}
            """;

    private static final String COLLECT =
            """
            start: {kind: collect, say: [a], into: number, least: 3, most: 5, pause: 2s, %s, next: check, otherwise: other}
            check: {kind: choose, cases: [{when: {variable: number, is: "1234"}, next: right}], otherwise: wrong}
            right: {kind: hangup, say: [b]}
            wrong: {kind: hangup, say: [c]}
            other: {kind: hangup, say: [d]}
            """
                    .formatted(ASKING);

    private static final String SURVEY =
            """
            start:
              kind: survey
              survey: visit
              questions:
                - {id: quality, say: [a], keys: "12345", %1$s}
                - {id: speed, say: [b], keys: "12", %1$s}
              comment: {say: [c], stopKeys: "#", silence: 4s, limit: 1m}
              next: bye
            bye: {kind: hangup, say: [d]}
            """
                    .formatted(ASKING);

    private final FlowHarness call = new FlowHarness();

    @Test
    void is_answered_by_a_key() {
        call.caller.hears("a").presses("1").hears("b");

        call.flow(MENU).run();

        assertThat(call.heard()).containsExactly("a", "b");
    }

    @Test
    void is_asked_again_with_a_word_about_the_wrong_key() {
        call.caller.hears("a").presses("7").hears("invalid").hears("a").presses("*").hears("c");

        call.flow(MENU).run();

        assertThat(call.heard()).containsExactly("a", "invalid", "a", "zh/c");
        assertThat(call.house.acts()).containsExactly("language zh");
    }

    @Test
    void may_be_answered_while_the_word_about_the_wrong_key_is_said() {
        call.caller.hears("a").presses("7").hears("invalid").presses("1").hears("b");

        call.flow(MENU).run();

        assertThat(call.heard()).containsExactly("a", "invalid", "b");
    }

    @Test
    void nobody_answers_leads_where_silence_leads() {
        call.flow(MENU).run();

        assertThat(call.heard()).containsExactly("a", "silence", "a", "silence", "a", "e");
    }

    @Test
    void that_was_answered_wrongly_once_is_not_silence() {
        call.caller.hears("a").presses("7").hears("d");

        call.flow(MENU).run();

        assertThat(call.heard()).containsExactly("a", "invalid", "a", "silence", "a", "d");
    }

    @Test
    void is_answered_early_by_who_knows_it() {
        call.caller.hears("c").presses("1");

        call.flow(
                        """
                        start: {kind: say, say: [c, d], bargeIn: true, next: then}
                        then: {kind: say, say: [e], next: ask}
                        ask: {kind: menu, say: [a], keys: {1: {next: one}}, timeout: 5s, attempts: 2, otherwise: one}
                        one: {kind: hangup, say: [b]}
                        """)
                .run();

        assertThat(call.heard()).containsExactly("c", "e", "b");
    }

    @Test
    void is_not_reached_by_a_key_before_what_must_be_heard() {
        call.caller.hears("c").presses("1");

        call.flow(
                        """
                        start: {kind: say, say: [c, d], next: ask}
                        ask: {kind: menu, say: [a], keys: {1: {next: one}}, timeout: 5s, attempts: 2, otherwise: one}
                        one: {kind: hangup, say: [b]}
                        """)
                .run();

        assertThat(call.heard()).containsExactly("c", "d", "b");
    }

    @Test
    void may_be_answered_aloud() {
        call.caller.hears("a").says("yes please").hears("b");

        call.flow(LISTEN.replace("LANGUAGE", "en")).run();

        assertThat(call.heard()).containsExactly("a", "b");
    }

    @Test
    void answered_aloud_in_another_language() {
        call.caller.hears("a").says("不是").hears("zh/c");

        call.flow(LISTEN.replace("LANGUAGE", "zh")).run();

        assertThat(call.heard()).endsWith("zh/a", "zh/c");
    }

    @Test
    void that_may_be_answered_aloud_may_be_answered_by_a_key() {
        call.caller.hears("a").presses("2").hears("c");

        call.flow(LISTEN.replace("LANGUAGE", "en")).run();

        assertThat(call.heard()).containsExactly("a", "c");
    }

    @Test
    void answered_with_other_words_is_asked_again() {
        call.caller.hears("a").says("perhaps").hears("silence").presses("9").hears("d");

        call.flow(LISTEN.replace("LANGUAGE", "en")).run();

        assertThat(call.heard()).containsExactly("a", "silence", "d");
    }

    @Test
    void about_recording_is_told_to_the_house() {
        call.caller.hears("a").presses("1");

        call.flow(CONSENT).run();

        assertThat(call.house.acts()).containsExactly("agreed RECORDED");
        assertThat(call.heard()).containsExactly("a", "b");
    }

    @Test
    void about_recording_without_an_answer_has_an_answer_of_its_own() {
        call.caller.hears("a").presses("3");

        call.flow(CONSENT).run();

        assertThat(call.house.acts()).containsExactly("agreed MINUTES_ONLY");
        assertThat(call.heard()).containsExactly("a", "a", "c");
    }

    @Test
    void for_digits_keeps_them() {
        call.caller.hears("a").presses("1234#").hears("b");

        call.flow(COLLECT).run();

        assertThat(call.heard()).containsExactly("a", "b");
        assertThat(call.house.states().getLast().variables()).containsEntry("number", "1234");
        assertThat(call.house.states().getLast().toString()).doesNotContain("1234");
        assertThat(call.house.acts()).containsExactly("recording silenced", "recording heard");
    }

    @Test
    void for_digits_goes_on_when_there_are_enough_or_none_follow() {
        call.caller.hears("a").presses("12345").hears("c");

        call.flow(COLLECT).run();

        assertThat(call.house.states().getLast().variables()).containsEntry("number", "12345");
    }

    @Test
    void for_digits_wants_enough_of_them() {
        call.caller.hears("a").presses("12#").hears("invalid").hears("a");
        call.caller.presses("#").hears("invalid").hears("a").presses("123").hears("c");

        call.flow(COLLECT).run();

        assertThat(call.heard()).endsWith("invalid", "a", "c");
    }

    @Test
    void for_digits_that_nobody_keys_leads_elsewhere() {
        call.flow(COLLECT).run();

        assertThat(call.heard()).containsExactly("a", "silence", "a", "silence", "a", "d");
        assertThat(call.house.states().getLast().variables()).isEmpty();
    }

    @Test
    void of_a_survey_is_kept_with_its_answer_and_one_without_is_left_out() {
        call.caller.hears("a").presses("6").hears("invalid").presses("5").hears("b");
        call.caller.hears("beep").speaks(ofSeconds(8)).presses("#");

        call.flow(SURVEY).run();

        assertThat(call.house.acts())
                .containsExactly("visit quality 5", "comment begun", "comment ended by KEY");
        assertThat(call.heard()).endsWith("c", "beep", "d");
    }

    @Test
    void of_a_survey_whose_caller_hangs_up_ends_the_comment() {
        call.caller.hears("beep").speaks(ofSeconds(3)).hangsUp();

        call.flow(SURVEY).run();

        assertThat(call.house.acts()).containsExactly("comment begun", "comment ended by HANGUP");
    }

    @Test
    void is_asked_slowly_and_waited_for_longer() {
        call.flow(
                        """
                        start: {kind: set, pace: slow, next: ask}
                        ask: {kind: menu, say: [a], keys: {1: {next: one}}, timeout: 4s, attempts: 1, otherwise: one}
                        one: {kind: hangup}
                        """)
                .run();

        assertThat(call.caller.elapsed()).isEqualTo(ofSeconds(1 + 6));
        assertThat(call.house.states().getLast().pace()).isEqualTo(Pace.SLOW);
        assertThat(call.flowNamed("test").paces()).containsExactly(Pace.NORMAL, Pace.SLOW);
    }
}
