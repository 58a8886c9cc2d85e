package org.earshot.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.earshot.ivr.Consent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What of a call may be kept")
class DiscretionTest {

    @Test
    void is_nothing_before_the_caller_agreed() {
        assertThat(Discretion.AT_FIRST.keepsSound()).isFalse();
        assertThat(Discretion.AT_FIRST.keepsWords()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"RECORDED,true,true", "TRANSCRIPT_ONLY,false,true", "MINUTES_ONLY,false,false"})
    void is_what_the_caller_agreed_to(Consent consent, boolean sound, boolean words) {
        var agreed = Discretion.AT_FIRST.agreed(consent);

        assertThat(agreed.keepsSound()).isEqualTo(sound);
        assertThat(agreed.keepsWords()).isEqualTo(words);
    }

    @ParameterizedTest
    @EnumSource(Consent.class)
    void is_nothing_while_a_code_is_spoken(Consent consent) {
        var speaking = Discretion.AT_FIRST.agreed(consent).sensitive(true);

        assertThat(speaking.keepsSound()).isFalse();
        assertThat(speaking.keepsWords()).isFalse();
        assertThat(speaking.sensitive(false)).isEqualTo(Discretion.AT_FIRST.agreed(consent));
    }
}
