package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.shield.VaultHarness.number;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.earshot.crypto.Hpke;
import org.earshot.site.PostgresServer;
import org.earshot.site.PostgresSettings;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallerToken;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Looks for numbers known to the test where none may be: in a dump of all databases, in
/// PostgreSQL's files with its write-ahead log, and in the shield's directory.
@DisplayName("Canary numbers in the vault")
@ExtendWith(TestPostgres.class)
@Timeout(180)
class VaultCanaryIT {

    private static final int CANARIES = 50;

    @Test
    void are_found_nowhere_neither_enrolled_nor_unmasked_nor_forgotten(
            PostgresServer shared, @TempDir Path directory) throws Exception {
        var own =
                PostgresSettings.fresh(directory.resolve("postgres"), shared.settings().binaries());
        try (var server = new PostgresServer(own)) {
            server.start();
            Path shield = directory.resolve("shield");
            Files.createDirectories(shield);
            try (var house = new VaultHarness(server, shield)) {
                useEverything(house, shield);

                String dump = dump(server, house);
                assertThat(dump).hasSizeGreaterThan(CANARIES * 50);
                assertThat(found(List.of(dump.getBytes(StandardCharsets.UTF_8)))).isEmpty();
            }
            server.stop();
            // The needles are found where one is planted, so the search works.
            Files.writeString(directory.resolve("planted"), "x" + needles().iterator().next());
            assertThat(found(files(directory))).hasSize(1);
            Files.delete(directory.resolve("planted"));
            assertThat(found(files(directory))).isEmpty();
            assertThat(files(directory.resolve("postgres/pg_wal"))).isNotEmpty();
        }
    }

    private static void useEverything(VaultHarness house, Path shield) throws Exception {
        var token = new CallerToken("t" + "b".repeat(53));
        var log = UnmaskLog.in(shield, house.clock);
        var people = new UnmaskPeople(log, "ann", "bob", "cho");
        var unmasking =
                new Unmasking(house.database, log, _ -> Optional.of(number(0)), house.clock);
        try (var vault = house.open()) {
            List<CallerToken> enrolled = new ArrayList<>();
            for (int i = 0; i < CANARIES; i++) {
                enrolled.add(vault.enrol(number(i)));
            }
            new SmsOutbox(house.database, house.vaultKey, house.clock)
                    .accept(UUID.randomUUID(), token, "call me under " + number(1).e164());
            unmask(unmasking, people, token, house);
            for (int i = 0; i < CANARIES; i += 2) {
                vault.forget(enrolled.get(i));
            }
        }
    }

    private static void unmask(
            Unmasking unmasking, UnmaskPeople people, CallerToken token, VaultHarness house)
            throws UnmaskRefused {
        var request =
                new UnmaskRequest(
                        UUID.randomUUID(),
                        token,
                        "case 2026-0042, duty of contact",
                        "ann",
                        house.clock.instant().plusSeconds(60),
                        Hpke.publicKey(Hpke.newPrivateKey()));
        unmasking.request(
                request, signature(String.valueOf(people.filing(request).get("signature"))));
        for (String approver : List.of("bob", "cho")) {
            unmasking.approve(
                    request.id(),
                    approver,
                    signature(String.valueOf(people.approval(request, approver).get("signature"))));
        }
        unmasking.release(
                request.id(), signature(String.valueOf(people.release(request).get("signature"))));
    }

    private static byte[] signature(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    /// Every row of every table of every database, as its superuser sees them.
    private static String dump(PostgresServer server, VaultHarness house) throws SQLException {
        var administrator = server.administrator();
        var dump = new StringBuilder();
        for (String url : List.of(house.settings.url(), server.url())) {
            try (var connection =
                            DriverManager.getConnection(
                                    url, administrator.user(), administrator.password());
                    var statement = connection.createStatement()) {
                var tables = new ArrayList<String>();
                try (var names =
                        statement.executeQuery(
                                "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables")) {
                    while (names.next()) {
                        tables.add(names.getString(1));
                    }
                }
                for (String table : tables) {
                    try (var rows = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
                        while (rows.next()) {
                            dump.append(rows.getString(1)).append('\n');
                        }
                    }
                }
            }
        }
        return dump.toString();
    }

    private static List<byte[]> files(Path directory) throws IOException {
        var contents = new ArrayList<byte[]>();
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(Files.readAllBytes(file));
            }
        }
        return contents;
    }

    /// The leak scanner knows more spellings; these are those that code here could make by mistake.
    private static Set<String> needles() {
        var needles = new HashSet<String>();
        for (int i = 0; i < CANARIES; i++) {
            String digits = number(i).e164().substring(1);
            needles.add(digits);
            needles.add(HexFormat.of().formatHex(digits.getBytes(StandardCharsets.US_ASCII)));
            for (String text : List.of(digits, "+" + digits, "x+" + digits)) {
                String base64 =
                        Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
                needles.add(base64.substring(4, base64.length() - 1));
            }
        }
        return needles;
    }

    private static Set<String> found(List<byte[]> haystacks) {
        var found = new HashSet<String>();
        var needles = needles();
        for (byte[] haystack : haystacks) {
            var text = new String(haystack, StandardCharsets.ISO_8859_1);
            var wide = new String(haystack, StandardCharsets.UTF_16LE);
            for (String needle : needles) {
                if (text.contains(needle) || wide.contains(needle)) {
                    found.add(needle);
                }
            }
        }
        return found;
    }
}
