package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The shield's process")
class ShieldServerIT {

    @TempDir Path data;

    @Test
    void carries_calls_both_ways_and_ends_on_sigterm() throws Exception {
        try (var shield = ShieldProcess.in(data);
                var carrier = new Phone(shield.outer, null, 500);
                var asterisk = new Phone(shield.inner, null, 500)) {
            shield.settings(carrier.address(), asterisk.address(), ",\"warm-up-calls\":100")
                    .start();
            var call = carrier.call("+493090182001", "1000");
            assertThat(call.answered.get(5, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(call.bye().get(5, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(asterisk.incoming().getFirst().over.get(5, TimeUnit.SECONDS))
                    .isEqualTo("by them");

            String from = StagedParty.uriIn(asterisk.incoming().getFirst().them);
            String token = from.substring(4, from.indexOf('@'));
            assertThat(token).hasSize(54).startsWith("t");
            var back = asterisk.call("1000", token);
            assertThat(back.answered.get(5, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(carrier.incoming().getFirst().us).contains("+493090182001");
            assertThat(carrier.incoming().getFirst().bye().get(5, TimeUnit.SECONDS)).isEqualTo(200);

            shield.stop();
            assertThat(shield.awaitExit(5)).isIn(0, 143);
        }
    }
}
