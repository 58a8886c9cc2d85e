package org.earshot.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.Outbound;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A dialogue")
class DialogueTest {

    @TempDir private Path folder;

    @Test
    void sorts_phrases_by_what_they_say() throws Exception {
        var dialogue =
                read("""
                # remark

                A caller rings on a holiday (live):
                  hears zh/notice · presses 1# · says yes · speaks 12 s · waits 300 ms
                  presses the code · hangs up ·
                  report ends by key · call ended by caller
                """)
                        .getFirst();

        assertThat(dialogue.flow()).isEqualTo("some");
        assertThat(dialogue.title()).isEqualTo("A caller rings on a holiday");
        assertThat(dialogue.line()).isEqualTo(3);
        assertThat(dialogue.live()).isTrue();
        assertThat(dialogue.body().acts())
                .containsExactly(
                        new Phrase.Act.Hears("zh/notice"),
                        new Phrase.Act.Presses("1#"),
                        new Phrase.Act.Says("yes"),
                        new Phrase.Act.Speaks(Duration.ofSeconds(12)),
                        new Phrase.Act.Waits(Duration.ofMillis(300)),
                        new Phrase.Act.Presses(""),
                        new Phrase.Act.HangsUp());
        assertThat(dialogue.outcome())
                .containsExactly("report ends by key", "call ended by caller");
    }

    @Test
    void names_every_phrase_that_is_none_with_its_line() {
        assertThatThrownBy(() ->
                        read(
                                """
                                A caller:
                                  hear notice · presses 1
                                  call ended by the caller

                                Another one
                                  the hook x answers {"a" · presses X
                                """))
                .isInstanceOf(IvrRefused.class)
                .hasMessageContaining("some.dialogues:2: 'hear notice' is no phrase")
                .hasMessageContaining("some.dialogues:3: 'call ended by the caller'")
                .hasMessageContaining("some.dialogues:5: the title 'Another one' does not end in")
                .hasMessageContaining("some.dialogues:6: 'the hook x answers {\"a\"'")
                .hasMessageContaining("some.dialogues:6: 'presses X'");
    }

    @Test
    void is_live_only_where_a_real_house_can_be_made_so() throws Exception {
        var dialogue =
                read("One (live):\n  the office is closed · target duty is busy · hangs up\n")
                        .getFirst();

        assertThat(dialogue.house().office()).isEqualTo(LiveHouse.Office.CLOSED);
        assertThat(dialogue.house().targets()).containsEntry("duty", Outbound.Outcome.BUSY);
        assertThatThrownBy(() -> read("One (live):\n  cases are away · call ended by us\n"))
                .isInstanceOf(IvrRefused.class)
                .hasMessageContaining("cannot be live, a real house cannot be made so that 'cases");
        assertThatThrownBy(() -> read("One (live):\n  the core restarts · hangs up\n"))
                .isInstanceOf(IvrRefused.class)
                .hasMessageContaining("other calls are up when the core restarts");
    }

    @Test
    void that_is_not_there_is_refused_in_one_sentence() {
        assertThatThrownBy(() -> Dialogue.read(folder.resolve("gone.dialogues")))
                .isInstanceOf(IvrRefused.class)
                .hasMessageContaining("there is no such file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the office is open",
                "the night-shift is on holiday",
                "queue agents answers after 20 s",
                "queue agents closes after 1 m",
                "queue agents is closed",
                "queue agents has 3 waiting",
                "queue agents expects 4 m",
                "target duty does not answer",
                "the case is not accepted",
                "the case is known",
                "codes are locked",
                "cases are away",
                "no code is to be had",
                "the screening says FRAUD, EMERGENCY",
                "the caller agreed to transcript-only",
                "callback times are 2026-11-23 09:00, 2026-11-24 14:30",
                "callback times are taken",
                "no callback time is free",
                "the hook verify answers {\"name\": \"x\"}",
                "the hook answers 200 {}",
                "the hook answers 503",
                "the hook verify does not answer",
                "it is 2026-11-22 10:00"
            })
    void may_say_how_the_house_is(String phrase) {
        assertThat(Phrase.of(phrase)).contains(new Phrase.Setting(phrase));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"it is 2026-13-01 10:00", "callback times are 9:00", "the hook answers {x}"})
    void may_not_say_what_cannot_be(String phrase) {
        assertThatThrownBy(() -> Phrase.of(phrase)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "presses", "speaks long", "the office", "queue agents answers", "hears"})
    void knows_nothing_else(String phrase) {
        assertThat(Phrase.of(phrase)).isEqualTo(Optional.empty());
    }

    private List<Dialogue> read(String text) throws IvrRefused, IOException {
        return Dialogue.read(Files.writeString(folder.resolve("some.dialogues"), text));
    }
}
