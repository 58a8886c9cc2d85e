package org.earshot.ivr;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.earshot.telephony.Hangup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An existing case")
class CaseStepsTest {

    private static final String ENDS =
            """
            bye: {kind: hangup}
            other: {kind: hangup, say: [d]}
            away: {kind: hangup, say: [e]}
            """;

    private static final String ENTER =
            "enter: {say: [a], timeout: 5s, pause: 2s, attempts: 2, wrong: [wrong]}";

    private static final String STATUS =
            "start: {kind: status, %s, next: bye, otherwise: other, unavailable: away}\n"
                            .formatted(ENTER)
                    + ENDS;

    private static final String NOTE =
            """
            start: {kind: add-note, %s, say: [b], interrupted: [c], stopKeys: "#", silence: 5s, limit: 1m, next: bye, otherwise: other, unavailable: away}
            """
                            .formatted(ENTER)
                    + ENDS;

    private static final CaseInquiry.LookUp RECEIVED =
            new CaseInquiry.LookUp.Found(CaseInquiry.State.RECEIVED);

    private final FlowHarness call = new FlowHarness();

    @ParameterizedTest
    @EnumSource
    void is_told_about_by_its_state(CaseInquiry.State state) {
        call.house.answersCodesWith(new CaseInquiry.LookUp.Found(state));
        call.caller.hears("a").presses("401#");
        call.caller.presses("7#");

        call.flow(STATUS).run();

        assertThat(call.heard())
                .containsExactly(
                        "a", "status-" + state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        assertThat(call.house.acts())
                .containsExactly("recording silenced", "looked up 4017", "recording heard");
    }

    @Test
    void is_not_found_by_a_wrong_code_but_by_the_right_one() {
        call.house.answersCodesWith(new CaseInquiry.LookUp.Unknown(), RECEIVED);
        call.caller.hears("a").presses("11110000").hears("wrong").hears("a").presses("2222#");

        call.flow(STATUS).run();

        assertThat(call.heard()).containsExactly("a", "wrong", "a", "status-received");
    }

    @Test
    void is_told_to_nobody_who_has_no_right_code() {
        call.caller.hears("a").presses("1111#").hears("a").presses("2222#").hears("d");

        call.flow(STATUS).run();

        assertThat(call.heard()).containsExactly("a", "wrong", "a", "d");
    }

    @Test
    void is_told_to_nobody_who_keys_nothing_or_only_hash() {
        call.caller.hears("a").presses("1111#").hears("a").presses("#").hears("d");

        call.flow(STATUS).run();

        assertThat(call.house.acts()).containsOnlyOnce("looked up 1111");
    }

    @Test
    void is_looked_for_no_more_after_too_many_wrong_codes() {
        call.house.answersCodesWith(new CaseInquiry.LookUp.TooMany());
        call.caller.hears("a").presses("1111#").hears("d");

        call.flow(STATUS).run();

        assertThat(call.heard()).containsExactly("a", "d");
    }

    @Test
    void cannot_always_be_looked_up() {
        call.house.answersCodesWith(new CaseInquiry.LookUp.Unavailable());
        call.caller.hears("a").presses("1111#").hears("e");

        call.flow(STATUS).run();

        assertThat(call.heard()).containsExactly("a", "e");
    }

    @Test
    void that_is_known_needs_no_code() {
        call.house.knowsCase(RECEIVED);

        call.flow(STATUS.replace(ENTER + ", ", "")).run();

        assertThat(call.heard()).containsExactly("status-received");
        assertThat(call.house.acts()).isEmpty();
    }

    @Test
    void takes_an_addition_which_is_not_silenced() {
        call.house.answersCodesWith(RECEIVED);
        call.caller.hears("a").presses("4017#").hears("beep").speaks(ofSeconds(9)).presses("#");

        call.flow(NOTE).run();

        assertThat(call.heard()).containsExactly("a", "b", "beep");
        assertThat(call.house.acts())
                .containsExactly(
                        "recording silenced",
                        "looked up 4017",
                        "recording heard",
                        "note begun",
                        "note ended by KEY");
    }

    @Test
    void takes_no_addition_from_who_has_no_code() {
        call.flow(NOTE).run();

        assertThat(call.heard()).containsExactly("a", "d");
        assertThat(call.house.acts()).doesNotContain("note begun");
    }

    @Test
    void takes_no_addition_when_it_cannot_be_looked_up() {
        call.house.knowsCase(new CaseInquiry.LookUp.Unavailable());

        call.flow(NOTE.replace(ENTER + ", ", "")).run();

        assertThat(call.heard()).containsExactly("e");
    }

    @Test
    void keeps_an_addition_whose_caller_hangs_up() {
        call.house.knowsCase(RECEIVED);
        call.caller.hears("beep").speaks(ofSeconds(2)).hangsUp();

        var by = call.flow(NOTE.replace(ENTER + ", ", "")).run();

        assertThat(by).isEqualTo(Hangup.By.CALLER);
        assertThat(call.house.acts()).containsExactly("note begun", "note ended by HANGUP");
    }

    @Test
    void goes_on_with_an_addition_after_a_restart_without_asking_for_the_code() {
        call.house.answersCodesWith(RECEIVED);
        call.caller.hears("a").presses("4017#").hears("beep").speaks(ofSeconds(2)).coreRestarts();
        try {
            call.flow(NOTE).run();
        } catch (ScriptedLine.CoreRestarted _) {
            call.house.knowsCase(RECEIVED);
        }
        call.caller.hears("c").hears("beep").speaks(ofSeconds(2)).presses("#");

        call.resume(call.house.states().getLast());

        assertThat(call.heard()).containsExactly("a", "b", "beep", "c", "beep");
    }
}
