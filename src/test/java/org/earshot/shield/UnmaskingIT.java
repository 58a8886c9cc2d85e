package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.db.DatabaseUnavailable;
import org.earshot.shield.UnmaskEntry.Act;
import org.earshot.shield.UnmaskRefused.Why;
import org.earshot.site.PostgresServer;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallerToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// T06: four eyes, however one goes about it.
@Tag("waits")
@DisplayName("Unmasking")
@ExtendWith(TestPostgres.class)
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class UnmaskingIT {

    private static final Logger LOG = LoggerFactory.getLogger(UnmaskingIT.class);

    @TempDir Path directory;
    private UnmaskHarness house;

    @BeforeEach
    void open(PostgresServer server) {
        house = new UnmaskHarness(server, directory);
        house.person("ann").person("bob").person("cho").person("dan");
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void shows_the_number_to_the_requester_once_two_others_have_approved() throws Exception {
        var request = house.filed("ann");
        assertThat(house.approve(request, "bob")).isEqualTo(1);
        assertThat(house.approve(request, "cho")).isEqualTo(2);

        assertThat(house.release(request)).isEqualTo(UnmaskHarness.NUMBER.e164());

        refused(Why.USED, () -> house.release(request));
        assertThat(house.log.entries())
                .extracting(UnmaskEntry::act)
                .endsWith(Act.REQUESTED, Act.APPROVED, Act.APPROVED, Act.RELEASED);
        assertThat(house.unmasking.missingInLog()).isZero();
        assertThat(directory.resolve("unmask.log"))
                .content()
                .doesNotContain(UnmaskHarness.NUMBER.e164().substring(1))
                .doesNotContain(UnmaskHarness.TOKEN.value());
    }

    @Test
    void refuses_one_approval_two_of_one_person_and_ones_own() throws Exception {
        var request = house.filed("ann");

        refused(Why.NOT_APPROVED, () -> house.release(request));
        refused(Why.OWN_REQUEST, () -> house.approve(request, "ann"));
        house.approve(request, "bob");
        refused(Why.SAME_PERSON, () -> house.approve(request, "bob"));
        refused(Why.NOT_APPROVED, () -> house.release(request));
        refused(Why.NOT_REGISTERED, () -> house.approve(request, "eve"));
        house.approve(request, "cho");
        refused(Why.FULL, () -> house.approve(request, "dan"));
    }

    @Test
    void refuses_a_second_account_of_one_person() throws Exception {
        byte[] key = house.key("bob").publicKey();

        assertThatThrownBy(() -> house.log.append(Act.PERSON_ADDED, People.entry("bob2", key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'bob'");

        house.log.append(Act.PERSON_REMOVED, Map.of("name", "bob"));
        assertThatThrownBy(() -> house.log.append(Act.PERSON_ADDED, People.entry("bob2", key)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void does_not_count_the_approval_of_somebody_who_has_left() throws Exception {
        var request = house.filed("ann");
        house.approve(request, "bob");
        house.approve(request, "cho");

        house.log.append(Act.PERSON_REMOVED, Map.of("name", "bob"));

        refused(Why.BAD_SIGNATURE, () -> house.release(request));
    }

    @Test
    void ends_after_ten_minutes() throws Exception {
        var stale = house.filed("ann");
        house.approve(stale, "bob");
        house.approve(stale, "cho");
        house.house.clock.advance(Duration.ofMinutes(9));

        refused(Why.EXPIRED, () -> house.release(stale));
        refused(Why.EXPIRED, () -> house.approve(stale, "dan"));

        var tooLong =
                new UnmaskRequest(
                        UUID.randomUUID(),
                        UnmaskHarness.TOKEN,
                        "case 2026-0042, too long",
                        "ann",
                        house.now().plus(Duration.ofMinutes(11)),
                        new byte[32]);
        refused(
                Why.EXPIRY,
                () ->
                        house.unmasking.request(
                                tooLong, house.sign(tooLong, UnmaskRequest.Act.REQUEST, "ann")));
    }

    @Test
    void refuses_when_no_number_is_behind_the_token() throws Exception {
        var before = house.request("ann");
        var request =
                new UnmaskRequest(
                        before.id(),
                        new CallerToken("t" + "c".repeat(53)),
                        before.purpose(),
                        before.requester(),
                        before.expiresAt(),
                        before.replyKey());
        house.unmasking.request(request, house.sign(request, UnmaskRequest.Act.REQUEST, "ann"));
        house.approve(request, "bob");
        house.approve(request, "cho");

        refused(Why.NO_NUMBER, () -> house.release(request));
    }

    @Test
    void shows_nothing_in_ten_thousand_attempts_without_two_valid_approvals() throws Exception {
        var random = new Random(6);
        var requests = new ArrayList<UnmaskRequest>();
        var done = house.filed("ann");
        house.approve(done, "bob");
        house.approve(done, "cho");
        house.release(done);
        for (int i = 0; i < 20; i++) {
            var request = house.filed("ann");
            if (i % 2 == 0) {
                house.approve(request, "bob");
            }
            requests.add(request);
        }
        int shown = 0;
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            var request = requests.get(random.nextInt(requests.size()));
            try {
                attack(i % 10, request, done, random);
                house.release(request);
                shown++;
            } catch (UnmaskRefused no) {
                refused++;
            }
        }

        assertThat(shown).isZero();
        assertThat(refused).isEqualTo(10_000);
        for (var request : requests) {
            assertThatThrownBy(() -> house.release(request)).isInstanceOf(UnmaskRefused.class);
        }
    }

    /// Each either is refused itself, or leaves the request as it was.
    private void attack(int kind, UnmaskRequest request, UnmaskRequest done, Random random)
            throws UnmaskRefused {
        var desk = house.unmasking;
        byte[] own = house.sign(request, UnmaskRequest.Act.APPROVE, "ann");
        switch (kind) {
            case 0 -> desk.approve(request.id(), "ann", own); // self-approval
            case 1 -> { // self-approval in a colleague's name
                desk.approve(request.id(), "cho", own);
            }
            case 2 -> { // replay of a good approval of another request
                desk.approve(
                        request.id(), "cho", house.sign(done, UnmaskRequest.Act.APPROVE, "cho"));
            }
            case 3 -> { // a signature for something else
                desk.approve(
                        request.id(), "cho", house.sign(request, UnmaskRequest.Act.RELEASE, "cho"));
            }
            case 4 -> { // forged: random bytes
                var forged = new byte[64];
                random.nextBytes(forged);
                desk.approve(request.id(), "cho", forged);
            }
            case 5 -> { // forged: one bit of a good one
                var forged = house.sign(request, UnmaskRequest.Act.APPROVE, "cho");
                forged[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
                desk.approve(request.id(), "cho", forged);
            }
            case 6 -> { // another target under an approved id
                var changed =
                        new UnmaskRequest(
                                done.id(),
                                new CallerToken("t" + "d".repeat(53)),
                                done.purpose(),
                                done.requester(),
                                done.expiresAt(),
                                done.replyKey());
                desk.request(changed, house.sign(changed, UnmaskRequest.Act.REQUEST, "ann"));
            }
            case 7 -> { // the same number once more
                house.release(done);
            }
            case 8 -> { // released by somebody else
                desk.release(request.id(), house.sign(request, UnmaskRequest.Act.RELEASE, "bob"));
            }
            case 9 -> { // somebody nobody has registered
                desk.approve(
                        request.id(), "eve", house.sign(request, UnmaskRequest.Act.APPROVE, "eve"));
            }
            default -> throw new AssertionError(kind);
        }
    }

    @Test
    void counts_each_person_once_and_releases_once_when_200_act_at_the_same_time()
            throws Exception {
        var request = house.filed("ann");
        byte[] bob = house.sign(request, UnmaskRequest.Act.APPROVE, "bob");
        byte[] cho = house.sign(request, UnmaskRequest.Act.APPROVE, "cho");
        byte[] release = house.sign(request, UnmaskRequest.Act.RELEASE, "ann");
        var approved = new AtomicInteger();
        var shown = new AtomicInteger();
        List<Callable<Boolean>> acts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean first = i % 2 == 0;
            acts.add(() ->
                    succeeds(
                            approved,
                            () ->
                                    house.unmasking.approve(
                                            request.id(),
                                            first ? "bob" : "cho",
                                            first ? bob : cho)));
        }
        for (int i = 0; i < 50; i++) {
            acts.add(() -> succeeds(shown, () -> house.unmasking.release(request.id(), release)));
        }
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var act : threads.invokeAll(acts)) {
                act.get();
            }
            for (var act : threads.invokeAll(acts.subList(200, 250))) {
                act.get();
            }
        }

        assertThat(approved).hasValue(2);
        assertThat(shown).hasValue(1);
        assertThat(house.log.entries()).filteredOn(entry -> entry.act() == Act.RELEASED).hasSize(1);
    }

    /// Tries again when so many at once kept it waiting for the database.
    private static boolean succeeds(AtomicInteger counter, Callable<?> act) throws Exception {
        while (true) {
            try {
                act.call();
                counter.incrementAndGet();
                return true;
            } catch (UnmaskRefused no) {
                return false;
            } catch (DatabaseUnavailable busy) {
                LOG.info("Busy; once more.");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the requester approves
                "INSERT INTO unmask_approval SELECT id, 2, requester, '%2$s', signature, requested_at, requester, requester_key, expires_at FROM unmask_request WHERE id = '%1$s'",
                // under another name, with the requester's key
                "INSERT INTO unmask_approval SELECT id, 2, 'zoe', requester_key, signature, requested_at, requester, requester_key, expires_at FROM unmask_request WHERE id = '%1$s'",
                // the same person, and the same key, a second time
                "INSERT INTO unmask_approval SELECT request_id, 2, approver, '%2$s', signature, approved_at, requester, requester_key, expires_at FROM unmask_approval WHERE request_id = '%1$s'",
                "INSERT INTO unmask_approval SELECT request_id, 2, 'zoe', approver_key, signature, approved_at, requester, requester_key, expires_at FROM unmask_approval WHERE request_id = '%1$s'",
                // a third slot, a requester who is not that of the request, too late
                "INSERT INTO unmask_approval SELECT id, 3, 'zoe', '%2$s', signature, requested_at, requester, requester_key, expires_at FROM unmask_request WHERE id = '%1$s'",
                "INSERT INTO unmask_approval SELECT id, 2, requester, '%2$s', signature, requested_at, 'zoe', '%2$s', expires_at FROM unmask_request WHERE id = '%1$s'",
                "INSERT INTO unmask_approval SELECT id, 2, 'zoe', '%2$s', signature, expires_at, requester, requester_key, expires_at FROM unmask_request WHERE id = '%1$s'",
                // released with one approval
                "INSERT INTO unmask_release SELECT id, 1, 2, requester, requester_key, expires_at, requested_at, sha256('') FROM unmask_request WHERE id = '%1$s'",
                "INSERT INTO unmask_release SELECT id, 1, 1, requester, requester_key, expires_at, requested_at, sha256('') FROM unmask_request WHERE id = '%1$s'",
                // open for longer than ten minutes
                "INSERT INTO unmask_request SELECT gen_random_uuid(), token, purpose, requester, requester_key, reply_key, signature, requested_at, requested_at + interval '11 minutes' FROM unmask_request WHERE id = '%1$s'"
            })
    void is_kept_by_the_tables_themselves_were_the_program_to_fail(String statement)
            throws Exception {
        var request = house.filed("ann");
        house.approve(request, "bob");
        String key = "\\x" + "07".repeat(32);

        assertThatThrownBy(() -> run(statement.formatted(request.id(), key)))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).startsWith("23"));
    }

    @Test
    void is_released_at_most_once_and_in_time_by_the_tables_themselves() throws Exception {
        var request = house.filed("ann");
        house.approve(request, "bob");
        house.approve(request, "cho");
        String row =
                "INSERT INTO unmask_release SELECT id, 1, 2, requester, requester_key, expires_at, %s, sha256('') FROM unmask_request WHERE id = '%s'";

        assertThatThrownBy(() -> run(row.formatted("expires_at", request.id())))
                .isInstanceOf(SQLException.class);
        run(row.formatted("requested_at", request.id()));
        assertThatThrownBy(() -> run(row.formatted("requested_at", request.id())))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void does_not_believe_rows_that_nobody_has_signed(PostgresServer server) throws Exception {
        var request = house.filed("ann");
        house.approve(request, "bob");
        run(
                "INSERT INTO unmask_approval SELECT id, 2, 'cho', '\\x%s', signature, requested_at, requester, requester_key, expires_at FROM unmask_request WHERE id = '%s'"
                        .formatted(
                                HexFormat.of().formatHex(house.key("cho").publicKey()),
                                request.id()));

        refused(Why.BAD_SIGNATURE, () -> house.release(request));

        var other = house.filed("ann");
        house.approve(other, "bob");
        house.approve(other, "cho");
        var administrator = server.administrator();
        try (var connection =
                        DriverManager.getConnection(
                                house.house.settings.url(),
                                administrator.user(),
                                administrator.password());
                var statement = connection.createStatement()) {
            statement.execute("UPDATE unmask_request SET token = 't%s'".formatted("d".repeat(53)));
        }
        refused(Why.BAD_SIGNATURE, () -> house.release(other));
    }

    @Test
    void shows_nothing_when_its_log_cannot_be_written() throws Exception {
        var request = house.filed("ann");
        house.approve(request, "bob");
        house.approve(request, "cho");
        Path file = directory.resolve("unmask.log");
        byte[] before = Files.readAllBytes(file);
        Path lock = directory.resolve("unmask.log.lock");
        Files.delete(lock);
        Files.createDirectory(lock); // what cannot be opened for writing, not even by root

        assertThatThrownBy(() -> house.release(request))
                .isInstanceOf(UnmaskLogUnusable.class)
                .hasMessageContaining("cannot be written");

        Files.delete(lock);
        assertThat(file).hasBinaryContent(before);
        assertThatThrownBy(() -> house.release(request))
                .as("a log that failed once is not trusted again")
                .isInstanceOf(UnmaskLogUnusable.class);
        assertThat(released()).isZero();
        var restarted =
                new Unmasking(
                        house.house.database,
                        UnmaskLog.in(directory, house.house.clock),
                        _ -> Optional.of(UnmaskHarness.NUMBER),
                        house.house.clock);
        restarted.release(request.id(), house.sign(request, UnmaskRequest.Act.RELEASE, "ann"));
        assertThat(released()).isEqualTo(1);
    }

    @Test
    void shows_nothing_when_its_log_was_altered() throws Exception {
        var request = house.filed("ann");
        house.approve(request, "bob");
        house.approve(request, "cho");
        Path file = directory.resolve("unmask.log");
        Files.writeString(
                file, Files.readString(file).replace("\"who\":\"bob\"", "\"who\":\"dan\""));

        var restarted =
                new Unmasking(
                        house.house.database,
                        UnmaskLog.in(directory, house.house.clock),
                        _ -> Optional.of(UnmaskHarness.NUMBER),
                        house.house.clock);

        assertThatThrownBy(() ->
                        restarted.release(
                                request.id(),
                                house.sign(request, UnmaskRequest.Act.RELEASE, "ann")))
                .isInstanceOf(UnmaskLogUnusable.class)
                .hasMessageContaining("line 6");
        assertThat(released()).isZero();
    }

    private int released() throws SQLException {
        try (var connection = connect();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery("SELECT count(*) FROM unmask_release")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                house.house.settings.url(), VaultHarness.ROLE, VaultHarness.PASSWORD);
    }

    private static void refused(Why why, Executable act) {
        assertThatThrownBy(act::execute)
                .isInstanceOfSatisfying(
                        UnmaskRefused.class, refused -> assertThat(refused.why()).isEqualTo(why));
    }
}
