package org.earshot.calls;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.earshot.audio.Tone;
import org.earshot.recording.Leg;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.TestAsterisk;
import org.earshot.telephony.CallId;
import org.earshot.telephony.Dtmf;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A core that is killed and started again")
@ExtendWith(TestAsterisk.class)
class ResumeIT {

    @ParameterizedTest
    @ValueSource(strings = {"ari", "agi"})
    void finds_its_calls_alive_and_goes_on_with_them(String adapter, AsteriskInstance asterisk)
            throws Exception {
        var id = CallId.random();
        try (var first = new Exchange(asterisk)) {
            var person = new Telephone(first, adapter); // stays on the line throughout
            person.line().answer();
            person.incoming().mark(id);
            person.line().readKey(ofMillis(10));
            await().until(() -> !first.ari().bridges().list().isEmpty());

            first.crash();

            try (var second = new Exchange(asterisk)) {
                Exchange.Served served = second.next();
                var call = served.call();
                assertThat(call.resumed()).contains(id);
                assertThat(call.channelId()).isEqualTo(person.incoming().channelId());
                assertThat(person.phone().isUp()).isTrue();

                var frames = new ConcurrentLinkedQueue<short[]>();
                try (var capture = call.capture((leg, frame) -> take(frames, leg, frame))) {
                    call.line().answer();
                    call.line().play(List.of(person.prompt("low", ofMillis(400))), Set.of());
                    assertThat(person.heard()).contains("low");
                    person.presses("8");
                    assertThat(call.line().readKey(ofSeconds(5))).contains(new Dtmf('8'));
                    person.speaks(ofSeconds(1)).settle();
                    await().until(() -> loudest(frames) > 0.05);
                    assertThat(second.ari().bridges().list()).hasSize(2); // those of ours
                    assertThat(capture.gaps(Leg.CALLER)).isZero();
                }
                call.line().hangUp();
                served.release();
                assertThat(person.endsWithin(ofSeconds(5))).isTrue();
                await().until(() -> second.ari().bridges().list().isEmpty());
            }
        }
    }

    @Test
    void hands_a_call_it_has_no_line_for_to_the_dialplan(AsteriskInstance asterisk)
            throws Exception {
        try (var exchange = new Exchange(asterisk, 1);
                var person = new Telephone(exchange, "ari")) {
            person.line().answer();

            try (var second = exchange.dial("ari")) {
                assertThat(second.isUp()).isTrue(); // answered by the fallback, not by us
                assertThat(exchange.inProgress()).isOne();
            }
        }
    }

    private static void take(ConcurrentLinkedQueue<short[]> frames, Leg leg, short[] frame) {
        if (leg == Leg.CALLER) {
            frames.add(frame);
        }
    }

    private static double loudest(ConcurrentLinkedQueue<short[]> frames) {
        return frames.stream().mapToDouble(frame -> Tone.level(frame, 8_000, 300)).max().orElse(0);
    }
}
