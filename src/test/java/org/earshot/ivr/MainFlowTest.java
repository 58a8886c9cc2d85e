package org.earshot.ivr;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.earshot.telephony.Hangup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `main.dialogues` cannot say in plain words.
@DisplayName("The main flow")
class MainFlowTest {

    private final ScriptedLine caller = new ScriptedLine();
    private final RecordingHouse house = new RecordingHouse(caller);
    private Flow flow;
    private FlowRunner runner;

    @BeforeEach
    void load_what_is_shipped() throws IvrRefused {
        flow = ShippedFlow.main();
        runner = runner(caller, house);
    }

    private FlowRunner runner(Line line, RecordingHouse asked) throws IvrRefused {
        return new FlowRunner(line, ShippedFlow.prompts(), asked.ports(), Flows.of(flow));
    }

    private FlowState left(String step, Locale language) {
        return new FlowState(
                "main",
                flow.sha256(),
                step,
                language,
                Pace.NORMAL,
                Optional.empty(),
                Map.of(),
                List.of());
    }

    @ParameterizedTest
    @CsvSource({"1,en", "2,zh", "3,ko"})
    void a_call_in_each_language_ends_with_a_case(String key, String language) throws Hangup {
        caller.hears("choose-language")
                .presses(key)
                .hears(language + "/notice")
                .hears(language + "/speak-now")
                .hears("beep")
                .speaks(ofSeconds(12))
                .presses("#")
                .hears(language + "/key-code")
                .presses(RecordingHouse.CODE)
                .hears(language + "/goodbye");

        runner.run(flow);

        assertThat(caller.unmet()).isEmpty();
        assertThat(house.acts())
                .containsExactly(
                        "language " + language,
                        "report begun",
                        "report ended by KEY",
                        "recording silenced",
                        "case opened",
                        "code right",
                        "recording heard");
        assertThat(caller.endedBy()).contains(Hangup.By.FLOW);
    }

    @Test
    void the_code_is_read_twice_in_groups_of_four() throws Hangup {
        caller.hears("choose-language")
                .presses("1")
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("#");

        runner.run(flow);

        var code = String.join(" ", caller.heard());
        var once =
                "en/digit-4 en/digit-0 en/digit-1 en/digit-7 en/pause"
                        + " en/digit-2 en/digit-3 en/digit-5 en/digit-9 en/pause"
                        + " en/digit-8 en/digit-6 en/digit-0 en/digit-1 en/pause"
                        + " en/digit-4 en/digit-3 en/digit-7 en/digit-8";
        assertThat(code).contains("en/code-follows " + once + " en/code-again " + once + " en/key");
    }

    @Test
    void the_house_never_hears_of_the_digits_of_a_code() throws Hangup {
        caller.hears("choose-language")
                .presses("1")
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("#");

        runner.run(flow);

        assertThat(house.log()).noneMatch(line -> line.contains("digit-"));
    }

    @Test
    void a_caller_who_keys_the_code_while_it_is_read_stops_the_reading() throws Hangup {
        caller.hears("choose-language")
                .presses("1")
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("#");
        caller.hears("code-again").presses(RecordingHouse.CODE);

        runner.run(flow);

        assertThat(house.acts()).contains("code right");
        assertThat(caller.heard()).doesNotContain("en/key-code");
        assertThat(Collections.frequency(caller.heard(), "en/digit-4")).isEqualTo(2); // one reading
    }

    @Test
    void keys_pressed_before_the_code_are_not_taken_for_it() throws Hangup {
        caller.hears("choose-language")
                .presses("1")
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("##12");
        caller.hears("key-code").presses(RecordingHouse.CODE);

        runner.run(flow);

        assertThat(house.acts()).contains("code right").doesNotContain("code wrong");
    }

    @Test
    void a_caller_who_keys_along_hears_the_whole_code_and_is_not_asked_again() throws Hangup {
        caller.hears("choose-language").presses("1").hears("beep").speaks(ofSeconds(2));
        caller.presses("#").hears("digit-4").presses(RecordingHouse.CODE);

        runner.run(flow);

        assertThat(house.acts()).contains("code right").doesNotContain("code wrong");
        assertThat(Collections.frequency(caller.heard(), "en/digit-3")).isEqualTo(2);
        assertThat(caller.heard()).doesNotContain("en/code-again", "en/key-code");
    }

    @Test
    void a_hash_pressed_again_while_the_code_is_read_does_no_harm() throws Hangup {
        caller.hears("choose-language")
                .presses("1")
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("#");
        caller.hears("code-follows").presses("#").hears("code-again");
        caller.presses(RecordingHouse.CODE);

        runner.run(flow);

        assertThat(house.acts()).contains("code right").doesNotContain("code wrong");
    }

    @Test
    void a_short_code_ended_by_hash_is_wrong_at_once_and_the_code_is_read_again() throws Hangup {
        caller.hears("choose-language")
                .presses("1")
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("#");
        caller.hears("key-code").presses("40172#").hears("wrong-code").hears("code-again");
        caller.presses(RecordingHouse.CODE).hears("confirmed");

        runner.run(flow);

        assertThat(caller.unmet()).isEmpty();
        assertThat(house.acts()).containsSubsequence("code wrong", "code right");
    }

