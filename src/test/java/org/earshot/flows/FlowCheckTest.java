package org.earshot.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.PromptBook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A flow is refused")
class FlowCheckTest {

    private static final String WHOLE =
            """
            # Asks, and records.
            languages: [en, zh]
            start: choose
            steps:
              choose:
                kind: menu
                say: [ask]
                keys: {1: {language: en, next: may-we}, 2: {language: zh, next: may-we}}
                timeout: 3s
                attempts: 2
                otherwise: may-we
              may-we:
                kind: consent
                say: [ask]
                keys: {1: {consent: recorded, next: report}}
                timeout: 3s
                attempts: 2
                otherwise: {consent: minutes-only, next: report}
              report:
                kind: report
                say: [hello]
                interrupted: [hello]
                stopKeys: "#"
                silence: 6s
                limit: 10m
                next: bye
              bye:
                kind: hangup
                say: [bye]
            """;

    private static PromptBook prompts;

    @TempDir private Path empty;

    @BeforeAll
    static void readPrompts() throws IvrRefused {
        prompts = PromptBook.read(Path.of("src/test/resources/flows/broken/prompts"));
    }

    @Test
    void but_not_a_whole_one() throws IvrRefused {
        var check = check(WHOLE);

        assertThat(check.findings()).isEmpty();
        var flow = check.bookOrRefuse("the flow").flow("test");
        assertThat(flow.name()).isEqualTo("test");
        assertThat(flow.sha256()).matches("[0-9a-f]{64}");
        assertThat(check.times()).hasSize(1);
    }

    /// One slip each: what is written instead of what, the line, and words of the sentence.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kind: menu       | kind: mneu            | 6  | schema: step 'choose' is of the unknown kind 'mneu'; there are: add-note, call",
                "next: bye        | next: by              | 26 | target: step 'report' leads to 'by', which is no step; there are: choose, may-we",
                "start: choose    | start: begin          | 3  | start: the flow starts with 'begin', which is no step",
                "attempts: 2      | attempts: 0           | 10 | 'attempts' must",
                "attempts: 2      | attempts: two         | 10 | 'attempts'",
                "timeout: 3s      | timeout: soon         | 9  | 'timeout' is not of the form",
                "silence: 6s      | silence: 0s           | 24 | 'silence' is not of the form",
                "silence: 6s      | silnce: 6s            | 24 | unknown key 'silnce'",
                "silence: 6s      | silnce: 6s            | 19 | lacks 'silence'",
                "2: {language: zh | 2: {langage: zh       | 8  | unknown key 'langage' in 'keys/2'",
                "2: {language: zh | 2: {language: ja      | 8  | language: step 'choose' names the language 'ja'",
                "2: {language: zh | 22: {language: zh     | 8  | 22",
                "languages: [en, zh] | languages: []      | 2  | 'languages'",
                "stopKeys: \"#\"  | stopKeys: \"x\"       | 23 | 'stopKeys' is not of the form",
                "start: choose    | start: choose, x: 1   | 3  | yaml: this is not YAML",
                "start: choose    | start: bye            | 27 | person: no way from step 'bye' leads to a person",
            })
    void with_file_line_and_a_sentence(String right, String wrong, int line, String sentence) {
        assertThat(WHOLE).contains(right);

        var check = check(WHOLE.replaceFirst(Pattern.quote(right), wrong));

        assertThat(check.passes()).isFalse();
        assertThat(check.findings())
                .anySatisfy(finding -> {
                    assertThat(finding.file()).isEqualTo("test.yaml");
                    assertThat(finding.toString()).contains(sentence).endsWith(".");
                });
        assertThat(check.findings())
                .filteredOn(finding -> finding.toString().contains(sentence))
                .extracting(Finding::line)
                .contains(line);
    }

    @Test
    void with_all_problems_at_once_in_the_order_of_the_lines() {
        var check =
                check(
                        """
                        # Everything is wrong here.
                        languages: [en, zh]
                        start: hello
                        colour: red
                        steps:
                          hello:
                            kind: say
                            say: [ask, no-such-prompt]
                            nxt: menu
                          menu:
                            kind: menu
                            say: [ask]
                            keys: {1: {next: nowhere}}
                            timeout: 3
                            attempts: 0
                            otherwise: menu
                          lost:
                            kind: dance
                        """);

        assertThatThrownBy(() -> check.bookOrRefuse("the flow test.yaml"))
                .isInstanceOf(IvrRefused.class)
                .hasMessageStartingWith("the flow test.yaml cannot be used; problems: ")
                .hasMessageContaining(
                        "\n  test.yaml:4: schema: the flow has the unknown key 'colour'")
                .hasMessageContaining(
                        "\n  test.yaml:8: prompt: the prompt 'no-such-prompt' is missing")
                .hasMessageContaining(
                        "\n  test.yaml:9: schema: step 'hello' (say) has the unknown key 'nxt'")
                .hasMessageContaining("\n  test.yaml:10: reachable: ")
                .hasMessageContaining("\n  test.yaml:10: loop: ")
                .hasMessageContaining("\n  test.yaml:13: target: ")
                .hasMessageContaining("\n  test.yaml:14: schema: ")
                .hasMessageContaining("\n  test.yaml:15: schema: ")
                .hasMessageContaining("\n  test.yaml:17: reachable: ")
                .hasMessageContaining(
                        "\n  test.yaml:18: schema: step 'lost' is of the unknown kind 'dance'");
        assertThat(check.findings()).extracting(Finding::line).isSorted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "# only a comment",
                "hello",
                "[1, 2]",
                "steps: 3",
                "steps: {a: 1}",
                "null",
                "&a [*a]",
                "---\n...\n",
                "person: 3",
                "steps: {a: {kind: choose, cases: 3}}",
                "steps: {a: {kind: [say], keys: [1], ways: {next: {next: a}}}}"
            })
    void that_is_no_flow_at_all(String yaml) {
        assertThat(check(yaml).findings()).isNotEmpty();
    }

    @Test
    void that_is_not_text() {
        var check = check(new byte[] {(byte) 0xc3, 0x28});

        assertThat(check.findings())
                .anySatisfy(finding -> assertThat(finding.sentence()).contains("not UTF-8"));
    }

    @Test
    void that_is_not_there() {
        assertThatThrownBy(() -> FlowBook.read(empty.resolve("gone.yaml")))
                .isInstanceOf(IvrRefused.class)
                .hasMessageContaining("gone.yaml: yaml: there is no such file");
    }

    /// Wherever an editor or a disk cuts the file off, the answer is a refusal (or, behind the last
    /// step, a whole flow), never an exception.
    @Test
    void that_is_cut_off_anywhere() {
        var bytes = WHOLE.getBytes(StandardCharsets.UTF_8);
        int passed = 0;
        for (int length = 0; length < bytes.length; length += 5) {
            if (check(Arrays.copyOf(bytes, length)).passes()) {
                passed++;
            }
        }
        assertThat(passed).isLessThanOrEqualTo(4); // within the last line
    }

    @Test
    void that_is_nested_without_end() {
        assertThat(check("steps: " + "[".repeat(5_000)).findings()).isNotEmpty();
        assertThat(check("{a: ".repeat(5_000)).findings()).isNotEmpty();
    }

    private static FlowCheck check(String yaml) {
        return check(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static FlowCheck check(byte[] flow) {
        var folder = new FlowFolder(new TreeMap<>(), new TreeMap<>(), prompts);
        return FlowCheck.of(folder.with("test", flow), Names.unknown(), PromptLengths.unknown());
    }
}
