package org.earshot.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Walking through a flow at the keyboard")
class WalkthroughTest {

    private static final String FLOW =
            """
            languages: [en, zh]
            start: ask
            steps:
              ask:
                kind: menu
                say: [question]
                keys:
                  1: {next: agree}
                  2: {next: agree, language: zh}
                timeout: 3s
                attempts: 2
                otherwise: bye
              agree:
                kind: consent
                say: [notice]
                keys:
                  1: {consent: recorded, next: report}
                timeout: 3s
                attempts: 1
                otherwise: {consent: recorded, next: report}
              report:
                kind: report
                say: [speak]
                interrupted: [speak]
                stopKeys: "#"
                silence: 6s
                limit: 10m
                next: code
              code:
                kind: code
                say: [code]
                again: [again]
                times: 1
                group: 4
                confirm: {say: [key], timeout: 8s, pause: 4s, attempts: 3, wrong: [wrong]}
                next: bye
                unconfirmed: bye
                otherwise: bye
              bye:
                kind: hangup
                say: [goodbye]
            """;

    @TempDir private Path folder;

    private final List<String> shown = new ArrayList<>();

    @Test
    void shows_what_a_caller_hears_and_what_comes_of_it() throws Exception {
        run("2 1 'they took money' # c");

        assertThat(shown)
                .startsWith("[some/ask] menu, en", "  en question words")
                .contains("  zh speak words", "  (beep)", "* report ends by key", "* case opened")
                .contains("* agreed recorded", "* code confirmed", "  zh goodbye words")
                .endsWith("* call ended by us");
    }

    @Test
    void lets_waits_run_out_and_callers_hang_up() throws Exception {
        run("_ 7 !");

        assertThat(shown).doesNotContain("[some/agree] consent, en").endsWith("* call ended by us");
        shown.clear();
        run("1 1 !");
        assertThat(shown).contains("* report ends by hangup").endsWith("* call ended by caller");
    }

    @Test
    void asks_again_when_something_is_typed_that_no_telephone_can() throws Exception {
        run("x 1 1 _ _");

        assertThat(shown)
                .contains("* report ends by silence")
                .anyMatch(line -> line.contains("type keys, 'say' and words"));
    }

    @Test
    void refuses_a_phrase_that_is_not_about_the_house() {
        assertThatThrownBy(() -> run("1", "the weather is fine"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'the weather is fine' says nothing about the house");
    }

    @Test
    void meets_the_house_as_it_is_said_to_be() throws Exception {
        run("1 1 #", "no code is to be had");

        assertThat(shown).doesNotContain("* case opened").endsWith("* call ended by us");
    }

    private void run(String keys, String... house) throws Exception {
        var book =
                new SmallFlows(folder)
                        .prompts(
                                "question",
                                "notice",
                                "speak",
                                "code",
                                "again",
                                "key",
                                "wrong",
                                "goodbye",
                                "digit-0",
                                "digit-1",
                                "digit-2",
                                "digit-3",
                                "digit-4",
                                "digit-5",
                                "digit-6",
                                "digit-7",
                                "digit-8",
                                "digit-9")
                        .file("some.yaml", FLOW)
                        .book();
        new Walkthrough(book, shown::add)
                .run(book.named("some").orElseThrow(), List.of(house), Walkthrough.script(keys));
    }
}
