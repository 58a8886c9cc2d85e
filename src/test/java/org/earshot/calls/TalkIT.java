package org.earshot.calls;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.earshot.ari.AriException;
import org.earshot.audio.Sound;
import org.earshot.audio.Tone;
import org.earshot.caller.CalledParty;
import org.earshot.caller.OutgoingCall;
import org.earshot.db.Database;
import org.earshot.ivr.Outbound.Outcome;
import org.earshot.masking.Parties;
import org.earshot.masking.Party;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallId;
import org.earshot.telephony.Hangup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Over real SIP and a real Asterisk that believes this test to be the number shield. What the two
/// adapters do must be the same.
@Tag("waits")
@DisplayName("A caller whom a flow connects with somebody")
@ExtendWith(TestPostgres.class)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class TalkIT {

    private static final String HOTLINE = "95000";

    @TempDir private static Path directory;
    private static AsteriskInstance asterisk;

    private final Party caller = Parties.enrolled(901);
    private final Party target = Parties.enrolled(902);
    private final CallId id = CallId.random();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private MaskedLine line;

    @BeforeAll
    static void startAsterisk() {
        asterisk = ShieldedAsterisk.start("t", directory);
    }

    @AfterAll
    static void stopAsterisk() throws Exception {
        ShieldedAsterisk.stop(asterisk);
    }

    @BeforeEach
    void open(Database db) throws Exception {
        line = new MaskedLine(asterisk, db, false);
        line.serveHotline(call -> connect(call, 1));
    }

    @AfterEach
    void close() {
        line.close();
    }

    @ParameterizedTest(name = "over {0}")
    @ValueSource(strings = {"ari", "agi"})
    void talks_and_is_given_back_to_the_flow(String adapter) throws Exception {
        try (OutgoingCall call = line.dial(caller, adapter + HOTLINE)) {
            CalledParty.Rung rung = line.called.next();
            assertThat(rung.user()).isEqualTo(target.text());
            assertThat(rung.display()).isEqualTo(HOTLINE);
            assertBothHear(call);

            line.called.hangUp(rung.callId());

            assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo(Outcome.TALKED);
            assertThat(call.isUp()).isTrue();
        }
        assertThat(line.ari.bridges().list()).isEmpty();
    }

    @ParameterizedTest(name = "over {0}")
    @ValueSource(strings = {"ari", "agi"})
    void who_hangs_up_ends_the_talk(String adapter) throws Exception {
        try (OutgoingCall call = line.dial(caller, adapter + HOTLINE)) {
            CalledParty.Rung rung = line.called.next();
            assertBothHear(call);

            call.hangUp();

            line.called.awaitEnd(rung.callId());
        }
        assertThat(outcomes).isEmpty();
    }

    @ParameterizedTest(name = "over {0}")
    @ValueSource(strings = {"ari", "agi"})
    void is_told_that_somebody_is_busy_as_often_as_it_is_so(String adapter) throws Exception {
        line.called.agree(target.text(), CalledParty.Manner.IS_BUSY);
        line.serveHotline(call -> connect(call, 2));

        try (OutgoingCall call = line.dial(caller, adapter + HOTLINE)) {
            assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo(Outcome.BUSY);
            assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo(Outcome.BUSY);
            assertThat(call.isUp()).isTrue();
        }
    }

    @ParameterizedTest(name = "over {0}")
    @ValueSource(strings = {"ari", "agi"})
    void is_given_back_when_nobody_answers(String adapter) throws Exception {
        line.called.agree(target.text(), CalledParty.Manner.LETS_IT_RING);

        try (OutgoingCall call = line.dial(caller, adapter + HOTLINE)) {
            assertThat(outcomes.poll(8, TimeUnit.SECONDS)).isEqualTo(Outcome.NO_ANSWER);
            assertThat(call.isUp()).isTrue();
        }
    }

    @Test
    void is_connected_when_a_core_died_before_it_could_dial() throws Exception {
        line.called.agree(target.text(), CalledParty.Manner.IS_BUSY);
        line.serveHotline(call -> {
            call.line().answer();
            connectOnce(call);
            line.called.agree(target.text(), CalledParty.Manner.ANSWERS);
            ((AgiLine) call.served()).markRinging(endpoint()); // and was gone
            connect(call, 1);
        });

        try (OutgoingCall call = line.dial(caller, "agi" + HOTLINE)) {
            assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo(Outcome.BUSY);
            line.called.next(); // who was busy
            CalledParty.Rung rung = line.called.next();
            assertBothHear(call);
            line.called.hangUp(rung.callId());

            assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo(Outcome.TALKED);
        }
    }

    @Test
    void goes_on_talking_when_the_core_is_started_again(Database db) throws Exception {
        try (OutgoingCall call = line.dial(caller, HOTLINE)) {
            CalledParty.Rung rung = line.called.next();
            assertBothHear(call);
            line.crash();

            try (var next = new MaskedLine(asterisk, db, false)) {
                next.serveHotline(again -> connect(again, 1));
                assertBothHear(call);
                assertThat(outcomes).isEmpty();
                line.called.hangUp(rung.callId());

                assertThat(outcomes.poll(10, TimeUnit.SECONDS)).isEqualTo(Outcome.TALKED);
                assertThat(line.called.isQuiet()).as("nobody was rung again").isTrue();
            }
        }
    }

    /// What a flow does: answers, connects, and then waits for a key.
    private void connect(IncomingCall call, int times) throws Hangup {
        call.line().answer();
        for (int i = 0; i < times; i++) {
            connectOnce(call);
        }
        call.line().readKey(ofSeconds(20));
    }

    private void connectOnce(IncomingCall call) throws Hangup {
        try {
            outcomes.add(call.served().connect(id, endpoint(), HOTLINE, ofSeconds(2)));
        } catch (AriException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String endpoint() {
        return requireNonNull(
                new Outward(Optional.of(line.called.address())).endpoint(target).orElse(null));
    }

    private void assertBothHear(OutgoingCall call) throws Exception {
        call.speak(Tone.generate(900, ofMillis(400), Sound.TELEPHONE_HZ, 0.3));
        call.awaitTone(900, ofSeconds(3)); // the called side echoes
        assertThat(line.called.loudest(900)).isGreaterThan(0.05);
    }
}
