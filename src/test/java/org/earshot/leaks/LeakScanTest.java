package org.earshot.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The leak scanner")
class LeakScanTest {

    private static final String CANARY = "+15550142397";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+15550142397",
                "+8613912345678",
                "+442079460958",
                "+4915112345678",
                "+821012345678",
                "+85261234567",
                "+3545551234",
                "+390612345678",
                "+5491123456789",
                "+999012345678901",
                "+4712345678",
                "+2902158"
            })
    void finds_every_planted_form_of_a_number(String number) throws IOException {
        var scan = LeakScan.of(List.of(number));
        for (int seed = 0; seed < 8; seed++) {
            LeakProof proof = scan.prove(new Random(seed));

            assertThat(proof.missed()).as("seed %d", seed).isEmpty();
            assertThat(proof.planted()).isGreaterThan(60).isEqualTo(proof.found());
        }
    }

    @Test
    void finds_all_forms_of_many_numbers_at_once() throws IOException {
        var random = new Random(7);
        List<String> numbers =
                IntStream.range(0, 100)
                        .mapToObj(_ -> "+861" + (3_000_000_000L + random.nextInt(900_000_000)))
                        .toList();

        assertThat(LeakScan.of(numbers).prove(random).isComplete()).isTrue();
    }

    @Test
    void finds_nothing_in_noise_and_in_numbers_of_others() {
        var random = new Random(11);
        var noise = new byte[8 << 20];
        random.nextBytes(noise);
        var digits = new StringBuilder();
        for (int i = 0; i < 1 << 18; i++) {
            digits.append(random.nextLong()).append(i % 3 == 0 ? ' ' : '-');
        }

        assertThat(search(noise)).isEmpty();
        assertThat(search(digits.toString().getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }

    @Test
    void names_the_place_and_the_form_but_never_the_number() {
        List<Finding> found = search("From: <sip:+1 (555) 014-2397@carrier>");

        assertThat(found)
                .containsExactly(new Finding("x", "", 15, Encoding.GROUPED, "number 1 (****97)"));
        assertThat(found.toString()).doesNotContain("0142");
    }

    @Test
    void says_what_had_to_be_unpacked() {
        List<Finding> found =
                PlantedPackings.of(number(), new Random(3)).stream()
                        .filter(plant -> plant.what().equals("gzip in zip"))
                        .flatMap(plant -> search(plant.octets()).stream())
                        .toList();

        assertThat(found).extracting(Finding::inside).contains("zip entry at 0, gzip at 0");
    }

    @Test
    void does_not_take_a_neighbour_for_the_number() {
        assertThat(search("+15550142398 +15550143397 5550142 x 15550142x397 x 5550 x 142x397"))
                .isEmpty();
    }

    @Test
    void separators_between_digits_are_bounded() {
        assertThat(search("555     0142397")).hasSize(1);
        assertThat(search("555      0142397")).isEmpty();
    }

    @Test
    void refuses_a_line_that_is_no_number_without_repeating_it() {
        assertThatThrownBy(() -> LeakScan.of(List.of("# canaries", CANARY, "+1555call me")))
                .isInstanceOf(ScanRefused.class)
                .hasMessageContaining("Number 3")
                .hasMessageNotContaining("1555");
    }

    @Test
    void a_search_for_nothing_is_refused() {
        assertThatThrownBy(() -> LeakScan.of(List.of("", "# none")))
                .isInstanceOf(ScanRefused.class)
                .hasMessageContaining("No number");
    }

    private static SoughtNumber number() {
        return SoughtNumber.parse(1, CANARY).orElseThrow();
    }

    private static List<Finding> search(String text) {
        return search(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Finding> search(byte[] stack) {
        var findings = new Findings();
        try (var search = new Search(new Patterns(List.of(number())), findings, Place.of("x"))) {
            search.accept(stack, 0, stack.length);
        }
        return findings.kept();
    }
}
