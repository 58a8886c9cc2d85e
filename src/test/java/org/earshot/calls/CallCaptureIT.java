package org.earshot.calls;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.earshot.ari.AriException;
import org.earshot.audio.Pcm;
import org.earshot.audio.Sound;
import org.earshot.audio.Tone;
import org.earshot.ivr.LineContract.Conversation;
import org.earshot.recording.Leg;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.TestAsterisk;
import org.earshot.telephony.Hangup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The capture of a call")
@ExtendWith(TestAsterisk.class)
class CallCaptureIT {

    private static final int HZ = Sound.TELEPHONE_HZ;
    private static final int CALLER_HZ = 300; // what Telephone speaks
    private static final int PROMPT_HZ = 450; // its first prompt

    private final Queue<short[]> fromCaller = new ConcurrentLinkedQueue<>();
    private final Queue<short[]> fromSystem = new ConcurrentLinkedQueue<>();
    private Exchange exchange;

    @BeforeEach
    void connect(AsteriskInstance asterisk) throws Exception {
        exchange = new Exchange(asterisk);
    }

    @AfterEach
    void disconnect() {
        exchange.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ari", "agi"})
    void holds_both_legs_apart_and_as_long_as_the_call(String adapter) throws Exception {
        try (Telephone person = new Telephone(exchange, adapter, this::take)) {
            person.line().answer();
            long answered = System.nanoTime();
            person.waits(ofMillis(400)).speaks(ofSeconds(1)).waits(ofMillis(800)).hangsUp();
            playUntilHangup(person);
            Duration length = Duration.ofNanos(System.nanoTime() - answered);
            person.capture().finish(ofSeconds(2));

            assertThat(length(Leg.CALLER)).isCloseTo(length, ofMillis(100));
            assertThat(length(Leg.SYSTEM)).isCloseTo(length, ofMillis(100));
            assertThat(tone(Leg.CALLER, CALLER_HZ)).isGreaterThan(0.05);
            assertThat(tone(Leg.CALLER, PROMPT_HZ)).isLessThan(0.001);
            assertThat(tone(Leg.SYSTEM, PROMPT_HZ)).isGreaterThan(0.05);
            assertThat(tone(Leg.SYSTEM, CALLER_HZ)).isLessThan(0.001);
            assertThat(person.capture().gaps(Leg.CALLER)).isZero();
        }
        assertNothingIsLeft();
    }

    @Test
    void takes_up_a_leg_again_that_broke_off_and_says_what_is_missing() throws Exception {
        try (Telephone person = new Telephone(exchange, "ari", this::take)) {
            person.line().answer();
            await().until(() -> fromCaller.size() > 10);
            var caller = mediaChannels();
            exchange.ari().channels().hangUp(caller.getFirst(), 16);
            await().atMost(ofSeconds(5))
                    .until(() ->
                            gaps(person).compareTo(ofMillis(100)) > 0
                                    && mediaChannels().size() == 2);

            assertThat(gaps(person)).isLessThan(ofSeconds(4));
            assertThat(mediaChannels()).doesNotContain(caller.getFirst());
        }
        assertNothingIsLeft();
    }

    @Test
    void ends_when_asked_although_the_call_goes_on() throws Exception {
        try (Telephone person = new Telephone(exchange, "ari", this::take)) {
            person.line().answer();
            await().until(() -> fromSystem.size() > 10);

            person.capture().close();

            assertNothingIsLeft();
            assertThat(person.line().readKey(ofMillis(100))).isEmpty();
        }
    }

    @Test
    void leaves_nothing_whenever_it_is_cut() throws Exception {
        try (Telephone person = new Telephone(exchange, "ari", this::take)) {
            person.line().answer();
            await().until(() -> fromSystem.size() > 10);
            for (int moment = 0; moment < 60; moment++) {
                CallCapture cut = person.incoming().capture(this::take);
                LockSupport.parkNanos(moment * 200_000L); // the moments of its first 12 ms
                cut.finish(ofSeconds(5));
            }
            person.capture().close();

            assertNothingIsLeft();
        }
    }

    private static Duration gaps(Telephone person) {
        return person.capture().gaps(Leg.CALLER).plus(person.capture().gaps(Leg.SYSTEM));
    }

    private List<String> mediaChannels() throws AriException {
        return exchange.ari().channels().list().stream()
                .filter(channel -> channel.name().startsWith("WebSocket/"))
                .map(channel -> channel.id())
                .toList();
    }

    private void assertNothingIsLeft() {
        await().atMost(ofSeconds(5))
                .untilAsserted(() -> {
                    assertThat(exchange.ari().bridges().list()).isEmpty();
                    assertThat(mediaChannels()).isEmpty();
                });
    }

    private static void playUntilHangup(Conversation person) {
        try {
            while (true) {
                person.line().play(List.of(person.prompt("low", ofMillis(600))), Set.of());
                person.line().readKey(ofMillis(200));
            }
        } catch (Hangup over) {
            assertThat(over.by()).isEqualTo(Hangup.By.CALLER);
        }
    }

    private Queue<short[]> frames(Leg leg) {
        return leg == Leg.CALLER ? fromCaller : fromSystem;
    }

    private void take(Leg leg, short[] frame) {
        frames(leg).add(frame);
    }

    private short[] samples(Leg leg) {
        int count = frames(leg).stream().mapToInt(frame -> frame.length).sum();
        short[] all = new short[count];
        int at = 0;
        for (short[] frame : frames(leg)) {
            System.arraycopy(frame, 0, all, at, frame.length);
            at += frame.length;
        }
        return all;
    }

    private Duration length(Leg leg) {
        return Pcm.duration(samples(leg).length, HZ);
    }

    private double tone(Leg leg, int hz) {
        return Tone.level(samples(leg), HZ, hz);
    }
}
