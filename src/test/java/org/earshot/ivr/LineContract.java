package org.earshot.ivr;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Line] does, whatever telephone system is behind it. An implementation extends this
/// and says how a call begins.
public abstract class LineContract {

    /// A telephone system may be this much early (a packet, a timer) ...
    private static final Duration EARLY = ofMillis(200);

    /// ... and this much late.
    private static final Duration LATE = ofMillis(1_500);

    private static final Duration PATIENCE = ofSeconds(10);
    private static final Duration A_WHILE = ofMillis(600);

    private Conversation call;
    private Line line;

    /// One call: our end, and the person at the other. What the caller is told to do is done in
    /// order, beginning at once, while the test goes on.
    public interface Conversation extends AutoCloseable {

        Line line();

        /// A prompt of this length which the caller can tell from the others.
        Prompt prompt(String id, Duration length);

        Conversation waits(Duration time);

        Conversation presses(String keys);

        Conversation speaks(Duration time);

        /// Where [#understands] is true; begins when the line listens.
        default Conversation says(String words) {
            throw new UnsupportedOperationException("nobody understands " + words);
        }

        /// Whether words can be recognised on this line.
        default boolean understands() {
            return false;
        }

        Conversation hangsUp();

        /// Returns when the caller has done everything and our end has had the time to learn of it.
        void settle();

        /// Time since the call began.
        Duration elapsed();

        /// Prompts the caller heard begin, and `beep`, in order.
        List<String> heard();

        /// Whether the caller's telephone shows the call as ended by `patience` from now.
        boolean endsWithin(Duration patience);

        @Override
        void close();
    }

    /// A call that rings; the test answers it.
    protected abstract Conversation ringing();

    @BeforeEach
    void answer_a_call() throws Hangup {
        call = ringing();
        line = call.line();
        line.answer();
    }

    @AfterEach
    void end_the_call() {
        call.close();
    }

    @Test
    void answering_twice_changes_nothing() throws Hangup {
        line.answer();
        line.play(prompts("low"), keys(""));

        assertThat(call.heard()).containsExactly("low");
    }

    @Test
    void prompts_are_played_one_after_the_other() throws Hangup {
        var begin = call.elapsed();

        var key = line.play(prompts("low", "high"), keys("1"));

        assertThat(key).isEmpty();
        assertTook(ofMillis(1_200), begin);
        assertThat(call.heard()).containsExactly("low", "high");
    }

    @Test
    void nothing_to_play_takes_no_time() throws Hangup {
        var begin = call.elapsed();

        assertThat(line.play(List.of(), keys("1"))).isEmpty();
        assertTook(Duration.ZERO, begin);
    }

    @Test
    void a_key_stops_the_prompts_at_once() throws Hangup {
        var begin = call.elapsed();
        call.waits(A_WHILE).presses("1");

        var key = line.play(List.of(call.prompt("low", ofSeconds(4)), high()), keys("12"));

        assertThat(key).contains(key('1'));
        assertTook(A_WHILE, begin);
        assertThat(call.heard()).containsExactly("low");
    }

    @Test
    void what_a_key_stopped_does_not_hold_up_what_follows() throws Hangup {
        call.waits(A_WHILE).presses("1");
        line.play(List.of(call.prompt("low", ofSeconds(4))), keys("1"));
        var begin = call.elapsed();

        line.play(prompts("high"), keys(""));

        assertTook(A_WHILE, begin);
        assertThat(call.heard()).containsExactly("low", "high");
    }

    @Test
    void a_key_pressed_before_stops_the_prompts_as_well() throws Hangup {
        call.presses("2").settle();
        var begin = call.elapsed();

        var key = line.play(List.of(call.prompt("low", ofSeconds(4)), high()), keys("12"));

        assertThat(key).contains(key('2'));
        assertTook(Duration.ZERO, begin);
        assertThat(call.heard()).doesNotContain("high");
    }

    @Test
    void a_key_pressed_before_is_taken_when_there_is_nothing_to_play() throws Hangup {
        call.presses("25").settle();

        assertThat(line.play(List.of(), keys("5"))).contains(key('5'));
        assertThat(line.play(List.of(), keys("5"))).isEmpty();
        assertThat(line.readKey(PATIENCE)).contains(key('2'));
    }

    @Test
    void a_key_that_stopped_a_prompt_is_not_read_again() throws Hangup {
        call.presses("2").settle();
        line.play(prompts("low"), keys("2"));

        assertThat(line.readKey(A_WHILE)).isEmpty();
    }

