package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.earshot.shield.VaultHarness.number;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.earshot.crypto.Hpke;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.crypto.MutualTls;
import org.earshot.http.Tls;
import org.earshot.http.WebServer;
import org.earshot.http.WebSettings;
import org.earshot.masking.ShieldClient;
import org.earshot.masking.ShieldRefused;
import org.earshot.masking.ShieldUnavailable;
import org.earshot.site.PostgresServer;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The shield's API")
@ExtendWith(TestPostgres.class)
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class ShieldApiIT {

    private static final CallerToken EPOCH = new CallerToken("t" + "b".repeat(53));
    private static final CallerToken UNKNOWN = new CallerToken("t" + "c".repeat(53));

    @TempDir Path directory;
    private VaultHarness house;
    private Vault vault;
    private UnmaskLog log;
    private WebServer server;
    private ShieldClient client;
    private volatile boolean ready = true;
    private volatile ShieldState.Keys keys = ShieldState.Keys.IN_ORDER;

    @BeforeEach
    void start(PostgresServer postgres) throws IOException {
        house = new VaultHarness(postgres, directory);
        vault = house.open();
        log = UnmaskLog.in(directory, house.clock);
        var tls = MutualTls.ensure(directory, List.of("127.0.0.1"), Instant.now());
        var parts =
                new ShieldApi.Parts(
                        vault,
                        new SmsOutbox(house.database, house.vaultKey, house.clock),
                        new Unmasking(house.database, log, this::open, house.clock),
                        this::open,
                        token ->
                                new DialPermission.Verdict(
                                        open(token).isPresent(), "as the test says"),
                        () ->
                                new ShieldState(
                                        ready, List.of("2026-11-22"), keys, Map.of("calls", 7L)));
        server =
                ShieldApi.serve(
                        WebSettings.loopback(0)
                                .withTls(
                                        new Tls(
                                                tls.serverCertificate(),
                                                tls.serverKey(),
                                                tls.authority())),
                        parts);
        client = new ShieldClient(base(), tls.client());
    }

    private Optional<PhoneNumber> open(CallerToken token) {
        return token.equals(EPOCH) ? Optional.of(number(1)) : vault.open(token);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        vault.close();
        house.close();
    }

    @Test
    void enrols_and_forgets_by_token() {
        var enrolled = client.enrol(EPOCH);

        assertThat(vault.open(enrolled)).contains(number(1));
        assertThat(client.enrol(enrolled)).isEqualTo(enrolled);
        assertThat(client.mayDial(enrolled))
                .isEqualTo(new ShieldClient.Permission(true, "as the test says"));
        assertThat(client.forget(enrolled)).isTrue();
        assertThat(client.forget(enrolled)).isFalse();
        assertThat(client.mayDial(enrolled).allowed()).isFalse();
        assertThatThrownBy(() -> client.enrol(UNKNOWN))
                .isInstanceOfSatisfying(
                        ShieldRefused.class, no -> assertThat(no.status()).isEqualTo(404))
                .hasMessageContaining("No number is behind this token");
    }

    @Test
    void keeps_a_text_message_sealed_and_once() throws Exception {
        var id = UUID.randomUUID();

        client.handOverSms(id, EPOCH, "canary words");
        client.handOverSms(id, EPOCH, "canary words");

        try (var connection =
                        DriverManager.getConnection(
                                house.settings.url(), VaultHarness.ROLE, VaultHarness.PASSWORD);
                var rows =
                        connection
                                .createStatement()
                                .executeQuery("SELECT id, sealed_message FROM sms_out")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo(id.toString());
            assertThat(new String(rows.getBytes(2), StandardCharsets.ISO_8859_1))
                    .doesNotContain("canary")
                    .doesNotContain(EPOCH.value());
            assertThat(rows.next()).isFalse();
        }
        assertThatThrownBy(() -> client.handOverSms(UUID.randomUUID(), UNKNOWN, "words"))
                .isInstanceOf(ShieldRefused.class);
        assertThatThrownBy(() -> client.handOverSms(UUID.randomUUID(), EPOCH, "x".repeat(1531)))
                .isInstanceOf(ShieldRefused.class)
                .hasMessageNotContaining("xxx");
    }

    @Test
    void carries_an_unmasking_without_being_able_to_read_it() throws Exception {
        var people = new UnmaskPeople(log, "ann", "bob", "cho");
        byte[] replyKey = Hpke.newPrivateKey();
        var request =
                new UnmaskRequest(
                        UUID.randomUUID(),
                        EPOCH,
                        "case 2026-0042, duty of contact",
                        "ann",
                        house.clock.instant().plus(Duration.ofMinutes(9)),
                        Hpke.publicKey(replyKey));
        client.ask("/v1/unmask/requests", people.filing(request));
        var shown = client.ask("/v1/unmask/lookups", Map.of("id", request.id().toString()));
        assertThat(shown.path("purpose").asText()).isEqualTo(request.purpose());
        assertThatThrownBy(() -> client.ask("/v1/unmask/releases", people.release(request)))
                .isInstanceOfSatisfying(
                        ShieldRefused.class, no -> assertThat(no.status()).isEqualTo(403));
        client.ask("/v1/unmask/approvals", people.approval(request, "bob"));
        var two = client.ask("/v1/unmask/approvals", people.approval(request, "cho"));
        assertThat(two.path("approvals").asInt()).isEqualTo(2);

        var answer = client.ask("/v1/unmask/releases", people.release(request));

        byte[] sealed = Base64.getDecoder().decode(answer.path("sealed").asText());
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("88218");
        assertThat(Hpke.open(replyKey, request.replyInfo(), sealed))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo(number(1).e164());
        assertThatThrownBy(() -> client.ask("/v1/unmask/releases", people.release(request)))
                .isInstanceOfSatisfying(
                        ShieldRefused.class, no -> assertThat(no.status()).isEqualTo(409));
    }

    @Test
    void tells_how_it_does_also_when_it_is_not_ready() {
        client.enrol(EPOCH);

        var health = client.health();

        assertThat(health.path("status").asText()).isEqualTo("ready");
        assertThat(health.path("vault").asText()).isEqualTo("up");
        assertThat(health.path("enrolled").asInt()).isEqualTo(1);
        assertThat(health.path("epochs").get(0).asText()).isEqualTo("2026-11-22");
        assertThat(health.path("counters").path("calls").asLong()).isEqualTo(7);
        assertThat(health.path("clockHeld").asBoolean(true)).isFalse();
        assertThat(health.path("overdue").isEmpty()).isTrue();
        assertThat(health.path("keyTrouble").asText("?")).isEmpty();
        keys = new ShieldState.Keys(true, List.of("2026-11-15"), "The token is away");
        assertThat(client.health().path("clockHeld").asBoolean()).isTrue();
        assertThat(client.health().path("overdue").get(0).asText()).isEqualTo("2026-11-15");
        assertThat(client.health().path("keyTrouble").asText()).isEqualTo("The token is away");
        ready = false;
        assertThat(client.health().path("status").asText()).isEqualTo("not ready");
    }

    @Test
    void says_so_when_the_vaults_database_is_away() {
        house.database.close();

        assertThatThrownBy(() -> client.enrol(EPOCH))
                .isInstanceOf(ShieldUnavailable.class)
                .hasMessageContaining("cannot be done now");
    }

    @Test
    void lets_nobody_in_who_shows_no_certificate_of_its_own(@TempDir Path elsewhere)
            throws Exception {
        // trusts the server, shows nothing
        var nobody = KeyStore.getInstance("PKCS12");
        nobody.load(null, null);
        try (var in = Files.newInputStream(directory.resolve("ca.pem"))) {
            nobody.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(nobody);
        var without = SSLContext.getInstance("TLS");
        without.init(null, trust.getTrustManagers(), null);
        refused(new ShieldClient(base(), without));

        // shows a certificate of another installation, and trusts this one
        MutualTls.ensure(elsewhere, List.of("127.0.0.1"), Instant.now());
        Files.copy(
                directory.resolve("ca.pem"),
                elsewhere.resolve("ca.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        refused(new ShieldClient(base(), MutualTls.existing(elsewhere).client()));

        // shows the server's certificate as its own
        Files.copy(
                directory.resolve("server.pem"),
                elsewhere.resolve("client.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                directory.resolve("server-key.pem"),
                elsewhere.resolve("client-key.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        refused(new ShieldClient(base(), MutualTls.existing(elsewhere).client()));
    }

    @Test
    void is_not_believed_when_it_is_another_server(@TempDir Path elsewhere) {
        var other = MutualTls.ensure(elsewhere, List.of("127.0.0.1"), Instant.now());

        refused(new ShieldClient(base(), other.client()));
    }

    @Test
    void answers_no_plain_http() throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(
                            "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer = "";
            try {
                answer =
                        new String(
                                socket.getInputStream().readAllBytes(),
                                StandardCharsets.ISO_8859_1);
            } catch (IOException reset) {
                // as good as closed
            }
            assertThat(answer).doesNotContain("HTTP/1.1 200").doesNotContain("ready");
        }
    }

    @Test
    void refuses_what_does_not_fit_the_contract_without_quoting_it() throws Exception {
        try (var http =
                HttpClient.newBuilder()
                        .sslContext(MutualTls.existing(directory).client())
                        .build()) {
            for (String body :
                    List.of(
                            "{\"token\":\"+882180000001\"}",
                            "{\"token\":7777}",
                            "{\"token\":\"" + EPOCH.value() + "\",\"more\":7777}",
                            "7777",
                            "{7777")) {
                var answer =
                        http.send(
                                HttpRequest.newBuilder(base().resolve("/v1/enrol"))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(body))
                                        .build(),
                                BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(body).isEqualTo(400);
                assertThat(answer.body()).doesNotContain("7777").doesNotContain("88218");
            }
        }
    }

    @Test
    void renews_certificates_that_are_about_to_end_and_says_when_they_are_broken()
            throws IOException {
        byte[] before = Files.readAllBytes(directory.resolve("client.pem"));

        MutualTls.ensure(directory, List.of("127.0.0.1"), Instant.now());
        assertThat(directory.resolve("client.pem")).hasBinaryContent(before);

        MutualTls.ensure(
                directory, List.of("127.0.0.1"), Instant.now().plus(Duration.ofDays(3_600)));
        assertThat(Files.readAllBytes(directory.resolve("client.pem"))).isNotEqualTo(before);

        Files.writeString(directory.resolve("client-key.pem"), "broken");
        assertThatThrownBy(() -> MutualTls.existing(directory).client())
                .isInstanceOf(KeysUnavailable.class)
                .hasMessageContaining("start Earshot again");
    }

    private static void refused(ShieldClient stranger) {
        try (stranger) {
            assertThatThrownBy(stranger::health).isInstanceOf(ShieldUnavailable.class);
        }
    }

    private URI base() {
        return URI.create("https://127.0.0.1:" + server.port());
    }
}
