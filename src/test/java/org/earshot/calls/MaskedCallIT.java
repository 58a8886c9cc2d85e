package org.earshot.calls;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.earshot.audio.Sound;
import org.earshot.audio.Tone;
import org.earshot.caller.CallRefused;
import org.earshot.caller.CalledParty;
import org.earshot.caller.CallerSettings;
import org.earshot.caller.OutgoingCall;
import org.earshot.db.Database;
import org.earshot.masking.Binding;
import org.earshot.masking.BindingChange;
import org.earshot.masking.CallDirection;
import org.earshot.masking.Cdr;
import org.earshot.masking.MaskMode;
import org.earshot.masking.Parties;
import org.earshot.masking.Party;
import org.earshot.masking.ReleaseBy;
import org.earshot.masking.Terms;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.Dtmf;
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

/// Over real SIP and a real Asterisk that believes this test to be the number shield.
@DisplayName("A call to a mask")
@ExtendWith(TestPostgres.class)
@Timeout(60)
@Tag("waits")
@SuppressWarnings("NullAway.Init")
class MaskedCallIT {

    private static final double AUDIBLE = 0.05;
    private static final int UNALLOCATED = 404;
    private static final int FORBIDDEN = 403;

    @TempDir private static Path directory;
    private static AsteriskInstance asterisk;
    private static int people;

    private MaskedLine line;
    private Party a;
    private Party b;

    @BeforeAll
    static void startAsterisk() {
        asterisk = ShieldedAsterisk.start("m", directory);
    }

    @AfterAll
    static void stopAsterisk() throws Exception {
        ShieldedAsterisk.stop(asterisk);
    }

    @BeforeEach
    void open(Database db) throws Exception {
        line = new MaskedLine(asterisk, db, true);
        a = Parties.enrolled(people++);
        b = Parties.enrolled(people++);
    }

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void of_a_pair_reaches_the_other_side_who_sees_the_mask() throws Exception {
        String x = line.mask(MaskMode.AXB);
        var binding = line.desk.bind(axb(x, Terms.open().about("case 7"))).binding();
        for (Party caller : new Party[] {a, b}) {
            Party called = caller.equals(a) ? b : a;

            try (OutgoingCall call = line.dial(caller, x)) {
                CalledParty.Rung rung = line.called.next();

                assertThat(rung.user()).isEqualTo(called.text());
                assertThat(rung.display()).isEqualTo(x);
                assertBothHear(call);
                call.hangUp();
                line.called.awaitEnd(rung.callId());
            }

            Cdr record = awaitRecord(x);
            assertThat(record.binding()).contains(binding.id());
            assertThat(record.caller()).contains(caller.text());
            assertThat(record.called()).contains(called.text());
            assertThat(record.display()).contains(x);
            assertThat(record.alertingAt()).isPresent();
            assertThat(record.answeredAt()).isPresent();
            assertThat(record.releasedBy()).contains(ReleaseBy.CALLER);
            assertThat(record.resultCode()).contains(0);
            assertThat(record.userData()).isEqualTo("case 7");
        }
        assertThat(String.join("", line.called.datagrams()))
                .as("the called side's signalling names neither caller")
                .doesNotContain("<sip:" + a.text() + "@earshot")
                .doesNotContain("<sip:" + b.text() + "@earshot");
    }

