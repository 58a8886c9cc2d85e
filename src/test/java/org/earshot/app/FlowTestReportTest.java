package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.earshot.flows.Dialogue;
import org.earshot.flows.DialogueResult;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The report of a test of flows")
class FlowTestReportTest {

    @TempDir private Path folder;

    @Test
    void names_a_dialogue_of_which_something_else_came_over_the_other_adapter() throws Exception {
        var report = report("call ended by us", "call ended by caller");

        assertThat(report.isGood()).isFalse();
        assertThat(report.failed()).extracting(FlowTestReport.Failure::over).containsExactly("agi");
        assertThat(report.differences())
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.title()).isEqualTo("A caller waits");
                    assertThat(difference.outcomes())
                            .containsEntry("agi", List.of("call ended by caller"));
                });
    }

    @Test
    void has_a_line_for_each_flow() throws Exception {
        var report = report("call ended by us", "call ended by us");

        assertThat(report.isGood()).isTrue();
        assertThat(FlowTestTable.of(report))
                .hasSize(3)
                .element(1)
                .asString()
                .matches("some +1/1 +1/1 +1/1 +- +- +0:20");
    }

    private FlowTestReport report(String overAri, String overAgi) throws Exception {
        Path file = folder.resolve("some.dialogues");
        Files.writeString(file, "A caller waits (live):\n  waits 1 s · call ended by us\n");
        var dialogue = Dialogue.read(file).getFirst();
        return FlowTestReport.of(
                List.of(result(dialogue, "call ended by us")),
                List.of(lived(dialogue, "ari", overAri), lived(dialogue, "agi", overAgi)),
                1,
                List.of());
    }

    private static LiveRehearsal.Lived lived(Dialogue dialogue, String adapter, String outcome) {
        return new LiveRehearsal.Lived(
                new LiveTurn(dialogue, adapter, 1, false), result(dialogue, outcome));
    }

    private static DialogueResult result(Dialogue dialogue, String outcome) {
        return new DialogueResult(
                dialogue, List.of(outcome), List.of(), List.of(), "", Duration.ofSeconds(10));
    }
}
