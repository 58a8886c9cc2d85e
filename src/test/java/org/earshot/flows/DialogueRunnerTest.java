package org.earshot.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Living through a dialogue")
class DialogueRunnerTest {

    private static final String FLOW =
            """
            languages: [en, zh]
            start: ask
            person: {key: 0, next: help}
            steps:
              ask:
                kind: menu
                say: [question]
                keys:
                  1: {next: bye}
                  2: {next: bye}
                timeout: 3s
                attempts: 2
                invalid: [invalid]
                otherwise: bye
              help:
                kind: transfer
                say: [connecting]
                target: duty
                ring: 20s
                next: bye
                otherwise: bye
              bye:
                kind: hangup
                say: [goodbye]
            """;

    @TempDir private Path folder;

    private SmallFlows flows;

    @BeforeEach
    void write_flow() throws Exception {
        flows =
                new SmallFlows(folder)
                        .prompts("question", "invalid", "connecting", "goodbye")
                        .file("some.yaml", FLOW);
    }

    @Test
    void passes_when_all_came_of_it_as_written() throws Exception {
        var result =
                run("One:\n  hears question · presses 1 · hears goodbye\n  call ended by us\n");

        assertThat(result.passed()).as(result.complaint()).isTrue();
        assertThat(result.heard()).containsExactly("en/question", "en/goodbye");
        assertThat(result.length()).isPositive();
    }

    @Test
    void tells_what_came_of_it_instead() throws Exception {
        var result = run("One:\n  hears invalid · hangs up\n  call ended by caller\n");

        assertThat(result.passed()).isFalse();
        assertThat(result.unmet()).hasSize(2);
        assertThat(result.complaint())
                .contains("some.dialogues:1: One")
                .contains("was to come of it: call ended by caller")
                .contains("came of it:        call ended by us")
                .contains("en/question en/question en/goodbye");
    }

    @Test
    void counts_a_branch_only_when_a_caller_came_by_it() throws Exception {
        var covered = coverage("One:\n  hears question · presses 1\n  call ended by us\n");

        assertThat(covered.steps()).isEqualTo(new Coverage.Share(2, 3));
        assertThat(covered.branches()).isEqualTo(new Coverage.Share(1, 6));
        assertThat(covered.missing())
                .containsExactly(
                        "help",
                        "ask: 2",
                        "ask: otherwise",
                        "ask: invalid",
                        "help: next",
                        "help: otherwise");
        assertThat(covered.whole()).isFalse();
        assertThat(covered.hangups()).isEqualTo(new Coverage.Share(0, 3));
        assertThat(covered.persons()).isEqualTo(new Coverage.Share(0, 2));
    }

    @Test
    void counts_everything_when_callers_did_everything() throws Exception {
        var covered =
                coverage(
                        """
                        One:
                          hears question · presses 1 · hears goodbye · hangs up
                          call ended by caller

                        Two:
                          hears question · presses 7 · hears invalid · presses 2
                          call ended by us

                        Nothing:
                          call ended by us

                        A person:
                          hears question · presses 0 · hears goodbye · presses 0 · hears goodbye
                          transfer duty talked · transfer duty talked · call ended by us

                        Nobody:
                          target duty is busy
                          hears question · presses 0 · hears goodbye
                          transfer duty busy · call ended by us

                        Hangs up at once:
                          hears question · presses 0 · hears connecting · hangs up
                          call ended by caller

                        Hangs up:
                          hears question · hangs up
                          call ended by caller
                        """);

        assertThat(covered.whole()).as(covered.onTerminal()).isTrue();
        assertThat(covered.hangups().whole()).isTrue();
        assertThat(covered.persons().whole()).isTrue();
        assertThat(covered.onTerminal()).contains("branches 6 of 6 (100 %)");
    }

    @Test
    void takes_a_call_up_again_when_the_core_restarts() throws Exception {
        var result =
                run(
                        """
                        One:
                          hears question · the core restarts · hears question · presses 1
                          hears goodbye
                          call ended by us
                        """);

        assertThat(result.passed()).as(result.complaint()).isTrue();
        assertThat(result.heard()).containsExactly("en/question", "en/question", "en/goodbye");
    }

    @Test
    void says_when_there_is_no_such_flow() throws Exception {
        var file =
                flows.file("other.dialogues", "One:\n  call ended by us\n").file("other.dialogues");

        var result = runner(new Coverage(List.of())).run(Dialogue.read(file).getFirst());

        assertThat(result.passed()).isFalse();
        assertThat(result.complaint()).contains("there is no flow 'other'");
    }

    @Test
    void can_be_done_by_several_threads_again_and_again() throws Exception {
        var file =
                flows.file("some.dialogues", "One:\n  call ended by us\n").file("some.dialogues");
        var rehearsal =
                new Rehearsal(
                        runner(new Coverage(flows.book().flows().values())), Dialogue.read(file));

        var result = rehearsal.run(2, Duration.ofMillis(50));

        assertThat(result.calls()).isPositive();
        assertThat(result.callsPerSecond()).isPositive();
        assertThat(result.simulated()).isGreaterThan(Duration.ofSeconds(result.calls()));
    }

    private DialogueRunner runner(Coverage coverage) throws Exception {
        return new DialogueRunner(flows.book(), coverage);
    }

    private DialogueResult run(String dialogue) throws Exception {
        var file = flows.file("some.dialogues", dialogue).file("some.dialogues");
        return runner(new Coverage(List.of())).run(Dialogue.read(file).getFirst());
    }

    private Coverage.OfFlow coverage(String dialogues) throws Exception {
        var coverage = new Coverage(flows.book().flows().values());
        var runner = runner(coverage);
        var file = flows.file("some.dialogues", dialogues).file("some.dialogues");
        for (var dialogue : Dialogue.read(file)) {
            var result = runner.run(dialogue);
            assertThat(result.passed()).as(result.complaint()).isTrue();
        }
        return coverage.share("some").orElseThrow();
    }
}