    @Test
    void ends_for_both_when_the_called_hangs_up() throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, Terms.open()));
        try (OutgoingCall call = line.dial(a, x)) {
            line.called.hangUp(line.called.next().callId());

            assertThat(call.awaitRemoteHangup(ofSeconds(5))).isTrue();
        }
        assertThat(awaitRecord(x).releasedBy()).contains(ReleaseBy.CALLED);
    }

    @Test
    void of_a_stranger_or_a_withheld_number_is_refused_with_8014() throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, Terms.open()));

        assertRefused(() -> line.dial(Parties.enrolled(people++), x), UNALLOCATED);
        assertThat(awaitRecord(x).resultCode()).contains(8014);
        assertRefused(() -> line.phone(CallerSettings.ANONYMOUS).dial(x), UNALLOCATED);
        assertRefused(() -> line.phone("+12025550123").dial(x), UNALLOCATED);
        assertThat(line.record(x).caller()).isEmpty();
        assertThat(line.called.isQuiet()).isTrue();
    }

    @Test
    void in_the_wrong_direction_is_refused_with_8016() throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, Terms.open().only(CallDirection.A_TO_B)));

        assertRefused(() -> line.dial(b, x), FORBIDDEN);

        assertThat(awaitRecord(x).resultCode()).contains(8016);
        try (OutgoingCall call = line.dial(a, x)) {
            assertThat(call.isUp()).isTrue();
        }
    }

    @Test
    void goes_on_when_the_binding_expires_and_the_next_one_is_refused() throws Exception {
        String x = line.mask(MaskMode.AXB);
        var terms = Terms.open().until(line.clock.instant().plus(Duration.ofMinutes(5)));
        line.desk.bind(axb(x, terms));
        try (OutgoingCall call = line.dial(a, x)) {
            line.clock.advance(Duration.ofMinutes(6));
            line.desk.tidy();

            assertRefused(() -> line.dial(b, x), UNALLOCATED);
            assertThat(awaitRecord(x).resultCode()).contains(8014);
            assertThat(call.isUp()).isTrue();
            assertBothHear(call);
        }
    }

    @Test
    void goes_on_when_the_binding_is_unbound() throws Exception {
        String x = line.mask(MaskMode.AXB);
        UUID id = line.desk.bind(axb(x, Terms.open())).binding().id();
        try (OutgoingCall call = line.dial(a, x)) {
            line.desk.unbind(id);

            assertRefused(() -> line.dial(a, x), UNALLOCATED);
            assertBothHear(call);
        }
    }

    @Test
    void is_over_after_its_longest_talk_with_a_tone_before() throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, Terms.open().atMost(ofSeconds(3))));
        try (OutgoingCall call = line.dial(a, x)) {
            call.awaitTone(Beep.HZ, ofSeconds(4));
            Duration tone = Duration.ofNanos(System.nanoTime() - call.answeredNanos());

            assertThat(call.awaitRemoteHangup(ofSeconds(4))).isTrue();
            Duration all = Duration.ofNanos(System.nanoTime() - call.answeredNanos());
            assertThat(tone).isBetween(ofMillis(1_500), ofMillis(3_000));
            assertThat(all).isBetween(ofMillis(2_500), ofMillis(4_500));
            assertThat(line.called.loudest(Beep.HZ)).isGreaterThan(AUDIBLE);
        }
        assertThat(awaitRecord(x).releasedBy()).contains(ReleaseBy.PLATFORM);
    }

    @Test
    void that_is_not_answered_has_a_record_that_starts_when_it_ends() throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, Terms.open().ringing(ofSeconds(1))));
        line.called.agree(b.text(), CalledParty.Manner.LETS_IT_RING);

        assertRefused(() -> line.dial(a, x), 480);

        Cdr record = awaitRecord(x);
        assertThat(record.alertingAt()).isPresent();
        assertThat(record.answeredAt()).isEmpty();
        assertThat(record.startAt()).isEqualTo(record.releasedAt());
        assertThat(record.talk()).isZero();
        line.called.awaitEnd(line.called.next().callId());
    }

    @Test
    void to_one_who_is_busy_is_busy() throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, Terms.open()));
        line.called.agree(b.text(), CalledParty.Manner.IS_BUSY);

        assertRefused(() -> line.dial(a, x), 486);

        assertThat(awaitRecord(x).releaseCause()).contains(17);
    }

    @Test
    void that_the_caller_gives_up_stops_ringing() throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, Terms.open()));
        line.called.agree(b.text(), CalledParty.Manner.LETS_IT_RING);
        var dialling = line.dialling(a, x);
        CalledParty.Rung rung = line.called.next();

        line.phone(a.text()).close();

        line.called.awaitEnd(rung.callId());
        assertThatThrownBy(dialling::join).hasRootCauseInstanceOf(CallRefused.class);
        assertThat(awaitRecord(x).releasedBy()).contains(ReleaseBy.CALLER);
    }

    @Test
    void with_an_extension_asks_for_it_and_three_wrong_ones_are_enough() throws Exception {
        String x = line.mask(MaskMode.AXE);
        line.desk.bind(axe(x, "42", Optional.empty()));
        try (OutgoingCall call = line.dial(Parties.enrolled(people++), x)) {
            for (int tries = 0; tries < 3; tries++) {
                hear(call, "mask-extension");
                call.press(keys("7#"));
                hear(call, tries < 2 ? "mask-wrong" : "mask-nobody");
            }
            assertThat(call.awaitRemoteHangup(ofSeconds(5))).isTrue();
        }
        assertThat(awaitRecord(x).resultCode()).contains(8014);
        assertThat(line.called.isQuiet()).isTrue();
    }

    @Test
    void back_from_an_extension_s_owner_reaches_the_last_caller_then_the_default_then_nobody()
            throws Exception {
        String x = line.mask(MaskMode.AXE);
        UUID id = line.desk.bind(axe(x, "42", Optional.of(b))).binding().id();
        Party caller = Parties.enrolled(people++);
        try (OutgoingCall call = line.dial(caller, x)) {
            hear(call, "mask-extension");
            call.press(keys("42#"));
            assertThat(line.called.next().user()).isEqualTo(a.text());
        }
        try (OutgoingCall back = line.dial(a, x)) {
            CalledParty.Rung rung = line.called.next();
            assertThat(rung.user()).isEqualTo(caller.text());
            assertThat(rung.display()).isEqualTo(x);
            assertThat(back.isUp()).isTrue();
        }
        line.clock.advance(Duration.ofHours(2)); // the record is kept for one
        try (OutgoingCall back = line.dial(a, x)) {
            assertThat(line.called.next().user()).isEqualTo(b.text());
            assertThat(back.isUp()).isTrue();
        }
        line.desk.unbind(id);
        line.desk.bind(axe(x, "43", Optional.empty()));
        try (OutgoingCall back = line.dial(a, x)) {
            hear(back, "mask-nobody");
            assertThat(back.awaitRemoteHangup(ofSeconds(5))).isTrue();
        }
        assertThat(awaitRecord(x).resultCode()).contains(8019);
    }

    @Test
    void of_the_two_masks_of_axyb_shows_each_side_the_other_mask() throws Exception {
        String x = line.mask(MaskMode.AXYB);
        String y = line.mask(MaskMode.AXYB);
        line.desk.bind(new Binding.Axyb(UUID.randomUUID(), x, y, a, b, Terms.open()));
        try (OutgoingCall _ = line.dial(a, y)) {
            CalledParty.Rung rung = line.called.next();
            assertThat(rung.user()).isEqualTo(b.text());
            assertThat(rung.display()).isEqualTo(x);
        }
        try (OutgoingCall _ = line.dial(b, x)) {
            CalledParty.Rung rung = line.called.next();
            assertThat(rung.user()).isEqualTo(a.text());
            assertThat(rung.display()).isEqualTo(y);
        }
        assertRefused(() -> line.dial(a, x), UNALLOCATED);
    }

    @Test
    void to_ax_comes_from_anybody_and_a_needs_a_callee() throws Exception {
        String x = line.mask(MaskMode.AX);
        UUID id = UUID.randomUUID();
        line.desk.bind(new Binding.Ax(id, x, a, Optional.empty(), Optional.empty(), Terms.open()));
        try (OutgoingCall _ = line.phone(CallerSettings.ANONYMOUS).dial(x)) {
            assertThat(line.called.next().user()).isEqualTo(a.text());
        }
        assertRefused(() -> line.dial(a, x), UNALLOCATED);
        assertThat(awaitRecord(x).resultCode()).contains(8013);

        line.desk.change(id, BindingChange.other(b));

        try (OutgoingCall _ = line.dial(a, x)) {
            assertThat(line.called.next().user()).isEqualTo(b.text());
        }
    }

    @Test
    void to_axg_comes_from_the_group_alone() throws Exception {
        String x = line.mask(MaskMode.AXG);
        line.desk.bind(
                new Binding.Axg(UUID.randomUUID(), x, a, Set.of(b), Optional.of(b), Terms.open()));
        try (OutgoingCall _ = line.dial(b, x)) {
            assertThat(line.called.next().user()).isEqualTo(a.text());
        }
        try (OutgoingCall _ = line.dial(a, x)) {
            assertThat(line.called.next().user()).isEqualTo(b.text());
        }
        assertRefused(() -> line.dial(Parties.enrolled(people++), x), UNALLOCATED);
    }

    @Test
    void survives_the_core_and_is_ended_by_the_next_one(Database db) throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, Terms.open()));
        try (OutgoingCall call = line.dial(a, x)) {
            CalledParty.Rung rung = line.called.next();
            await().until(() -> line.record(x).answeredAt().isPresent());

            line.crash();
            assertThat(call.isUp()).isTrue();
            try (var next = new MaskedLine(asterisk, db, false)) {
                await().until(() -> next.ari.hasInbox(line.record(x).channelId()));
                assertBothHear(call);
                line.called.hangUp(rung.callId());
                assertThat(call.awaitRemoteHangup(ofSeconds(5))).isTrue();
                assertThat(awaitRecord(x).releasedBy()).contains(ReleaseBy.CALLED);
            }
        }
    }

    @Test
    void can_be_stopped_by_its_id() throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, Terms.open()));
        try (OutgoingCall call = line.dial(a, x)) {
            CalledParty.Rung rung = line.called.next();
            await().until(() -> line.record(x).answeredAt().isPresent());

            assertThat(line.stop(line.record(x).id().value())).isTrue();

            assertThat(call.awaitRemoteHangup(ofSeconds(5))).isTrue();
            line.called.awaitEnd(rung.callId());
        }
        assertThat(awaitRecord(x).releasedBy()).contains(ReleaseBy.PLATFORM);
    }

    @Test
    void to_any_other_number_is_the_hotline_s() throws Exception {
        var dialling = line.dialling(a, "hotline");

        await().until(() -> !line.hotline.isEmpty());

        IncomingCall call = line.hotline.remove();
        assertThat(call.dialled()).contains("hotline");
        assertThat(call.caller().map(Object::toString)).isPresent();
        assertThat(call.caller().orElseThrow().value()).isEqualTo(a.text());
        assertThatThrownBy(dialling::join).isNotNull();
    }

    private void assertBothHear(OutgoingCall call) throws Exception {
        call.speak(Tone.generate(900, ofMillis(400), Sound.TELEPHONE_HZ, 0.3));
        call.awaitTone(900, ofSeconds(3)); // the called side echoes
        assertThat(line.called.loudest(900)).isGreaterThan(AUDIBLE);
    }

    private interface Dialling {
        Object dial() throws Exception;
    }

    private static void assertRefused(Dialling dialling, int status) {
        var refused = catchThrowableOfType(CallRefused.class, dialling::dial);
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(status);
    }

    private static void hear(OutgoingCall call, String prompt) throws Exception {
        call.awaitTone(requireNonNull(MaskedLine.PROMPTS.get(prompt)), ofSeconds(5));
    }

    private static Dtmf[] keys(String keys) {
        return keys.chars().mapToObj(key -> new Dtmf((char) key)).toArray(Dtmf[]::new);
    }

    /// Written a moment after the call is over.
    private Cdr awaitRecord(String mask) {
        await().until(() -> line.record(mask).releasedAt().isPresent());
        return line.record(mask);
    }

    private Binding axb(String x, Terms terms) {
        return new Binding.Axb(UUID.randomUUID(), x, a, b, terms);
    }

    private Binding axe(String x, String extension, Optional<Party> callbackTo) {
        return new Binding.Axe(
                UUID.randomUUID(), x, extension, a, callbackTo, Duration.ofHours(1), Terms.open());
    }
}
