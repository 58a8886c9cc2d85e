package org.earshot.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {

    private static final String PLAIN =
            """
            version: 7
            languages:
              en:
                units: WORDS
                negation: {words: ["no"], except: [], side: BEFORE, reach: 2}
            rules:
              - id: a
                category: FRAUD
                priority: NORMAL
                words: {en: [fraud]}
            """;

    @Test
    void the_version_shows_an_edit_that_forgot_to_raise_it(@TempDir Path directory)
            throws Exception {
        var file = directory.resolve("rules.yaml");
        Files.writeString(file, PLAIN);
        var before = ScreeningRules.load(file).version();
        Files.writeString(file, PLAIN + "# edited\n");

        assertThat(before).matches("7-[0-9a-f]{8}");
        assertThat(ScreeningRules.load(file).version()).startsWith("7-").isNotEqualTo(before);
    }

    @Test
    void all_problems_are_told_at_once() {
        String broken =
                PLAIN.replace("[fraud]", "[fraud, '*', fraud]")
                        + "  - {id: a, priority: HIGH, words: {fr: [escroc]}}\n";

        assertThatThrownBy(() -> load(broken))
                .isInstanceOf(UnusableRules.class)
                .hasMessageContaining("my-rules.yaml cannot be used")
                .hasMessageContaining("'a': keyword '*' holds nothing to search for")
                .hasMessageContaining("'a' has a word twice in 'en'")
                .hasMessageContaining("rule 'a' is there twice")
                .hasMessageContaining("'a' has words in 'fr', which is not in languages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "version: 1", "version: '1'\nsurprise: 2", "{", "- a"})
    void a_file_that_is_no_rule_file_is_refused_by_name(String yaml) {
        assertThatThrownBy(() -> load(yaml))
                .isInstanceOf(UnusableRules.class)
                .hasMessageStartingWith("my-rules.yaml cannot be used");
    }

    @Test
    void a_wrong_priority_is_refused_with_its_line() {
        assertThatThrownBy(() -> load(PLAIN.replace("priority: NORMAL", "priority: SOON")))
                .hasMessageContaining("line")
                .hasMessageContaining("SOON")
                .hasMessageContaining("EMERGENCY");
    }

    @Test
    void a_rule_without_category_only_raises_the_priority() throws Exception {
        var rules = load(PLAIN.replace("    category: FRAUD\n", "").replace("NORMAL", "HIGH"));

        var screening = rules.screen("fraud", Locale.ENGLISH);

        assertThat(screening.category()).isEqualTo(Category.OTHER);
        assertThat(screening.priority()).isEqualTo(Priority.HIGH);
    }

    private static ScreeningRules load(String yaml) throws UnusableRules {
        return ScreeningRules.of(yaml.getBytes(StandardCharsets.UTF_8), "my-rules.yaml");
    }
}
