package org.earshot.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("An Asterisk instance")
@ExtendWith(TestAsterisk.class)
class AsteriskIT {

    @Test
    void starts_from_the_templates_without_a_warning(AsteriskInstance asterisk) {
        assertThat(asterisk.settings().directory().resolve("log/messages.log"))
                .content()
                .doesNotContain("WARNING", "ERROR");
    }
}
