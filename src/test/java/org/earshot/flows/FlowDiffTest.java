package org.earshot.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.earshot.ivr.Flow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The difference between two versions of a flow")
class FlowDiffTest {

    private static final String BEFORE =
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
                  2: {next: old}
                timeout: 3s
                attempts: 2
                otherwise: bye
              old:
                kind: say
                say: [notice]
                next: bye
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

    @Test
    void is_empty_between_a_flow_and_itself() throws Exception {
        assertThat(FlowDiff.between(flow("a", BEFORE), flow("b", BEFORE))).isEmpty();
    }

    @Test
    void names_steps_keys_targets_and_prompts() throws Exception {
        var after =
                BEFORE.replace("  old:\n", "  new:\n")
                        .replace("{next: old}", "{next: new, language: zh}")
                        .replace("3s", "5s")
                        .replace("[goodbye]", "[notice, goodbye]")
                        .replace("[en, zh]", "[zh, en]");

        assertThat(FlowDiff.between(flow("a", BEFORE), flow("b", after)))
                .extracting(FlowDiff.Change::toString)
                .containsExactlyInAnyOrder(
                        "~ languages: [en, zh] -> [zh, en]",
                        "- old: say",
                        "+ new: say",
                        "~ ask asking.timeout: 3s -> 5s",
                        "~ ask keys.2.next: old -> new",
                        "+ ask keys.2.language: zh",
                        "~ bye say: [goodbye] -> [notice, goodbye]");
    }

    @Test
    void names_words_that_changed() throws Exception {
        var one = new SmallFlows(Files.createDirectory(folder.resolve("one"))).prompts("a", "b");
        var other =
                new SmallFlows(Files.createDirectory(folder.resolve("other"))).prompts("b", "c");

        assertThat(FlowDiff.between(one.book().prompts(), other.book().prompts()))
                .extracting(FlowDiff.Change::toString)
                .containsExactly(
                        "- prompt en/a: \"en a words\"",
                        "+ prompt en/c: \"en c words\"",
                        "- prompt zh/a: \"zh a words\"",
                        "+ prompt zh/c: \"zh c words\"");
    }

    private Flow flow(String name, String text) throws Exception {
        var path = Files.createDirectories(folder.resolve(name));
        return new SmallFlows(path)
                .prompts("question", "notice", "connecting", "goodbye")
                .file("some.yaml", text)
                .book()
                .named("some")
                .orElseThrow();
    }
}
