package org.earshot.texts;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.earshot.db.generated.Tables.MASKED_TEXT;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriSettings;
import org.earshot.caller.CalledParty;
import org.earshot.calls.Wire;
import org.earshot.cases.SettableClock;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.db.DatabaseSettings;
import org.earshot.db.generated.tables.records.MaskedTextRecord;
import org.earshot.masking.Binding;
import org.earshot.masking.BindingDesk;
import org.earshot.masking.CallLimits;
import org.earshot.masking.CallLogRepository;
import org.earshot.masking.Cdr;
import org.earshot.masking.Mask;
import org.earshot.masking.MaskMode;
import org.earshot.masking.MaskPool;
import org.earshot.masking.Party;
import org.earshot.masking.Terms;
import org.earshot.shield.ShieldProcess;
import org.earshot.site.TestPostgres;
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

/// A carrier, the real shield in a process of its own, and a core's short messages on a real
/// PostgreSQL whose wire can be cut. No Asterisk: they do not pass it.
@DisplayName("A short message")
@ExtendWith(TestPostgres.class)
@Timeout(60)
@Tag("waits")
@SuppressWarnings("NullAway.Init")
class TextIT {

    private static final String ANN = "+4915141273509";
    private static final String BOB = "+4915141280417";
    private static final String PLAIN = "Content-Type: text/plain;charset=UTF-8\n";

    @TempDir private static Path directory;
    private static ShieldProcess shield;
    private static CalledParty carrier;
    private static Wire wire;
    private static Database throughWire;
    private static KeyService keys;
    private static Party ann;
    private static Party bob;
    private static int masks = 70_000;
    private static final SettableClock CLOCK = new SettableClock();

    private static final InetSocketAddress NOBODY = new InetSocketAddress("127.0.0.1", 9);

    private static int port;
    private static MaskPool pool;
    private static BindingDesk desk;
    private static CallLogRepository log;
    private static RawText sender;

    private Database db;
    private String x;

