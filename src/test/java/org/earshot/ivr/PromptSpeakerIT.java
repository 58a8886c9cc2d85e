package org.earshot.ivr;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.earshot.audio.Levels;
import org.earshot.audio.Sound;
import org.earshot.audio.Tone;
import org.earshot.audio.Wav;
import org.earshot.site.TestAsterisk;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With the real espeak-ng.
@DisplayName("Prompts")
class PromptSpeakerIT {

    private static final int TEN_MS = 80;

    /// All prompts are spoken once for all tests: that takes a while.
    @TempDir private static Path spoken;

    @TempDir private Path folder;

    @Test
    void are_spoken_in_every_language_clearly_and_at_one_level()
            throws IvrRefused, InterruptedException, IOException {
        var prompts = speaker().speak(ShippedFlow.words());

        for (var language : prompts.languages()) {
            var heard = prompts.in(language);
            assertThat(heard).hasSizeGreaterThan(20);
            for (var prompt : heard.entrySet()) {
                if (!prompt.getKey().equals(Prompts.PAUSE)) {
                    assertFitForTheTelephone(language + "/" + prompt.getKey(), prompt.getValue());
                }
            }
        }
    }

    private static void assertFitForTheTelephone(String name, Path file) throws IOException {
        var sound = Wav.read(file);
        var samples = sound.samples();
        assertThat(sound.sampleRateHz()).as(name).isEqualTo(8_000);
        assertThat(sound.channels()).as(name).isEqualTo(1);
        assertThat(sound.duration()).as(name).isBetween(ofMillis(200), ofMillis(6_500));
        assertThat(Levels.peak(samples)).as("peak of %s", name).isLessThan(0.72);
        assertThat(Levels.dbfs(samples)).as("level of %s", name).isCloseTo(-22.5, within(1.0));
        assertThat(silentAt(samples, 0, 1)).as("silence before %s", name).isLessThanOrEqualTo(60);
        assertThat(silentAt(samples, samples.length / TEN_MS - 1, -1))
                .as("silence after %s", name)
                .isLessThanOrEqualTo(60);
    }

    /// Milliseconds softer than the softest consonant, the `th` of "thank", from `block` on in
    /// direction `step`.
    private static int silentAt(short[] samples, int block, int step) {
        int silent = 0;
        for (int i = block; i >= 0 && (i + 1) * TEN_MS <= samples.length; i += step) {
            var frame = Arrays.copyOfRange(samples, i * TEN_MS, (i + 1) * TEN_MS);
            if (Levels.peak(frame) > Levels.ofDbfs(-52)) {
                break;
            }
            silent += 10;
        }
        return silent;
    }

    @Test
    void that_every_call_begins_with_are_short()
            throws IvrRefused, InterruptedException, IOException {
        var prompts = speaker().speak(ShippedFlow.words());

        for (var language : prompts.languages()) {
            var notice = Wav.read(prompts.get("notice", language).audio());
            assertThat(notice.duration()).as("%s", language).isLessThan(ofMillis(3_500));
        }
    }

    @Test
    void are_spoken_once_and_then_kept() throws IvrRefused, InterruptedException, IOException {
        var first = speaker().speak(ShippedFlow.words());
        var times = times();

        var again =
                new PromptSpeaker(List.of("/no/such/program"), spoken, Optional.empty())
                        .speak(ShippedFlow.words());

        assertThat(again.in(Locale.KOREAN)).isEqualTo(first.in(Locale.KOREAN));
        assertThat(times()).isEqualTo(times);
    }

    @Test
    void are_spoken_slowly_for_who_wants_it() throws Exception {
        var words = Files.createDirectories(folder.resolve("words/en")).resolve("prompts.csv");
        Files.writeString(
                words,
                """
                id,language,words,spoken,engine,licence
                hello,en,Good morning to everybody.,Good morning to everybody.,espeak-ng en-us,none
                """);

        var prompts = speaker().speak(PromptBook.read(folder.resolve("words")), Set.of(Pace.SLOW));

        var normal = prompts.get("hello", Locale.ENGLISH);
        var slow = prompts.get("hello", Locale.ENGLISH, Pace.SLOW);
        assertThat(slow.audio()).isNotEqualTo(normal.audio());
        assertThat(Wav.read(slow.audio()).duration().toMillis())
                .isGreaterThan(Wav.read(normal.audio()).duration().toMillis() * 115 / 100);
        assertThat(prompts.get(Prompts.PAUSE, Locale.ENGLISH, Pace.SLOW).audio())
                .hasFileName("pause-450ms.wav");
    }

    @Test
    void without_espeak_are_refused_in_one_sentence_each() throws IvrRefused {
        var speaker = new PromptSpeaker(List.of("/no/such/program"), folder, Optional.empty());
        var book = ShippedFlow.words();

        assertThatThrownBy(() -> speaker.speak(book))
                .isInstanceOf(IvrRefused.class)
                .hasMessageContaining("prompts/en/notice: it cannot be spoken")
                .hasMessageContaining("install espeak-ng, or record notice.wav.");
    }

    @Test
    void recorded_by_a_person_take_the_place_of_spoken_ones()
            throws IvrRefused, InterruptedException, IOException {
        var recordings = Files.createDirectories(folder.resolve("own/zh"));
        var tone = Tone.generate(440, ofMillis(700), 16_000, 0.3);
        Wav.write(recordings.resolve("notice.wav"), tone);

        var prompts = speaker(folder.resolve("own")).speak(ShippedFlow.words());

        var notice = Wav.read(prompts.get("notice", Locale.CHINESE).audio());
        assertThat(notice.sampleRateHz()).isEqualTo(Sound.TELEPHONE_HZ);
        assertThat(notice.duration()).isCloseTo(ofMillis(700), ofMillis(2));
        assertThat(Tone.level(notice.samples(), 8_000, 440)).isCloseTo(0.3, within(0.02));
    }

    @Test
    void recorded_but_unreadable_are_refused_by_name() throws IOException, IvrRefused {
        var recordings = Files.createDirectories(folder.resolve("own/en"));
        Files.writeString(recordings.resolve("notice.wav"), "not a sound");
        var speaker = speaker(folder.resolve("own"));
        var book = ShippedFlow.words();

        assertThatThrownBy(() -> speaker.speak(book))
                .isInstanceOf(IvrRefused.class)
                .hasMessageContaining("problems: 1\n")
                .hasMessageContaining("notice.wav");
    }

    private PromptSpeaker speaker() {
        return new PromptSpeaker(TestAsterisk.software().espeak(), spoken, Optional.empty());
    }

    private PromptSpeaker speaker(Path recorded) {
        return new PromptSpeaker(TestAsterisk.software().espeak(), spoken, Optional.of(recorded));
    }

    private Map<Path, FileTime> times() throws IOException {
        try (var files = Files.walk(spoken)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> file, PromptSpeakerIT::modified));
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
