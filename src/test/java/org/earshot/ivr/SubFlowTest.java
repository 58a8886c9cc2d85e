package org.earshot.ivr;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.earshot.telephony.Hangup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A flow that calls another")
class SubFlowTest {

    private final FlowHarness call = new FlowHarness();

    @BeforeEach
    void two_flows() {
        call.flow(
                "test",
                "start: start\noutcome: [x, unset]\n",
                """
                start: {kind: set, set: {x: "1"}, language: zh, next: go}
                go: {kind: call, flow: other, next: back}
                back: {kind: choose, cases: [{when: {variable: y, is: "2"}, next: bye}], otherwise: lost}
                bye: {kind: hangup, say: [d]}
                lost: {kind: hangup, say: [e]}
                """);
        call.flow(
                "other",
                "start: begin\noutcome: [y]\n",
                """
                begin: {kind: say, say: [a], next: set}
                set: {kind: set, set: {y: "2"}, next: end}
                end: {kind: return}
                """);
    }

    @Test
    void goes_on_when_that_one_comes_back_with_language_and_variables() {
        call.run();

        assertThat(call.caller.heard()).containsExactly("zh/a", "zh/d");
        assertThat(call.house.steps())
                .containsExactly("start", "go", "begin", "set", "end", "back", "bye");
    }

    @Test
    void tells_the_outcome_of_both_when_the_call_is_over() {
        call.run();

        assertThat(call.house.acts()).endsWith("outcome {x=1, y=2}");
        assertThat(call.house.acts().stream().filter(act -> act.startsWith("outcome"))).hasSize(1);
    }

    @Test
    void tells_the_outcome_so_far_when_the_caller_hangs_up() {
        call.caller.hears("a").hangsUp();

        assertThat(call.run()).isEqualTo(Hangup.By.CALLER);

        assertThat(call.house.acts()).endsWith("outcome {x=1}");
    }

    @Test
    void is_known_in_the_state_of_the_call() {
        call.run();

        var state = call.house.states().get(2);
        assertThat(state.flow()).isEqualTo("other");
        assertThat(state.sha256()).isEqualTo("sha-of-other");
        assertThat(state.language()).isEqualTo(Locale.CHINESE);
        assertThat(state.calling())
                .containsExactly(new FlowState.Frame("test", "sha-of-test", "back"));
    }

    @Test
    void comes_back_after_a_restart_too() {
        call.caller.hears("a").coreRestarts();
        assertThatThrownBy(call::run).isInstanceOf(ScriptedLine.CoreRestarted.class);

        var by = call.resume(call.house.states().getLast());

        assertThat(by).isEqualTo(Hangup.By.FLOW);
        assertThat(call.caller.heard()).containsExactly("zh/a", "zh/a", "zh/d");
        assertThat(call.house.acts()).endsWith("outcome {x=1, y=2}");
    }

    @Test
    void that_is_no_more_after_a_restart_is_not_come_back_to() {
        var state =
                new FlowState(
                        "other",
                        "sha-of-other",
                        "gone",
                        Locale.ENGLISH,
                        Pace.SLOW,
                        Optional.of(Consent.RECORDED),
                        Map.of(),
                        List.of(
                                new FlowState.Frame("test", "sha-of-test", "no-such-step"),
                                new FlowState.Frame("gone", "sha-of-gone", "back")));

        assertThat(call.resume(state)).isEqualTo(Hangup.By.FLOW);

        assertThat(call.house.steps()).containsExactly("begin", "set", "end");
        assertThat(call.house.states()).allMatch(one -> one.pace() == Pace.SLOW);
        assertThat(call.house.states()).allMatch(one -> one.consent().isPresent());
    }

    @Test
    void that_is_not_there_ends_in_a_fault_for_the_checker_did_not_see_it() {
        call.flow("test", "start: go\n", "go: {kind: call, flow: gone, next: go}\n");

        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void may_do_so_in_a_person_s_hands() {
        call.flow(
                "other",
                "start: begin\nperson: {key: 0, next: person}\n",
                """
                begin: {kind: say, say: [a, b], next: end}
                person: {kind: transfer, say: [c], target: duty, ring: 9s, next: end, otherwise: end}
                end: {kind: return}
                """);
        call.caller.hears("a").waits(ofSeconds(0)).presses("0");

        call.run();

        assertThat(call.caller.heard()).containsExactly("zh/a", "zh/c", "zh/e");
    }
}
