package org.earshot.calls;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.earshot.ivr.SpeechEnd;
import org.earshot.ivr.SpeechLimits;
import org.earshot.recording.Leg;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.TestAsterisk;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("A line whose connection to Asterisk is lost")
@ExtendWith(TestAsterisk.class)
@Tag("waits")
class OutageIT {

    private Wire wire;
    private Exchange exchange;

    @BeforeEach
    void connect(AsteriskInstance asterisk) throws Exception {
        wire = new Wire(asterisk.settings().ports().http());
        exchange =
                new Exchange(asterisk, 10, URI.create("http://127.0.0.1:" + wire.port() + "/ari"));
    }

    @AfterEach
    void disconnect() throws Exception {
        exchange.close();
        wire.close();
    }

    @Test
    void a_prompt_that_ends_meanwhile_is_not_waited_for_for_ever() throws Exception {
        try (var person = new Telephone(exchange, "ari")) {
            person.line().answer();
            var playing = inBackground(() -> play(person, "low", ofSeconds(1)));
            person.phone().awaitTone(450, ofSeconds(5));
            wire.cut();
            person.waits(ofMillis(1_200)).settle();
            assertThat(playing).isNotDone();
            wire.mend();

            assertThat(playing.get(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(play(person, "high", ofMillis(300))).isEmpty();
            assertThat(person.heard()).containsExactly("low", "high");
        }
    }

    @Test
    void a_prompt_asked_for_meanwhile_is_played_when_it_is_back() throws Exception {
        try (var person = new Telephone(exchange, "ari")) {
            person.line().answer();
            wire.cut();
            await().until(() -> !exchange.ari().isConnected());
            var playing = inBackground(() -> play(person, "low", ofMillis(500)));
            person.waits(ofMillis(400)).settle();
            wire.mend();

            assertThat(playing.get(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(person.heard()).containsExactly("low");
        }
    }

    @Test
    void a_prompt_is_played_once_although_asterisk_is_slow() throws Exception {
        try (var person = new Telephone(exchange, "ari")) {
            person.line().answer();
            wire.stall();
            var playing = inBackground(() -> play(person, "low", ofMillis(500)));
            person.waits(ofSeconds(3)).settle(); // longer than a command may take
            wire.flow();

            assertThat(playing.get(15, TimeUnit.SECONDS)).isEmpty();
            assertThat(person.heard()).containsExactly("low");
        }
    }

    @Test
    void listening_goes_on_and_the_sound_is_captured_throughout() throws Exception {
        try (var person = new Telephone(exchange, "ari")) {
            person.line().answer();
            person.speaks(ofSeconds(2)).waits(ofMillis(300)).presses("#");
            var listening = inBackground(() -> listen(person));
            person.waits(Duration.ZERO);
            wire.cut();
            await().until(() -> !exchange.ari().isConnected());
            wire.mend();

            assertThat(listening.get(10, TimeUnit.SECONDS)).isEqualTo(new SpeechEnd.Key(Dtmf.HASH));
            assertThat(person.capture().gaps(Leg.CALLER)).isZero();
        }
    }

    @Test
    void a_caller_who_hung_up_meanwhile_has_hung_up() throws Exception {
        try (var person = new Telephone(exchange, "ari")) {
            person.line().answer();
            wire.cut();
            person.hangsUp().settle();
            wire.mend();

            assertEndsBy(Hangup.By.CALLER, person);
        }
    }

    private static void assertEndsBy(Hangup.By by, Telephone person) {
        assertThatThrownBy(() -> person.line().readKey(ofSeconds(10)))
                .isInstanceOfSatisfying(
                        Hangup.class, hangup -> assertThat(hangup.by()).isEqualTo(by));
    }

    private static Optional<Dtmf> play(Telephone person, String id, Duration length) throws Hangup {
        return person.line().play(List.of(person.prompt(id, length)), Set.of());
    }

    private static SpeechEnd listen(Telephone person) throws Hangup {
        return person.line()
                .listen(new SpeechLimits(Set.of(Dtmf.HASH), ofSeconds(5), ofSeconds(20)));
    }

    private interface OnTheLine<T> {
        T run() throws Hangup;
    }

    private static <T> CompletableFuture<T> inBackground(OnTheLine<T> action) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return action.run();
                    } catch (Hangup over) {
                        throw new IllegalStateException(over);
                    }
                },
                Executors.newVirtualThreadPerTaskExecutor());
    }
}
