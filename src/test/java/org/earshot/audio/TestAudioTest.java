package org.earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The folder test-audio")
class TestAudioTest {

    private static final Path FOLDER = Path.of("test-audio");

    /// A line of the manifest; `hz` is empty for a file broken on purpose.
    record Entry(
            String file,
            String sha256,
            String hz,
            String channels,
            String frames,
            String language,
            String wordsOrFault) {

        boolean isBroken() {
            return hz.isEmpty();
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Entry> entries() throws IOException {
        return Files.readAllLines(FOLDER.resolve("MANIFEST.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells ->
                        new Entry(
                                cells[0], cells[1], cells[2], cells[3], cells[4], cells[5],
                                cells[6]));
    }

    static Stream<Entry> sounds() throws IOException {
        return entries().filter(entry -> !entry.isBroken());
    }

    static Stream<Entry> broken() throws IOException {
        return entries().filter(Entry::isBroken);
    }

    @Test
    void every_wav_is_in_the_manifest() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> wavs =
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(".wav"))
                            .toList();
            assertThat(entries().map(Entry::file)).containsExactlyInAnyOrderElementsOf(wavs);
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void no_file_has_changed(Entry entry) throws IOException, NoSuchAlgorithmException {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve(entry.file));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);

        assertThat(HexFormat.of().formatHex(hash)).isEqualTo(entry.sha256);
    }

    @ParameterizedTest
    @MethodSource("sounds")
    void a_sound_holds_what_the_manifest_says(Entry entry) throws IOException {
        Sound sound = Wav.read(FOLDER.resolve(entry.file));

        assertThat(
                        List.of(
                                String.valueOf(sound.sampleRateHz()),
                                String.valueOf(sound.channels()),
                                String.valueOf(sound.frames())))
                .containsExactly(entry.hz, entry.channels, entry.frames);
        assertThat(Levels.dbfs(sound.samples())).isBetween(-35.0, -3.0);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_broken_file_is_refused_with_a_sentence(Entry entry) {
        assertThatThrownBy(() -> Wav.read(FOLDER.resolve(entry.file)))
                .isInstanceOf(UnreadableAudio.class)
                .hasMessageContaining(entry.file + " " + entry.wordsOrFault)
                .hasMessageEndingWith(".");
    }

    @Test
    void the_raw_a_law_is_the_wav_without_its_header() throws IOException {
        byte[] wav = Files.readAllBytes(FOLDER.resolve("en-fraud-alaw.wav"));

        assertThat(Files.readAllBytes(FOLDER.resolve("en-fraud.alaw")))
                .isEqualTo(Arrays.copyOfRange(wav, 44, wav.length));
    }
}
