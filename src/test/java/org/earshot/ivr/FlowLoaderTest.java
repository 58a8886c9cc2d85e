package org.earshot.ivr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.earshot.telephony.Dtmf;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A flow is refused")
class FlowLoaderTest {

    @TempDir private Path folder;

    @Test
    void but_not_the_one_we_ship() throws IvrRefused {
        var flow = ShippedFlow.main();

        assertThat(flow.name()).isEqualTo("main");
        assertThat(flow.sha256()).matches("[0-9a-f]{64}");
        assertThat(flow.languages()).containsExactly(Locale.ENGLISH, Locale.CHINESE, Locale.KOREAN);
        assertThat(flow.step("report"))
                .isEqualTo(
                        new Step.Report(
                                List.of("speak-now"),
                                List.of("go-on"),
                                new SpeechLimits(
                                        Set.of(Dtmf.HASH),
                                        Duration.ofSeconds(6),
                                        Duration.ofMinutes(10)),
                                "code"));
    }

    /// One fault each: what is written instead of what, the line, and words of the sentence.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kind: menu          | kind: mneu           | 8  | unknown kind 'mneu'; there are: code, collect, hangup",
                "next: report        | next: raport         | 22 | leads to 'raport', which is no step; there are: language",
                "otherwise: goodbye  | otherwise: godbye    | 51 | leads to 'godbye'",
                "2: {language: zh, next: notice} | 2: {language: zh, next: ntc} | 13 | leads to 'ntc'",
                "start: language     | start: begin         | 3  | starts with 'begin', which is no step",
                "next: confirmed     | next: goodbye        | 53 | no path from the start leads to step 'confirmed'",
                "say: [confirmed]     | say: [go-onn]        | 55 | the prompt 'go-onn' is missing in prompts/en",
                "interrupted: [go-on]| interrupted: [goon]  | 27 | the prompt 'goon' is missing in prompts/en/prompts.csv, prompts/zh/prompts.csv",
                "attempts: 2         | attempts: 0          | 16 | 'attempts' must",
                "attempts: 2         | attempts: two        | 16 | 'attempts'",
                "times: 2            | times: 2.5           | 37 | 'times'",
                "timeout: 3s         | timeout: soon        | 15 | 'timeout' is not of the form",
                "silence: 6s         | silence: 0s          | 29 | 'silence' is not of the form",
                "silence: 6s         | silnce: 6s           | 29 | unknown key 'silnce'",
                "silence: 6s         | silnce: 6s           | 24 | lacks 'silence'",
                "2: {language: zh, next: notice} | 2: {langage: zh, next: notice} | 13 | unknown key 'langage' in 'keys/2'",
                "2: {language: zh, next: notice} | 2: {language: zh} | 13 | lacks 'next' in 'keys/2'",
                "2: {language: zh, next: notice} | 2: {language: ja, next: notice} | 13 | offers the language 'ja'",
                "2: {language: zh, next: notice} | 22: {language: zh, next: notice} | 0 | 22",
                "languages: [en, zh, ko] | languages: [en, xx] | 2 | there are no prompts in 'xx'",
                "languages: [en, zh, ko] | languages: [] | 2 | 'languages'",
                "otherwise: notice   | otherwise: language  | 7  | a caller who presses nothing comes back to step 'language' for ever",
                "start: language     | start:               | 3  | 'start'",
                "stopKeys: \"#\"     | stopKeys: \"x\"      | 28 | 'stopKeys' is not of the form",
                "start: language     | start: language, x: 1| 3  | not YAML",
            })
    void with_file_line_and_a_sentence(String right, String wrong, int line, String sentence)
            throws IOException {
        var refused = load(shipped().replaceFirst(Pattern.quote(right), wrong));

        assertThat(refused.problems())
                .as("%s", refused.getMessage())
                .anySatisfy(problem -> {
                    assertThat(problem.file()).isEqualTo("test.yaml");
                    assertThat(problem.sentence()).contains(sentence).endsWith(".");
                    if (line > 0) {
                        assertThat(problem.line()).isEqualTo(line);
                    }
                });
    }

    @Test
    void with_all_problems_at_once_in_the_order_of_the_lines() throws IOException {
        var refused =
                load(
                        """
                        # Everything is wrong here.
                        languages: [en, zh]
                        start: hello
                        colour: red
                        steps:
                          hello:
                            kind: say
                            say: [notice, no-such-prompt]
                            nxt: menu
                          menu:
                            kind: menu
                            say: [choose-language]
                            keys: {1: {next: nowhere}}
                            timeout: 3
                            attempts: 0
                            otherwise: menu
                          lost:
                            kind: dance
                        """);

        assertThat(refused.problems().stream().map(Problem::line))
                .containsExactly(4, 6, 8, 9, 10, 10, 13, 14, 15, 17, 18);
        assertThat(refused)
                .hasMessageStartingWith("the flow test.yaml cannot be used; problems: 11\n")
                .hasMessageContaining(
                        "\n  test.yaml:18: step 'lost' is of the unknown kind 'dance'")
                .hasMessageContaining(
                        "\n  test.yaml:9: step 'hello' (say) has the unknown key 'nxt'");
    }

    @Test
    void that_says_a_thing_twice() throws IOException {
        var refused =
                load(shipped().replace("start: language\n", "start: language\nstart: notice\n"));

        assertThat(refused.problems())
                .contains(new Problem("test.yaml", 4, "'start' is there twice; keep one of them."));
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
                "---\n...\n"
            })
    void that_is_no_flow_at_all(String yaml) throws IOException {
        assertThat(load(yaml).problems()).isNotEmpty();
    }

    @Test
    void that_is_not_there() {
        var missing = folder.resolve("gone.yaml");

        assertThatThrownBy(() -> new FlowLoader(ShippedFlow.words()).load(missing))
                .isInstanceOf(IvrRefused.class)
                .hasMessageContaining("gone.yaml: there is no such file");
    }

    @Test
    void that_is_not_text() throws IOException {
        var file = Files.write(folder.resolve("test.yaml"), new byte[] {(byte) 0xc3, 0x28});

        assertThatThrownBy(() -> new FlowLoader(ShippedFlow.words()).load(file))
                .isInstanceOf(IvrRefused.class)
                .hasMessageContaining("not UTF-8");
    }

    /// Wherever an editor or a disk cuts the file off, the answer is a refusal (or, behind the last
    /// step, a whole flow), never another exception.
    @Test
    void that_is_cut_off_anywhere() throws IOException, IvrRefused {
        var bytes = shipped().getBytes(StandardCharsets.UTF_8);
        var loader = new FlowLoader(ShippedFlow.words());
        int refused = 0;
        for (int length = 0; length < bytes.length; length += 7) {
            var file = Files.write(folder.resolve("cut.yaml"), Arrays.copyOf(bytes, length));
            try {
                loader.load(file);
            } catch (IvrRefused _) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(bytes.length / 7 - 2);
    }

    @Test
    void that_is_nested_without_end() throws IOException {
        assertThat(load("steps: " + "[".repeat(5_000)).problems()).isNotEmpty();
        assertThat(load("{a: ".repeat(5_000)).problems()).isNotEmpty();
    }

    @Test
    void by_schemas_that_name_the_same_kinds_and_keys_as_the_steps() throws IOException {
        for (var type : Step.class.getPermittedSubclasses()) {
            var kind = type.getSimpleName().toLowerCase(Locale.ROOT);
            var schema = ShippedFlow.FOLDER.resolve("schema/" + kind + ".schema.json");
            var text = Files.readString(schema);
            for (var component : type.getRecordComponents()) {
                if (component.getType() != SpeechLimits.class) {
                    assertThat(text).as(kind).contains("\"" + component.getName() + "\"");
                }
            }
        }
    }

    private static String shipped() throws IOException {
        return Files.readString(ShippedFlow.FOLDER.resolve("main.yaml"));
    }

    private IvrRefused load(String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("test.yaml"), yaml);
        return catchThrowableOfType(
                IvrRefused.class, () -> new FlowLoader(ShippedFlow.words()).load(file));
    }
}
