package org.earshot.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Holds the documentation's page and the policy together. `-Drights.write=true` writes it.
@DisplayName("The page of rights")
class PolicyPageTest {

    private static final Path FILE = Path.of("src/site/markdown/rights.md");

    private final PolicyPage page = new PolicyPage(Policy.builtIn());

    @Test
    void is_that_of_the_policy() throws IOException {
        var wanted = page.markdown();
        if (Boolean.getBoolean("rights.write")) {
            Files.writeString(FILE, wanted);
        }

        assertThat(Files.readString(FILE))
                .as("run: mvn test -Dtest=PolicyPageTest -Drights.write=true")
                .isEqualTo(wanted);
    }

    @Test
    void names_the_places_of_each_grant() {
        assertThat(page.cell(Role.UNIT_OFFICER, Right.CASE_READ))
                .isEqualTo("own; same, below (purpose)");
        assertThat(page.cell(Role.SUPERVISOR, Right.IDENTITY_UNMASK)).isEqualTo("own, same (two)");
        assertThat(page.cell(Role.AGENT, Right.KEYS_DESTROY)).isEmpty();
    }

    @Test
    void shows_every_act_and_marks_content() {
        assertThat(page.markdown())
                .contains("| **`case.read`** | own | own; same (purpose) |")
                .contains("| `keys.read` |")
                .contains("Roles that go with no other: auditor, custodian, administrator.");
    }
}