    @BeforeAll
    static void start(Database db, DatabaseSettings settings) throws Exception {
        carrier = new CalledParty();
        URI at = URI.create(settings.url().substring("jdbc:".length()));
        wire = new Wire(at.getPort());
        String url = settings.url().replace(":" + at.getPort() + "/", ":" + wire.port() + "/");
        throughWire =
                Database.connect(
                        new DatabaseSettings(url, settings.user(), settings.password(), 4, ZERO));
        keys = KeyService.open(directory.resolve("keys"));
        shield = ShieldProcess.in(directory.resolve("shield"));
        port = freePort();
        String more =
                """
                ,"messages":"udp:127.0.0.1:%d","dial":{"per-number-and-hour":1000}
                """
                        .formatted(port);
        shield.settings(carrier.address(), NOBODY, more).start();
        pool = new MaskPool(db);
        log = new CallLogRepository(db, false);
        desk = new BindingDesk(db, pool, log, CallLimits.NONE, CLOCK);
        sender = new RawText(shield.outer);
        try (TextSite _ = core(db)) {
            ann = known(ANN);
            bob = known(BOB);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        sender.close();
        throughWire.close();
        wire.close();
        shield.close();
        carrier.close();
    }

    @BeforeEach
    void mask(Database database) {
        db = database;
        CLOCK.advance(ofSeconds(100));
        x = newMask(MaskMode.AXB);
        var today = Terms.open().until(CLOCK.instant().plusSeconds(3_000));
        desk.bind(new Binding.Axb(UUID.randomUUID(), x, ann, bob, today));
    }

    @AfterEach
    void nothing_is_left() {
        wire.mend();
        int left = db.transact(tx -> tx.deleteFrom(MASKED_TEXT).execute());
        assertThat(left).isZero();
        assertThat(carrier.isQuiet()).isTrue();
    }

    @Test
    void is_committed_and_sealed_when_its_sender_is_told_and_the_next_core_hands_it_on()
            throws Exception {
        String secret = "five, " + UUID.randomUUID();
        try (TextSite _ = core(db)) { // which dies before it hands anything on
            assertThat(sender.status(text(ANN, secret))).isEqualTo(202);

            MaskedTextRecord row = kept().getFirst();
            assertThat(new String(row.getSealedText(), StandardCharsets.UTF_8))
                    .doesNotContain(secret);
            assertThat(row.toString()).doesNotContain(ANN.substring(1), BOB.substring(1));
            assertThat(record().releasedAt()).isEmpty();
        }
        try (TextSite next = core(db)) {
            next.startRelay();

            CalledParty.Texted got = carrier.nextText();
            assertThat(got.to()).isEqualTo(BOB);
            assertThat(got.from()).isEqualTo(x);
            assertThat(got.text()).isEqualTo(secret);
            awaitEnd(16);
        }
    }

    @Test
    void is_refused_at_once_while_the_database_is_away() throws Exception {
        try (TextSite core = core(db)) {
            core.startRelay();
            wire.cut();
            byte[] request = text(ANN, "not now");

            String answer = sender.ask(request);

            assertThat(answer).startsWith("SIP/2.0 503 ").contains("Retry-After: 5\r\n");
            wire.mend();
            await().until(() -> sender.status(request), status -> status == 202);
            assertThat(carrier.nextText().text()).isEqualTo("not now");
            awaitEnd(16);
        }
    }

    @Test
    void that_is_sent_again_is_handed_on_once_and_answered_as_before() throws Exception {
        byte[] request = text(ANN, "once");
        try (TextSite _ = core(db)) {
            assertThat(sender.status(request)).isEqualTo(202);
            assertThat(sender.status(request)).isEqualTo(202);
        }
        try (TextSite next = core(db)) {
            assertThat(sender.status(request)).isEqualTo(202);
            assertThat(kept()).hasSize(1);
            next.startRelay();
            assertThat(carrier.nextText().text()).isEqualTo("once");
            awaitEnd(16);

            assertThat(sender.status(request)).isEqualTo(202);

            assertThat(kept()).isEmpty();
            assertThat(log.newest(Optional.of(x), Optional.empty(), 9)).hasSize(1);
        }
    }

    @Test
    void that_nobody_may_have_is_refused_and_stays_refused() throws Exception {
        try (TextSite _ = core(db)) {
            byte[] ofAStranger = text("+4915141299999", "hello");
            assertThat(sender.status(ofAStranger)).isEqualTo(404);
            assertThat(sender.status(ofAStranger)).isEqualTo(404);
            assertThat(record().resultCode()).contains(8014);
            byte[] toNoMask = sender.request(ANN, "12345", PLAIN, bytes("hello"));
            assertThat(sender.status(toNoMask)).isEqualTo(404);
        }
    }

    @Test
    void that_is_hostile_is_refused_with_what_is_wrong_with_it() throws Exception {
        String type = "Content-Type: ";
        try (TextSite core = core(db)) {
            assertThat(hostile(PLAIN, new byte[64_000])).as("64 KB").isEqualTo(513);
            assertThat(hostile(PLAIN, new byte[7_000])).as("7 KB").isEqualTo(413);
            assertThat(hostile(PLAIN, new byte[1_024])).as("1 KB").isEqualTo(413);
            assertThat(hostile(PLAIN, new byte[] {-1, -2, 0, 1})).as("binary").isEqualTo(400);
            assertThat(hostile("", bytes("x"))).as("of no type").isEqualTo(415);
            assertThat(hostile(type + "image/png\n", bytes("x"))).as("an image").isEqualTo(415);
            assertThat(hostile(type + "text/plain;charset=utf-16\n", bytes("x"))).isEqualTo(415);
            assertThat(hostile(PLAIN + "Content-Encoding: gzip\n", bytes("x"))).isEqualTo(415);
            assertThat(hostile(PLAIN, new byte[0])).as("empty").isEqualTo(400);
            byte[] within = sender.request(ANN, x, ";tag=a", PLAIN, bytes("x"));
            assertThat(sender.status(within)).as("within a call").isEqualTo(403);
            assertThat(kept()).isEmpty();
            assertThat(sender.status(text(ANN, "fine"))).isEqualTo(202);
            core.startRelay();
            assertThat(carrier.nextText().text()).isEqualTo("fine");
            awaitEnd(16);
        }
    }

    @Test
    void that_is_not_taken_now_is_tried_again_and_what_is_refused_is_not() throws Exception {
        try (TextSite core = core(db)) {
            core.startRelay();
            carrier.answerTexts(503, 486, 200);
            assertThat(sender.status(text(ANN, "busy"))).isEqualTo(202);
            for (int attempt = 1; attempt < 3; attempt++) {
                assertThat(carrier.nextText().text()).isEqualTo("busy");
                int failed = attempt;
                await().until(() -> kept().getFirst().getAttempts() == failed);
                CLOCK.advance(ofSeconds(attempt == 1 ? 10 : 60));
            }
            assertThat(carrier.nextText().text()).isEqualTo("busy");
            awaitEnd(16);

            carrier.answerTexts(404);
            assertThat(sender.status(text(BOB, "gone"))).isEqualTo(202);
            assertThat(carrier.nextText().to()).isEqualTo(ANN);
            awaitEnd(1);
            assertThat(record().called()).isEmpty();
        }
    }

    @Test
    void is_given_up_at_the_end_of_the_ladder_and_its_text_deleted() throws Exception {
        try (TextSite core = core(db)) {
            core.startRelay();
            carrier.answerTexts(503, 503, 503);
            assertThat(sender.status(text(ANN, "never"))).isEqualTo(202);
            for (int attempt = 1; attempt <= 3; attempt++) {
                assertThat(carrier.nextText().text()).isEqualTo("never");
                int failed = attempt;
                await().until(() -> failed == 3 || kept().getFirst().getAttempts() == failed);
                CLOCK.advance(ofSeconds(attempt == 1 ? 10 : 60));
            }
            awaitEnd(41);
        }
    }

    @Test
    void overtakes_no_other_of_its_sender_though_two_cores_hand_them_on() throws Exception {
        try (TextSite _ = core(db)) {
            for (int i = 0; i < 20; i++) {
                assertThat(sender.status(text(ANN, "message " + i))).isEqualTo(202);
            }
        }
        try (TextSite one = core(db);
                TextSite other = core(db, 0)) {
            one.startRelay();
            other.startRelay();
            for (int i = 0; i < 20; i++) {
                assertThat(carrier.nextText().text()).isEqualTo("message " + i);
            }
            awaitEnd(16);
        }
    }

    private int hostile(String more, byte[] body) throws IOException {
        return sender.status(sender.request(ANN, x, more, body));
    }

    private byte[] text(String number, String text) {
        return sender.request(number, x, PLAIN, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static TextSite core(Database db) throws IOException {
        return core(db, port);
    }

    private static TextSite core(Database db, int at) throws IOException {
        var house =
                new TextServices.House(keys, pool, Optional.empty(), false, CallLimits.NONE, CLOCK);
        var noAsterisk =
                new AriClient(new AriSettings(URI.create("http://127.0.0.1:9"), "", "", "a"));
        return new TextSite(
                throughWire, db, house, new TextSite.Beside(noAsterisk, shield.inner, at));
    }

    /// Writes to a mask nobody stands behind: the record tells how the shield names that number.
    private static Party known(String number) throws IOException {
        String mask = newMask(MaskMode.AX);
        assertThat(sender.status(sender.request(number, mask, PLAIN, bytes("who")))).isEqualTo(404);
        Cdr record = log.newest(Optional.of(mask), Optional.empty(), 1).getFirst();
        return Party.parse(record.caller().orElseThrow());
    }

    private static String newMask(MaskMode mode) {
        String number = String.valueOf(masks++);
        desk.put(Mask.of(number, mode).coolingFor(ZERO));
        return number;
    }

    private List<MaskedTextRecord> kept() {
        return db.transact(tx -> tx.selectFrom(MASKED_TEXT).fetch());
    }

    private Cdr record() {
        return log.newest(Optional.of(x), Optional.empty(), 1).getFirst();
    }

    private void awaitEnd(int cause) {
        await().until(() -> kept().isEmpty() && record().releaseCause().isPresent());
        assertThat(record().releaseCause()).contains(cause);
        CLOCK.advance(ofSeconds(1)); // so that records have an order
    }

    private static int freePort() throws IOException {
        try (var free = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            return free.getLocalPort();
        }
    }
}
