package org.earshot.calls;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.earshot.ivr.SpeechLimits;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.TestAsterisk;
import org.earshot.telephony.Dtmf;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A line on which nothing plays")
@ExtendWith(TestAsterisk.class)
class QuietLineIT {

    /// 50 a second when nothing is lost; some carriers end a call they get none of.
    private static final long ENOUGH = 35;

    @ParameterizedTest
    @ValueSource(strings = {"ari", "agi"})
    void sends_silence_to_the_caller(String adapter, AsteriskInstance asterisk) throws Exception {
        try (var exchange = new Exchange(asterisk);
                var person = new Telephone(exchange, adapter)) {
            person.line().answer();
            assertThat(packetsWhile(person, () -> person.line().readKey(ofSeconds(1))))
                    .isGreaterThan(ENOUGH);
            person.line().play(List.of(person.prompt("low", ofMillis(300))), Set.of());
            assertThat(packetsWhile(person, () -> person.line().readKey(ofSeconds(1))))
                    .isGreaterThan(ENOUGH);
            var limits = new SpeechLimits(Set.of(Dtmf.HASH), ofSeconds(9), ofSeconds(1));
            assertThat(packetsWhile(person, () -> person.line().listen(limits)))
                    .isGreaterThan(ENOUGH);
        }
    }

    private interface OnTheLine {
        Object run() throws Exception;
    }

    private static long packetsWhile(Telephone person, OnTheLine action) throws Exception {
        long before = person.phone().packetsHeard();
        assertThat(action.run()).isNotNull();
        return person.phone().packetsHeard() - before;
    }
}
