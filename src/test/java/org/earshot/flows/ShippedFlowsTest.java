package org.earshot.flows;

import static org.assertj.core.api.Assertions.assertThat;

import org.earshot.flows.Finding.Severity;
import org.earshot.ivr.IvrRefused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The flows we ship")
class ShippedFlowsTest {

    @Test
    void have_no_problem() {
        var check = FlowCheck.of(ShippedFlows.FOLDER, Names.unknown(), PromptLengths.unknown());

        assertThat(check.findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .isEmpty();
        assertThat(check.findings())
                .allSatisfy(finding -> assertThat(finding.rule()).isEqualTo(Rule.NAME));
        assertThat(check.passes()).isTrue();
    }

    @Test
    void bring_a_caller_to_a_person_in_a_known_time() throws IvrRefused {
        var check = FlowCheck.of(ShippedFlows.FOLDER, Names.unknown(), PromptLengths.unknown());

        assertThat(check.times())
                .isNotEmpty()
                .allSatisfy(time -> {
                    assertThat(time.expected()).isPositive().isLessThanOrEqualTo(time.longest());
                });
        assertThat(check.times().stream().map(PersonTime::flow)).contains("main");
    }
}
