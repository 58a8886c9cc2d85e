package org.earshot.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingNumberTest {

    @Test
    void is_twelve_digits_in_groups_after_a_letter() {
        assertThat(TrackingNumber.random(new SecureRandom()))
                .matches("C-[0-9]{4}-[0-9]{4}-[0-9]{4}");
    }

    @Test
    void is_found_however_it_was_typed() {
        var number = TrackingNumber.random(new SecureRandom());
        var bare = number.substring(2).replace("-", "");

        assertThat(TrackingNumber.read(number)).contains(number);
        assertThat(TrackingNumber.read(" c" + bare + " ")).contains(number);
        assertThat(TrackingNumber.read(bare.substring(0, 6) + " " + bare.substring(6)))
                .contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C-", "C-0000-0000-0000", "X-1234", "1234567890123456"})
    void a_slip_is_noticed(String typed) {
        assertThat(TrackingNumber.read(typed)).isEmpty();
        assertThat(CaseDesk.isTrackingNumber(typed)).isFalse();
    }

    @Test
    void says_nothing_of_order_or_time() {
        var random = new SecureRandom();
        var seen = new HashSet<String>();
        int rising = 0;
        String before = "";
        for (int i = 0; i < 1_000; i++) {
            var number = TrackingNumber.random(random);
            rising += number.compareTo(before) > 0 ? 1 : 0;
            seen.add(number);
            before = number;
        }

        assertThat(seen).hasSize(1_000);
        assertThat(rising).isBetween(400, 600);
    }
}
