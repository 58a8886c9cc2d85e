package org.earshot.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.earshot.audio.G711;
import org.earshot.audio.Sound;
import org.earshot.audio.Wav;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EarTest {

    private static final Map<String, Sound> VOCABULARY = new LinkedHashMap<>();

    @BeforeAll
    static void readVocabulary() throws IOException {
        for (String name : List.of("en-fraud", "en-bomb", "en-bribe", "zh-fraud", "zh-leak")) {
            VOCABULARY.put(name, Wav.read(Path.of("test-audio", name + ".wav")));
        }
        addWords("en-digits", 6);
        addWords("zh-digits", 4);
    }

    /// Parts of one spoken row of digits: short, alike in voice, as a code read out is.
    private static void addWords(String name, int count) throws IOException {
        short[] row = spoken(Wav.read(Path.of("test-audio", name + ".wav")).samples());
        int length = row.length / count;
        for (int i = 0; i < count; i++) {
            VOCABULARY.put(name + i, part(row, i * length, (i + 1) * length));
        }
    }

    @Test
    void hears_prompts_in_order_with_their_times_through_a_law_at_any_offset() {
        short[] line = new short[12 * 8000];
        put(line, 1237, "en-fraud");
        put(line, 40_003, "zh-digits0");
        put(line, 50_001, "zh-leak");

        List<HeardPrompt> heard = Ear.hear(Sound.telephone(throughALaw(line)), VOCABULARY);

        assertThat(heard)
                .extracting(HeardPrompt::id)
                .containsExactly("en-fraud", "zh-digits0", "zh-leak");
        assertThat(heard).allMatch(prompt -> prompt.likeness() > 0.97);
        assertThat(millis(heard.get(1).start())).isCloseTo(5000, within(12L));
    }

    @Test
    void no_offset_hides_a_prompt() throws IOException {
        Sound row = Wav.read(Path.of("test-audio", "en-digits.wav"));
        for (int offset = 800; offset < 808; offset++) {
            short[] line = new short[4 * 8000];
            System.arraycopy(row.samples(), 0, line, offset, row.frames());

            assertThat(Ear.hear(Sound.telephone(throughALaw(line)), Map.of("row", row))).hasSize(1);
        }
    }

    @Test
    void words_that_end_alike_are_told_apart() {
        short[] il = Objects.requireNonNull(VOCABULARY.get("zh-digits0")).samples();
        short[] chil = new short[il.length + 800];
        System.arraycopy(il, 0, chil, 800, il.length);
        Random random = new Random(2);
        for (int i = 0; i < 800; i++) {
            chil[i] = (short) (random.nextGaussian() * 400);
        }
        var words = Map.of("il", Sound.telephone(il), "chil", Sound.telephone(chil));
        short[] line = new short[3 * 8000];
        System.arraycopy(il, 0, line, 2000, il.length);
        System.arraycopy(chil, 0, line, 8000, chil.length);
        System.arraycopy(il, 0, line, 16_000, il.length);

        assertThat(Ear.hear(Sound.telephone(line), words))
                .extracting(HeardPrompt::id)
                .containsExactly("il", "chil", "il");
    }

    @Test
    void reads_a_row_of_sixteen_digits_spoken_close_together() {
        List<String> spoken = new ArrayList<>();
        short[] line = new short[16 * 8000];
        int at = 4000;
        Random random = new Random(11);
        for (int i = 0; i < 16; i++) {
            String digit = "en-digits" + random.nextInt(6);
            spoken.add(digit);
            at = put(line, at, digit) + (i % 4 == 3 ? 2400 : 480);
        }

        List<HeardPrompt> heard = Ear.hear(Sound.telephone(throughALaw(line)), VOCABULARY);

        assertThat(heard).extracting(HeardPrompt::id).containsExactlyElementsOf(spoken);
    }

    @Test
    void a_lost_packet_is_forgiven() {
        short[] line = new short[6 * 8000];
        put(line, 800, "en-bomb");
        Arrays.fill(line, 8000, 8160, (short) 0);

        assertThat(Ear.hear(Sound.telephone(line), VOCABULARY))
                .extracting(HeardPrompt::id)
                .containsExactly("en-bomb");
    }

    @Test
    void a_prompt_broken_off_was_not_heard() {
        short[] line = new short[6 * 8000];
        put(line, 800, "en-bribe");
        Arrays.fill(line, 10_000, line.length, (short) 0);

        assertThat(Ear.hear(Sound.telephone(line), VOCABULARY)).isEmpty();
    }

    @Test
    void other_words_of_the_same_voice_are_not_taken_for_prompts() throws IOException {
        Sound other = Wav.read(Path.of("test-audio", "zh-base.wav"));

        assertThat(Ear.hear(other, VOCABULARY)).isEmpty();
    }

    @Test
    void while_a_call_goes_on_a_prompt_is_told_as_soon_as_it_ended() {
        short[] line = new short[5 * 8000];
        int end = put(line, 1000, "en-fraud");
        Hearing hearing = new Ear(VOCABULARY).listen();
        int told = 0;
        for (int at = 0; at < line.length; at += 160) {
            if (!hearing.accept(Arrays.copyOfRange(line, at, at + 160)).isEmpty()) {
                told = at + 160;
            }
        }

        assertThat(told).isPositive().isLessThanOrEqualTo(end + 1000);
        assertThat(hearing.found()).extracting(HeardPrompt::id).containsExactly("en-fraud");
    }

    private static int put(short[] line, int at, String id) {
        short[] samples = Objects.requireNonNull(VOCABULARY.get(id)).samples();
        System.arraycopy(samples, 0, line, at, samples.length);
        return at + samples.length;
    }

    private static short[] spoken(short[] samples) {
        int from = 0;
        while (Math.abs(samples[from]) < 1000) {
            from++;
        }
        int to = samples.length;
        while (Math.abs(samples[to - 1]) < 1000) {
            to--;
        }
        return Arrays.copyOfRange(samples, from, to);
    }

    private static short[] throughALaw(short[] samples) {
        return G711.decodeALaw(G711.encodeALaw(samples));
    }

    private static Sound part(short[] samples, int from, int to) {
        return Sound.telephone(Arrays.copyOfRange(samples, from, to));
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }
}