    @Test
    void the_case_is_opened_once_however_often_the_code_is_read() throws Hangup {
        caller.hears("choose-language")
                .presses("1")
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("#");
        for (int i = 0; i < 3; i++) {
            caller.hears("key-code").presses("1111222233334444");
        }

        runner.run(flow);

        assertThat(house.acts()).containsOnlyOnce("case opened");
        assertThat(Collections.frequency(house.acts(), "code wrong")).isEqualTo(3);
        assertThat(house.steps()).endsWith("code", "goodbye");
    }

    @Test
    void a_caller_for_whom_there_is_no_code_is_told_so() throws Hangup {
        house.withoutCodes();
        caller.hears("choose-language")
                .presses("2")
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("zh/no-code");

        runner.run(flow);

        assertThat(caller.unmet()).isEmpty();
        assertThat(house.acts()).contains("report ended by KEY").doesNotContain("case opened");
    }

    /// Every quarter of a second of the longest ordinary call.
    @Test
    void a_caller_may_hang_up_at_any_moment() throws IvrRefused {
        var whole = callThatHangsUpAt(ofSeconds(1_000), new ArrayList<>());
        for (var at = Duration.ZERO; at.compareTo(whole) < 0; at = at.plusMillis(250)) {
            var acts = new ArrayList<String>();

            callThatHangsUpAt(at, acts);

            assertThat(Collections.frequency(acts, "report begun"))
                    .as("reports begun and ended when hanging up at %s", at)
                    .isEqualTo(acts.stream().filter(act -> act.startsWith("report ended")).count());
        }
        assertThat(whole).isGreaterThan(ofSeconds(30));
    }

    private Duration callThatHangsUpAt(Duration moment, List<String> acts) throws IvrRefused {
        var line = new ScriptedLine().hangsUpAt(moment);
        line.hears("choose-language").presses("1").hears("beep").speaks(ofSeconds(5)).presses("#");
        line.hears("key-code").presses("12345#").hears("key-code").presses(RecordingHouse.CODE);
        var asked = new RecordingHouse(line);
        var call = runner(line, asked);
        if (moment.compareTo(ofSeconds(1_000)) < 0) {
            assertThatThrownBy(() -> call.run(flow))
                    .isInstanceOfSatisfying(
                            Hangup.class, end -> assertThat(end.by()).isEqualTo(Hangup.By.CALLER));
        } else {
            assertThatCode(() -> call.run(flow)).doesNotThrowAnyException();
        }
        acts.addAll(asked.acts());
        return line.elapsed();
    }

    @Test
    void hanging_up_while_speaking_ends_the_report_and_the_recording_stays_as_it_is() {
        caller.hears("choose-language").presses("1").hears("beep").speaks(ofSeconds(3)).hangsUp();

        assertThatThrownBy(() -> runner.run(flow)).isInstanceOf(Hangup.class);

        assertThat(house.acts())
                .containsExactly("language en", "report begun", "report ended by HANGUP");
    }

    @Test
    void a_recording_silenced_for_the_code_stays_silenced_when_the_caller_hangs_up() {
        caller.hears("choose-language")
                .presses("1")
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("#");
        caller.hears("digit-4").hangsUp();

        assertThatThrownBy(() -> runner.run(flow)).isInstanceOf(Hangup.class);

        assertThat(house.acts()).endsWith("recording silenced", "case opened");
    }

    @Test
    void a_report_taken_up_again_goes_on_in_the_language_chosen_before() throws Hangup {
        caller.hears("ko/go-on").hears("beep").speaks(ofSeconds(4)).presses("#").hears("key-code");

        runner.resume(left("report", Locale.KOREAN), flow);

        assertThat(caller.unmet()).isEmpty();
        assertThat(caller.heard()).startsWith("ko/go-on", "beep").doesNotContain("ko/speak-now");
        assertThat(house.acts()).startsWith("report begun", "report ended by KEY");
    }

    @Test
    void a_code_taken_up_again_is_read_again() throws Hangup {
        caller.hears("zh/key-code").presses(RecordingHouse.CODE);

        runner.resume(left("code", Locale.CHINESE), flow);

        assertThat(house.acts())
                .containsExactly(
                        "recording silenced", "case opened", "code right", "recording heard");
    }

    @Test
    void a_step_that_is_no_more_means_the_start() throws Hangup {
        caller.hears("choose-language").presses("1").hears("notice");

        runner.resume(left("gone", Locale.KOREAN), flow);

        assertThat(house.steps()).startsWith("language", "notice");
    }

    @Test
    void a_wrong_key_repeats_the_menu_in_every_language() throws Hangup {
        caller.hears("ko/choose-language").presses("9").hears("en/choose-language").presses("2");

        runner.run(flow);

        assertThat(house.acts()).startsWith("language zh");
        assertThat(caller.heard())
                .startsWith(
                        "en/choose-language",
                        "zh/choose-language",
                        "ko/choose-language",
                        "en/choose-language",
                        "zh/notice");
    }

    @Test
    void a_caller_who_does_nothing_at_all_is_served_in_the_first_language() throws Hangup {
        runner.run(flow);

        assertThat(house.steps())
                .isEqualTo(List.of("language", "notice", "report", "code", "goodbye"));
        assertThat(house.acts()).startsWith("language en", "report begun");
    }
}
