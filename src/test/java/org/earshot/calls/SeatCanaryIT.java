package org.earshot.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.earshot.caller.CalledParty;
import org.earshot.caller.TextSender;
import org.earshot.db.Database;
import org.earshot.leaks.LeakProof;
import org.earshot.leaks.LeakReport;
import org.earshot.leaks.LeakScan;
import org.earshot.masking.Binding;
import org.earshot.masking.Cdr;
import org.earshot.masking.MaskMode;
import org.earshot.masking.Party;
import org.earshot.masking.Terms;
import org.earshot.shield.ShieldProcess;
import org.earshot.shield.Sipp;
import org.earshot.shield.TapRelay;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.AsteriskSoftware;
import org.earshot.site.Seat;
import org.earshot.site.TestAsterisk;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The whole way: a carrier, the real shield, Asterisk, a core, and an agent's telephone. The
/// number stands in every place that can carry one; what the telephone gets is searched for it.
@Tag("waits")
@DisplayName("A number that calls or writes to a mask")
@ExtendWith(TestPostgres.class)
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class SeatCanaryIT {

    private static final String CANARY = "+4915141273509";
    private static final String OTHER = "+4915141280417";
    private static final AsteriskSoftware SIPP = TestAsterisk.software(AsteriskSoftware.Extra.SIPP);

    @TempDir private Path folder;
    private Path inside;
    private Path outside;
    private AsteriskInstance asterisk;
    private ShieldProcess shield;
    private TapRelay fromCarrier;
    private TapRelay toCarrier;
    private CalledParty carrier;
    private CalledParty seat;
    private MaskedLine line;

    @BeforeEach
    void open(Database db) throws Exception {
        inside = Files.createDirectories(folder.resolve("inside"));
        outside = Files.createDirectories(folder.resolve("outside"));
        asterisk = ShieldedAsterisk.start("k", folder.resolve("asterisk"));
        shield = ShieldProcess.in(folder.resolve("shield"));
        fromCarrier = new TapRelay(shield.outer, outside.resolve("from-carrier.pcap"));
        carrier = new CalledParty();
        toCarrier = new TapRelay(carrier.address(), outside.resolve("to-carrier.pcap"));
        seat = new CalledParty();
        int sip = asterisk.settings().ports().sip();
        Seat.add(asterisk, "lee", seat.address());
        line = new MaskedLine(asterisk, db, true, Optional.empty(), Optional.of(shield.inner));
        shield.settings(
                        toCarrier.address(),
                        new InetSocketAddress("127.0.0.1", sip),
                        line.texts.asShieldSetting())
                .start();
    }

    @AfterEach
    void close() throws Exception {
        line.close();
        seat.close();
        carrier.close();
        fromCarrier.close();
        toCarrier.close();
        shield.close();
        ShieldedAsterisk.stop(asterisk);
    }

    @Test
    void is_in_nothing_that_the_agent_s_telephone_gets() throws Exception {
        String x = line.mask(MaskMode.AX);
        line.desk.bind(ax(x, new Party.Agent("lee"), Terms.open()));

        assertThat(call(x, false)).as("SIPp").isZero();
        String token = line.record(x).caller().orElseThrow();
        assertThat(call(x, true)).as("SIPp, number withheld").isZero();
        assertThat(text(CANARY, x, "at five")).isEqualTo(202);

        assertThat(seat.next().display()).isEqualTo(x);
        assertThat(seat.next().display()).isEqualTo(x);
        CalledParty.Texted text = seat.nextText();
        assertThat(text.from()).isEqualTo(x);
        assertThat(text.text()).isEqualTo("at five");
        assertThat(seat.datagrams()).hasSizeGreaterThan(6).noneMatch(all -> all.contains(token));
        seat.save(inside.resolve("seat.bin"));
        assertThat(inside.resolve("seat.bin")).isNotEmptyFile();
        fromCarrier.close();
        assertFoundOnlyOutside();
    }

    @Test
    void writes_and_is_written_to_through_the_shield_as_a_mask() throws Exception {
        Party canary = known(CANARY);
        Party other = known(OTHER);
        String x = line.mask(MaskMode.AXB);
        var today = Terms.open().until(line.clock.instant().plus(Duration.ofMinutes(5)));
        line.desk.bind(new Binding.Axb(UUID.randomUUID(), x, canary, other, today));

        assertThat(text(CANARY, x, "grüße, 五点")).isEqualTo(202);
        CalledParty.Texted there = carrier.nextText();
        assertThat(text(OTHER, x, "and back")).isEqualTo(202);
        CalledParty.Texted back = carrier.nextText();

        assertThat(there.to()).isEqualTo(OTHER);
        assertThat(there.from()).isEqualTo(x);
        assertThat(there.text()).isEqualTo("grüße, 五点");
        assertThat(there.headers()).doesNotContain(CANARY.substring(1));
        assertThat(back.to()).isEqualTo(CANARY);
        assertThat(back.from()).isEqualTo(x);
        assertThat(back.text()).isEqualTo("and back");
    }

    /// Writes to a mask once, so that the record tells how the shield names that number.
    private Party known(String number) throws IOException {
        String x = line.mask(MaskMode.AX);
        assertThat(text(number, x, "hello")).isEqualTo(404); // nobody stands behind it
        await().until(
                        () -> line.log.newest(Optional.of(x), Optional.empty(), 1),
                        found -> !found.isEmpty());
        Cdr record = line.record(x);
        return Party.parse(record.caller().orElseThrow());
    }

    private int call(String x, boolean withheld) throws IOException, InterruptedException {
        Path fields = folder.resolve("fields.csv");
        Files.writeString(fields, "SEQUENTIAL\n" + Sipp.planted(CANARY, withheld) + "\n");
        InetSocketAddress target = fromCarrier.address();
        List<String> more =
                List.of(
                        "-inf",
                        fields.toString(),
                        "-s",
                        x,
                        "-cid_str",
                        "%u-%p-" + CANARY + "@%s",
                        "-m",
                        "1",
                        target.getHostString() + ":" + target.getPort());
        Path log = folder.resolve("sipp.log");
        try (var sipp =
                Sipp.start(SIPP, "uac-planted-expect-200.xml", freePort(), target, log, more)) {
            return sipp.awaitExit();
        }
    }

    private int text(String number, String x, String text) throws IOException {
        String digits = number.substring(1);
        List<String> planted =
                List.of(
                        "P-Asserted-Identity: \"" + number + "\" <sip:" + number + "@c.example>",
                        "Remote-Party-ID: <sip:" + number + "@c.example>;party=calling",
                        "Contact: <sip:" + number + "@127.0.0.1;x=" + digits + ">",
                        "Subject: from " + digits,
                        "User-Agent: gateway/" + digits,
                        "Call-Info: <http://c.example/" + digits + ".jpg>;purpose=icon",
                        "X-Caller: " + number);
        String from = "\"" + number + "\" <sip:" + number + "@c.example>";
        return TextSender.send(fromCarrier.address(), from, planted, x, text);
    }

    private void assertFoundOnlyOutside() throws IOException {
        var scan = LeakScan.of(List.of(CANARY));
        LeakProof proof = scan.prove(new Random(1));
        LeakReport within = scan(scan, proof, inside);
        LeakReport without = scan(scan, proof, outside);
        assertThat(proof.missed()).isEmpty();
        assertThat(without.findings()).as("on the carrier's side").isNotEmpty();
        assertThat(within.bytes()).isPositive();
        assertThat(within.findings()).as("on the seat's side").isEmpty();
        assertThat(within.isClean()).isTrue();
    }

    private static LeakReport scan(LeakScan scan, LeakProof proof, Path tree) {
        return scan.scan(proof, List.of(tree), _ -> false, 2, _ -> {});
    }

    private static Binding ax(String x, Party a, Terms terms) {
        return new Binding.Ax(UUID.randomUUID(), x, a, Optional.empty(), Optional.empty(), terms);
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(Sipp.HOST, 0))) {
            return socket.getLocalPort();
        }
    }
}
