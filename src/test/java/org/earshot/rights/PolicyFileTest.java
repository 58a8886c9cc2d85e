package org.earshot.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The file of the policy")
class PolicyFileTest {

    private static final Path FILE = Path.of("src/main/resources/rights/policy.txt");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "case.reed: reads | there is no act case.reed",
                "case.read: once more | the act case.read is there twice",
                "hello | 'hello' is neither an act nor a grant",
                "\"    agent own\" | a grant is ROLE WHERE ... GRANT, below an act",
                "\"    clerk own granted\" | there is no role clerk",
                "\"    agent ours granted\" | 'ours' is no place",
                "\"    agent own given\" | 'given' is no grant",
                "\"    agent own denied\" | 'denied' is no grant",
                "\"    agent none two\" | agent has two grants for none",
                "alone: clerk | there is no role clerk"
            })
    void is_refused_with_the_line_that_is_wrong(String line, String complaint) throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(FILE));
        lines.add(line);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyFile.read(lines))
                .withMessage("policy.txt, line %d: %s".formatted(lines.size(), complaint));
    }

    @Test
    void is_refused_when_a_grant_stands_before_any_act() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyFile.read(List.of("    agent own granted")))
                .withMessageContaining("line 1: a grant is");
    }

    @Test
    void is_refused_when_it_says_nothing_of_an_act() throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(FILE));
        lines.removeIf(line -> line.startsWith("unit.read:"));

        assertThatIllegalArgumentException().isThrownBy(() -> PolicyFile.read(lines));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyFile.read(List.of()))
                .withMessage("the policy says nothing of case.list");
    }

    @Test
    void says_which_roles_go_alone() throws IOException {
        var policy = PolicyFile.read(Files.readAllLines(FILE));

        assertThat(policy.alone())
                .containsExactlyInAnyOrder(Role.AUDITOR, Role.CUSTODIAN, Role.ADMINISTRATOR);
        assertThat(policy.act(Right.CASE_READ).words()).isEqualTo("opens a case");
    }
}