    @Test
    void other_keys_do_not_stop_prompts_and_are_kept_in_order() throws Hangup {
        call.waits(ofMillis(200)).presses("79");

        assertThat(line.play(List.of(call.prompt("low", ofMillis(1_500))), keys("12"))).isEmpty();

        assertThat(line.readKey(PATIENCE)).contains(key('7'));
        assertThat(line.readKey(PATIENCE)).contains(key('9'));
        assertThat(line.readKey(A_WHILE)).isEmpty();
    }

    @Test
    void keys_pressed_before_the_one_that_stops_are_kept_too() throws Hangup {
        call.presses("51").settle();

        assertThat(line.play(prompts("low"), keys("1"))).contains(key('1'));
        assertThat(line.readKey(PATIENCE)).contains(key('5'));
    }

    @Test
    void every_key_of_the_telephone_is_read() throws Hangup {
        call.presses("1234567890*#");

        for (char symbol : "1234567890*#".toCharArray()) {
            assertThat(line.readKey(PATIENCE)).contains(key(symbol));
        }
    }

    @Test
    void the_same_key_twice_is_two_keys() throws Hangup {
        call.presses("77").settle();

        assertThat(line.readKey(PATIENCE)).contains(key('7'));
        assertThat(line.readKey(PATIENCE)).contains(key('7'));
        assertThat(line.readKey(A_WHILE)).isEmpty();
    }

    @Test
    void waiting_for_a_key_ends_when_it_comes() throws Hangup {
        var begin = call.elapsed();
        call.waits(A_WHILE).presses("4");

        assertThat(line.readKey(PATIENCE)).contains(key('4'));
        assertTook(A_WHILE, begin);
    }

    @Test
    void waiting_for_a_key_ends_when_the_time_is_over() throws Hangup {
        var begin = call.elapsed();

        assertThat(line.readKey(A_WHILE)).isEmpty();
        assertTook(A_WHILE, begin);
    }

    @Test
    void a_key_answers_a_question_that_may_be_answered_aloud() throws Hangup {
        var begin = call.elapsed();
        call.waits(A_WHILE).presses("2");

        assertThat(line.hear(yesOrNo(PATIENCE))).isEqualTo(new Answer.Key(key('2')));
        assertTook(A_WHILE, begin);
    }

    @Test
    void a_key_pressed_before_answers_at_once() throws Hangup {
        call.presses("12").settle();
        var begin = call.elapsed();

        assertThat(line.hear(yesOrNo(PATIENCE))).isEqualTo(new Answer.Key(key('1')));
        assertThat(line.readKey(PATIENCE)).contains(key('2'));
        assertTook(Duration.ZERO, begin);
    }

    @Test
    void no_key_and_no_word_is_no_answer() throws Hangup {
        var begin = call.elapsed();

        assertThat(line.hear(yesOrNo(A_WHILE))).isEqualTo(new Answer.Nothing());
        assertTook(A_WHILE, begin);
    }

    @Test
    void a_word_that_is_expected_answers_where_words_are_understood() throws Hangup {
        if (!call.understands()) {
            call.speaks(ofSeconds(1));
            assertThat(line.hear(yesOrNo(A_WHILE)))
                    .as("without a recogniser only keys count")
                    .isEqualTo(new Answer.Nothing());
            return;
        }
        call.says("no");

        assertThat(line.hear(yesOrNo(PATIENCE))).isEqualTo(new Answer.Words("no"));
    }

    @Test
    void a_caller_who_hangs_up_ends_the_wait_for_an_answer() {
        var begin = call.elapsed();
        call.waits(A_WHILE).hangsUp();

        assertHangup(Hangup.By.CALLER, () -> line.hear(yesOrNo(PATIENCE)));
        assertTook(A_WHILE, begin);
    }

    @Test
    void a_stop_key_ends_listening() throws Hangup {
        var begin = call.elapsed();
        call.speaks(ofSeconds(1)).presses("#");

        var end = line.listen(new SpeechLimits(keys("#*"), ofSeconds(4), ofSeconds(20)));

        assertThat(end).isEqualTo(new SpeechEnd.Key(key('#')));
        assertTook(ofSeconds(1), begin);
    }

    @Test
    void silence_from_the_start_ends_listening() throws Hangup {
        var begin = call.elapsed();

        var end = line.listen(new SpeechLimits(keys("#"), ofSeconds(1), ofSeconds(20)));

        assertThat(end).isEqualTo(new SpeechEnd.Silence());
        assertTook(ofSeconds(1), begin);
    }

    @Test
    void silence_counts_from_the_last_word() throws Hangup {
        var begin = call.elapsed();
        call.speaks(ofMillis(2_500));

        var end = line.listen(new SpeechLimits(keys("#"), ofSeconds(2), ofSeconds(20)));

        assertThat(end).isEqualTo(new SpeechEnd.Silence());
        assertTook(ofMillis(4_500), begin);
    }

