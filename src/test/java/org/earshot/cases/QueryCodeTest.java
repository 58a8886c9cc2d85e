package org.earshot.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.security.SecureRandom;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryCodeTest {

    /// ISO/IEC 7064's own example, and tax numbers that Germany publishes as examples.
    @ParameterizedTest
    @ValueSource(strings = {"07945", "86095742719", "47036892816", "65929970489", "36574261809"})
    void check_digits_are_those_of_iso_7064_mod_11_10(String digits) {
        assertThat(CheckDigit.holds(digits)).isTrue();
    }

    @Test
    void every_single_wrong_digit_is_noticed() {
        var code = QueryCode.random(new SecureRandom(), 16).digits();

        for (int at = 0; at < code.length(); at++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                var typed = new StringBuilder(code);
                typed.setCharAt(at, digit);
                assertThat(QueryCode.read(typed.toString(), 16).isPresent())
                        .isEqualTo(digit == code.charAt(at));
            }
        }
    }

    @Test
    void nearly_every_swap_of_neighbours_is_noticed() {
        var random = new Random(7);
        int missed = 0;
        int swaps = 0;

        for (int i = 0; i < 2_000; i++) {
            var code = new StringBuilder(QueryCode.random(random, 16).digits());
            int at = random.nextInt(15);
            char left = code.charAt(at);
            if (left != code.charAt(at + 1)) {
                code.setCharAt(at, code.charAt(at + 1));
                code.setCharAt(at + 1, left);
                swaps++;
                missed += QueryCode.read(code.toString(), 16).isPresent() ? 1 : 0;
            }
        }

        assertThat(swaps).isGreaterThan(1_500);
        assertThat(missed).isLessThan(swaps / 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 20, 24})
    void a_fresh_code_has_the_length_asked_for_and_reads_back(int length) {
        var code = QueryCode.random(new SecureRandom(), length);

        assertThat(code.digits()).hasSize(length).containsOnlyDigits();
        assertThat(QueryCode.read(code.digits(), length)).contains(code);
    }

    @Test
    void groups_and_the_digits_of_other_scripts_are_read() {
        assertThat(QueryCode.read("0 7-9 45", 5)).contains(new QueryCode("07945"));
        assertThat(QueryCode.read("０７９４５", 5)).contains(new QueryCode("07945"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0794", "079450", "0794x", "07945#", "07944", "٠٧٩٤٥٠"})
    void anything_else_is_no_code(String typed) {
        assertThat(QueryCode.read(typed, 5)).isEmpty();
    }

    @Test
    void a_code_never_prints_itself() {
        assertThat(new QueryCode("07945").toString()).doesNotContain("7");
        assertThat(new CaseOpened(new UUID(1, 2), "C-1", "07945").toString())
                .doesNotContain("07945");
    }

    @Test
    void the_odds_of_guessing_are_those_of_the_threat_model() {
        assertThat(QueryCode.expectedHitsPerYear(16, 100_000, 1)).isCloseTo(0.003, within(0.0002));
        assertThat(QueryCode.expectedHitsPerYear(16, 1_000_000, 10)).isCloseTo(0.3, within(0.02));
        assertThat(CaseSettings.DEFAULT.expectedHitsPerYear(100_000)).isLessThan(0.004);
    }
}
