package org.earshot.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.earshot.caller.CalledParty;
import org.earshot.caller.CallerSettings;
import org.earshot.caller.TextSender;
import org.earshot.db.Database;
import org.earshot.masking.Binding;
import org.earshot.masking.BlockMode;
import org.earshot.masking.CallDirection;
import org.earshot.masking.Cdr;
import org.earshot.masking.Mask;
import org.earshot.masking.MaskMode;
import org.earshot.masking.Parties;
import org.earshot.masking.Party;
import org.earshot.masking.Resolution;
import org.earshot.masking.ResultCode;
import org.earshot.masking.Terms;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.Seat;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Over real SIP and a real Asterisk that believes this test to be the number shield.
@DisplayName("A short message to a mask")
@ExtendWith(TestPostgres.class)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class MaskedTextIT {

    private static final int ACCEPTED = 202;
    private static final String TEXT = "at five, grüße, 五点 😀\nsecond line";

    @TempDir private static Path directory;
    private static AsteriskInstance asterisk;
    private static int people = 5_000;

    private MaskedLine line;
    private Party a;
    private Party b;

    @BeforeAll
    static void startAsterisk() {
        asterisk = ShieldedAsterisk.start("w", directory);
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
    void of_a_pair_goes_to_the_other_side_unchanged_with_the_mask_as_its_sender() throws Exception {
        String x = line.mask(MaskMode.AXB);
        var binding = line.desk.bind(axb(x, a, b, Terms.open().about("case 7"))).binding();
        for (Party sender : List.of(a, b)) {
            Party receiver = sender.equals(a) ? b : a;

            assertThat(line.text(sender.text(), x, TEXT)).isEqualTo(ACCEPTED);

            CalledParty.Texted got = line.called.nextText();
            assertThat(got.to()).isEqualTo(receiver.text());
            assertThat(got.from()).isEqualTo(x);
            assertThat(got.text()).isEqualTo(TEXT);
            assertThat(got.headers()).doesNotContain(sender.text());
            Cdr record = awaitRecord(x);
            assertThat(record.kind()).isEqualTo(Cdr.Kind.SMS);
            assertThat(record.binding()).contains(binding.id());
            assertThat(record.caller()).contains(sender.text());
            assertThat(record.called()).contains(receiver.text());
            assertThat(record.display()).contains(x);
            assertThat(record.callOutAt()).isPresent();
            assertThat(record.resultCode()).contains(0);
            assertThat(record.releaseCause()).contains(16);
            assertThat(record.userData()).isEqualTo("case 7");
        }
    }

    @Test
    void goes_to_an_agent_s_seat_with_the_mask_as_its_sender() throws Exception {
        try (var phone = new CalledParty()) {
            Seat.add(asterisk, "lee", phone.address());
            String x = line.mask(MaskMode.AXB);
            line.desk.bind(axb(x, a, new Party.Agent("lee"), Terms.open()));

            assertThat(line.text(a.text(), x, TEXT)).isEqualTo(ACCEPTED);

            CalledParty.Texted got = phone.nextText();
            assertThat(got.from()).isEqualTo(x);
            assertThat(got.text()).isEqualTo(TEXT);
            assertThat(String.join("", phone.datagrams())).doesNotContain(a.text());
        }
    }

    @Test
    void of_a_stranger_or_a_withheld_number_is_refused_at_once_with_8014() throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, a, b, Terms.open()));
        for (String sender :
                List.of(
                        Parties.enrolled(people++).text(),
                        CallerSettings.ANONYMOUS,
                        "+12025550123")) {
            assertThat(line.text(sender, x, TEXT)).isEqualTo(404);

            Cdr record = awaitRecord(x);
            assertThat(record.resultCode()).contains(8014);
            assertThat(record.called()).isEmpty();
            assertThat(record.callOutAt()).isEmpty();
        }
        assertThat(line.record(x).caller()).isEmpty();
        assertThat(line.called.isQuiet()).isTrue();
    }

    @Test
    void in_the_wrong_direction_is_refused_at_once_with_8016() throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, a, b, Terms.open().only(CallDirection.A_TO_B)));

        assertThat(line.text(b.text(), x, TEXT)).isEqualTo(403);

        assertThat(awaitRecord(x).resultCode()).contains(8016);
        line.text(a.text(), x, TEXT);
        assertThat(line.called.nextText().to()).isEqualTo(b.text());
    }

    @Test
    void of_one_sender_stays_in_order() throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, a, b, Terms.open()));
        for (int i = 0; i < 20; i++) {
            line.text(a.text(), x, "message " + i);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(line.called.nextText().text()).isEqualTo("message " + i);
        }
    }

    @Test
    void is_for_the_owner_of_a_mask_in_block_mode_to_let_pass_or_drop(Database db)
            throws Exception {
        BlockMode owner =
                question -> {
                    assertThat(question.kind()).isEqualTo(Cdr.Kind.SMS);
                    return question.caller().filter(a::equals).isPresent()
                            ? connect(question.dialled())
                            : new Resolution.Refuse(ResultCode.NO_BINDING);
                };
        line.close();
        line = new MaskedLine(asterisk, db, true, Optional.of(owner), Optional.empty());
        String x = line.mask(MaskMode.X);

        assertThat(line.text(b.text(), x, TEXT)).isEqualTo(ACCEPTED); // the owner is asked later
        assertThat(awaitRecord(x).resultCode()).contains(8014);
        line.text(a.text(), x, TEXT);
        assertThat(line.called.nextText().to()).isEqualTo(b.text());
    }

    @Test
    void to_another_number_of_ours_or_to_asterisk_is_refused_at_once() throws Exception {
        assertThat(line.text(a.text(), "hotline", TEXT)).isEqualTo(404);
        line.crash();
        var asterisksOwn = new InetSocketAddress("127.0.0.1", asterisk.settings().ports().sip());
        assertThat(TextSender.send(asterisksOwn, a.text(), "hotline", TEXT)).isEqualTo(404);
        assertThat(line.called.isQuiet()).isTrue();
    }

    @Test
    void is_kept_nowhere_but_in_the_receiver_s_hands() throws Exception {
        String x = line.mask(MaskMode.AXB);
        line.desk.bind(axb(x, a, b, Terms.open()));
        String secret = "the-text-" + UUID.randomUUID();

        line.text(a.text(), x, secret);

        assertThat(line.called.nextText().text()).isEqualTo(secret);
        awaitRecord(x);
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
    }

    private Resolution connect(Mask x) {
        return new Resolution.Connect(
                Optional.empty(), b, x.number(), CallDirection.A_TO_B, Terms.open());
    }

    /// Written a moment after the message is on its way.
    private Cdr awaitRecord(String mask) {
        var newest =
                await().until(
                                () -> line.log.newest(Optional.of(mask), Optional.empty(), 1),
                                found ->
                                        !found.isEmpty()
                                                && found.getFirst().releasedAt().isPresent()
                                                && found.getFirst()
                                                        .callInAt()
                                                        .equals(line.clock.instant()));
        return newest.getFirst();
    }

    private static Binding axb(String x, Party a, Party b, Terms terms) {
        return new Binding.Axb(UUID.randomUUID(), x, a, b, terms);
    }
}
