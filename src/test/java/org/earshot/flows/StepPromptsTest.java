package org.earshot.flows;

import static org.assertj.core.api.Assertions.assertThat;

import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.StepSchemas;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The prompts of a step")
class StepPromptsTest {

    @Test
    void are_those_the_checks_know_of_in_every_flow_we_ship() throws IvrRefused {
        var schemas = new StepSchemas();
        var folder = FlowFolder.read(ShippedFlows.FOLDER);
        assertThat(folder.flows()).isNotEmpty();

        folder.flows()
                .forEach((name, bytes) -> {
                    var text = FlowText.parse(name, bytes, schemas, new Findings());
                    text.outline()
                            .steps()
                            .forEach((id, written) -> {
                                assertThat(StepPrompts.of(text.flow().step(id)))
                                        .as("%s, %s", name, id)
                                        .extracting(StepSketch.Played::prompt)
                                        .containsExactlyInAnyOrderElementsOf(
                                                PromptUse.of(written).stream()
                                                        .filter(use -> isNamed(use, written))
                                                        .map(PromptUse.Use::prompt)
                                                        .toList());
                            });
                });
    }

    /// Others the step's kind implies.
    private static boolean isNamed(PromptUse.Use use, Written step) {
        return !use.pointer().equals(step.pointer() + "/kind");
    }
}
