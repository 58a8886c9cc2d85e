package org.earshot.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.earshot.db.Database;
import org.earshot.db.DatabaseSettings;
import org.earshot.site.PostgresServer;
import org.earshot.site.PostgresSettings;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Keeps a ledger of everything acknowledged while PostgreSQL is killed, and compares afterwards.
@Tag("waits")
@DisplayName("Cases while PostgreSQL is killed")
@ExtendWith(TestPostgres.class)
@Timeout(180)
class KilledPostgresIT {

    private static final int KILLS = 3;

    @Test
    void nothing_acknowledged_is_missing_and_nothing_is_double(
            PostgresServer shared, @TempDir Path directory) {
        var binaries = shared.settings().binaries();
        var own = PostgresSettings.fresh(directory.resolve("postgres"), binaries);
        try (var server = new PostgresServer(own)) {
            server.start();
            var patience = Duration.ofSeconds(60);
            var url =
                    new DatabaseSettings(
                            server.url(), PostgresServer.USER, own.password(), 5, patience);
            try (var db = Database.open(url)) {
                var house = new CasesHarness(db, directory);
                var ledger = openCasesWhileKilling(server, house);

                var found = house.desk.list(100_000);
                assertThat(ledger).hasSizeGreaterThan(4 * KILLS);
                assertThat(found).extracting(CaseView::call).doesNotHaveDuplicates();
                assertThat(found)
                        .extracting(CaseView::trackingNumber)
                        .containsAll(
                                ledger.values().stream().map(CaseOpened::trackingNumber).toList());
                ledger.forEach((call, opened) ->
                        assertThat(house.desk.confirm(call, opened.queryCode())).isTrue());
                assertThat(house.desk.unfinished()).doesNotContainAnyElementsOf(ledger.keySet());
            }
        }
    }

    private static Map<CallId, CaseOpened> openCasesWhileKilling(
            PostgresServer server, CasesHarness house) {
        var ledger = new ConcurrentHashMap<CallId, CaseOpened>();
        var over = new AtomicBoolean();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                callers.execute(() -> {
                    while (!over.get()) {
                        var call = CallId.random();
                        house.desk.begin(call, Locale.ENGLISH);
                        house.desk.end(call, ReportEnding.KEY);
                        ledger.put(call, house.desk.open(call));
                    }
                });
            }
            for (int kill = 0; kill < KILLS; kill++) {
                awaitMore(ledger);
                server.kill();
                server.start();
            }
            awaitMore(ledger);
            over.set(true);
        }
        return ledger;
    }

    private static void awaitMore(Map<CallId, CaseOpened> ledger) {
        int enough = ledger.size() + 5;
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ledger.size() >= enough);
    }
}
