package org.earshot.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.ScriptedLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every paragraph of `ivr-flows/*.dialogues`, with the flows and the prompts that are shipped.
@DisplayName("ivr-flows/*.dialogues")
class DialoguesTest {

    private static FlowBook flows;
    private static Coverage coverage;
    private static DialogueRunner runner;

    @BeforeAll
    static void read_what_is_shipped() throws IvrRefused {
        flows = Shipped.flows();
        coverage = new Coverage(flows.flows().values());
        runner = new DialogueRunner(flows, coverage);
    }

    static Stream<Dialogue> dialogues() throws IvrRefused {
        return Shipped.dialogues().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialogues")
    void is_lived_through_as_written(Dialogue dialogue) {
        var result = runner.run(dialogue);

        assertThat(result.passed()).as(result.complaint()).isTrue();
    }

    /// By itself: each dialogue once more, so that the order of tests does not matter.
    @Test
    void cover_every_step_and_branch_of_every_flow() throws IvrRefused {
        Shipped.dialogues().forEach(runner::run);

        assertThat(coverage.shares())
                .allSatisfy(share -> assertThat(share.whole()).as(share.onTerminal()).isTrue());
    }

    @Test
    void hang_up_and_ask_for_a_person_in_every_step_in_which_one_can() throws IvrRefused {
        Shipped.dialogues().forEach(runner::run);

        assertThat(coverage.shares())
                .allSatisfy(share -> {
                    assertThat(share.hangups().whole()).as(share.onTerminal()).isTrue();
                    assertThat(share.persons().whole()).as(share.onTerminal()).isTrue();
                });
    }

    @Test
    void are_live_for_a_third_and_some_of_every_flow() throws IvrRefused {
        var all = Shipped.dialogues();
        var live = all.stream().filter(Dialogue::live).toList();

        assertThat(live).hasSizeGreaterThanOrEqualTo(Math.ceilDiv(all.size(), 3));
        assertThat(live)
                .extracting(Dialogue::flow)
                .containsAll(all.stream().map(Dialogue::flow).toList());
    }

    /// Every two seconds of every call: no step is left in a way that its flow does not know.
    @Test
    void may_be_ended_by_the_caller_at_any_moment() throws IvrRefused {
        var ownCoverage = new DialogueRunner(flows, new Coverage(List.of()));
        for (var dialogue : Shipped.dialogues()) {
            var whole = ownCoverage.run(dialogue);
            for (var at = Duration.ZERO;
                    at.compareTo(whole.length()) < 0;
                    at = at.plus(later(whole.length()))) {
                var cut = ownCoverage.run(dialogue, new ScriptedLine().hangsUpAt(at));

                assertThat(cut.failure()).as("%s, hung up at %s", dialogue, at).isEmpty();
                assertThat(cut.outcome())
                        .as("%s, hung up at %s", dialogue, at)
                        .last()
                        .asString()
                        .startsWith("call ended by ");
            }
        }
    }

    /// Long calls in larger steps: they are long because of long waits.
    private static Duration later(Duration length) {
        return Collections.max(List.of(Duration.ofSeconds(2), length.dividedBy(40)));
    }

    @AfterAll
    static void tell_how_much_was_covered() {
        assertThat(coverage.shares()).isNotEmpty();
    }
}