    @Test
    void a_caller_who_does_not_stop_is_stopped_at_the_limit() throws Hangup {
        var begin = call.elapsed();
        call.speaks(ofSeconds(6));

        var end = line.listen(new SpeechLimits(keys("#"), ofMillis(1_500), ofSeconds(2)));

        assertThat(end).isEqualTo(new SpeechEnd.Limit());
        assertTook(ofSeconds(2), begin);
    }

    @Test
    void listening_drops_keys_pressed_before_and_keys_that_do_not_stop() throws Hangup {
        call.presses("#5").settle();
        call.waits(ofMillis(200)).presses("6").waits(ofMillis(400)).presses("*");
        var begin = call.elapsed();

        var end = line.listen(new SpeechLimits(keys("#*"), ofSeconds(5), ofSeconds(20)));

        assertThat(end).isEqualTo(new SpeechEnd.Key(key('*')));
        assertTook(ofMillis(800), begin);
        assertThat(line.readKey(A_WHILE)).isEmpty();
    }

    @Test
    void a_beep_is_heard_between_prompts() throws Hangup {
        line.play(prompts("low"), keys(""));
        line.beep();
        line.play(prompts("high"), keys(""));

        assertThat(call.heard()).containsExactly("low", "beep", "high");
    }

    @Test
    void keys_pressed_during_a_beep_are_kept() throws Hangup {
        call.presses("3");
        line.beep();

        assertThat(line.readKey(PATIENCE)).contains(key('3'));
    }

    @Test
    void a_caller_who_hangs_up_ends_a_prompt() {
        var begin = call.elapsed();
        call.waits(A_WHILE).hangsUp();

        assertHangup(
                Hangup.By.CALLER,
                () -> line.play(List.of(call.prompt("low", ofSeconds(5))), keys("1")));
        assertTook(A_WHILE, begin);
    }

    @Test
    void a_caller_who_hangs_up_ends_the_wait_for_a_key() {
        var begin = call.elapsed();
        call.waits(A_WHILE).hangsUp();

        assertHangup(Hangup.By.CALLER, () -> line.readKey(PATIENCE));
        assertTook(A_WHILE, begin);
    }

    @Test
    void a_caller_who_hangs_up_ends_listening() {
        var begin = call.elapsed();
        call.speaks(A_WHILE).hangsUp();

        assertHangup(
                Hangup.By.CALLER,
                () -> line.listen(new SpeechLimits(keys("#"), ofSeconds(5), ofSeconds(20))));
        assertTook(A_WHILE, begin);
    }

    @Test
    void after_the_caller_hung_up_every_method_says_so() {
        call.hangsUp().settle();

        assertOver(Hangup.By.CALLER);
        line.hangUp();
        assertOver(Hangup.By.CALLER);
    }

    @Test
    void after_we_hung_up_every_method_says_so_and_the_caller_is_gone() {
        line.hangUp();
        line.hangUp();

        assertThat(call.endsWithin(PATIENCE)).isTrue();
        assertOver(Hangup.By.FLOW);
    }

    private void assertOver(Hangup.By by) {
        assertHangup(by, line::answer);
        assertHangup(by, () -> line.play(prompts("low"), keys("1")));
        assertHangup(by, () -> line.play(List.of(), keys("1")));
        assertHangup(by, () -> line.readKey(PATIENCE));
        assertHangup(by, () -> line.listen(new SpeechLimits(keys("#"), PATIENCE, PATIENCE)));
        assertHangup(by, () -> line.hear(yesOrNo(PATIENCE)));
        assertHangup(by, line::beep);
    }

    private static Answer.Expected yesOrNo(Duration timeout) {
        return new Answer.Expected(Set.of("yes", "no"), Locale.ENGLISH, timeout);
    }

    private static void assertHangup(Hangup.By by, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        Hangup.class, hangup -> assertThat(hangup.by()).isEqualTo(by));
    }

    private void assertTook(Duration expected, Duration begin) {
        assertThat(call.elapsed().minus(begin))
                .isBetween(expected.minus(EARLY), expected.plus(LATE));
    }

    private List<Prompt> prompts(String... ids) {
        return List.of(ids).stream().map(id -> call.prompt(id, A_WHILE)).toList();
    }

    private Prompt high() {
        return call.prompt("high", A_WHILE);
    }

    private static Dtmf key(char symbol) {
        return new Dtmf(symbol);
    }

    private static Set<Dtmf> keys(String symbols) {
        var keys = new HashSet<Dtmf>();
        symbols.chars().forEach(symbol -> keys.add(new Dtmf((char) symbol)));
        return keys;
    }
}
