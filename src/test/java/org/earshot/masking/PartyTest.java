package org.earshot.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.earshot.telephony.CallerToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartyTest {

    @Test
    void reads_back_what_it_writes() {
        for (Party party : new Party[] {Parties.A, Parties.ofToday('q'), new Party.Agent("kim")}) {
            assertThat(Party.parse(party.text())).isEqualTo(party);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+12025550123", "agent:", "agent:Kim", "kim", "agent:a b"})
    void is_a_token_or_an_agent_and_the_complaint_does_not_repeat_it(String text) {
        assertThatThrownBy(() -> Party.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("2025550123");
    }

    @Test
    void a_withheld_number_is_nobody() {
        var withheld = new CallerToken("a" + "b".repeat(30));

        assertThat(Party.of(Optional.of(withheld))).isEmpty();
        assertThatThrownBy(() -> new Party.Caller(withheld)).hasMessageContaining("withheld");
    }

    @Test
    void never_prints_whom_it_names() {
        assertThat(Parties.A.toString()).doesNotContain(Parties.A.text());
        assertThat(new Party.Agent("kim").toString()).doesNotContain("kim");
    }
}
