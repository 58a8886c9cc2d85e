package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The log of acts in PostgreSQL")
@ExtendWith(TestPostgres.class)
@TestMethodOrder(OrderAnnotation.class)
class AuditLogIT {

    private static final Deed DEED =
            new Deed("case.open", new Actor.Component("core"), "case", "2026-0042");

    @TempDir private Path directory;

    @Test
    @Order(1)
    void holds_every_act_that_was_committed_once_and_no_other(Database db) throws Exception {
        var house = new House(directory);
        var repository = new AuditRepository(db);
        var key = KeyService.open(directory.resolve("keys")).newDataKey("CASE", day());
        var disk = new House.Brittle(0);
        try (var people = Executors.newVirtualThreadPerTaskExecutor();
                var sequencer = house.sequencer(repository, disk, house.witness())) {
            List<Future<Integer>> busy =
                    IntStream.range(0, 4).mapToObj(_ -> people.submit(() -> act(db, key))).toList();
            while (!busy.stream().allMatch(Future::isDone)) {
                sequencer.step();
            }
            for (Future<Integer> one : busy) {
                assertThat(one.get()).isEqualTo(45);
            }
            var last = sequencer.step();
            assertThat(last.size()).isEqualTo(180);
            assertThat(last.cosigned()).isTrue();
        }
        assertThat(house.verify(repository).findings()).isEmpty();
        assertThat(LeafCodec.read(house.folder().entry(179, 180)).deed()).isEqualTo(DEED);
    }

    @Test
    @Order(2)
    void refuses_to_change_or_delete_one_even_to_its_owner(Database db) {
        for (String statement :
                List.of(
                        "UPDATE audit_leaf SET leaf = 'x'",
                        "DELETE FROM audit_leaf",
                        "TRUNCATE audit_leaf",
                        "UPDATE audit_index SET leaf_index = leaf_index + 1",
                        "DELETE FROM audit_index",
                        "TRUNCATE audit_index")) {
            assertThatThrownBy(() -> db.transact(tx -> tx.execute(statement)))
                    .as(statement)
                    .hasMessageContaining("permission denied");
            String table = statement.contains("audit_leaf") ? "audit_leaf" : "audit_index";
            assertThatThrownBy(() ->
                            db.transact(tx -> {
                                tx.execute("GRANT ALL ON " + table + " TO CURRENT_USER");
                                return tx.execute(statement);
                            }))
                    .as(statement)
                    .hasMessageContaining("the log of acts only grows");
        }
    }

    @Test
    @Order(3)
    void misses_a_leaf_that_was_taken_away_by_force(Database db) {
        var house = new House(directory);
        var repository = new AuditRepository(db);
        try (var sequencer = house.sequencer(repository, new House.Brittle(0), house.witness())) {
            assertThat(sequencer.step().size()).isEqualTo(180);
        }
        db.transact(tx -> {
            tx.execute("ALTER TABLE audit_leaf DISABLE TRIGGER USER");
            tx.execute("GRANT ALL ON audit_leaf, audit_index, audit_waiting TO CURRENT_USER");
            tx.execute(
                    "DELETE FROM audit_leaf USING audit_index i"
                            + " WHERE i.serial = audit_leaf.serial AND i.leaf_index = 17");
            return tx.execute(
                    "INSERT INTO audit_leaf (act_id, leaf) VALUES (gen_random_uuid(), 'x')");
        });

        assertThat(house.verify(repository).findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "leaf 17 is missing from the database",
                        "1 acts in the database neither are in the log nor wait for it");
    }

    /// @return how many were committed
    private static int act(Database db, DataKey key) {
        int committed = 0;
        for (int i = 0; i < 60; i++) {
            var act = Act.of(DEED, new byte[i], key, () -> House.NOW);
            boolean fails = i % 4 == 3;
            try {
                db.transact(tx -> {
                    AuditRepository.record(tx, act);
                    AuditRepository.record(tx, act); // as after a lost connection
                    if (fails) {
                        throw new IllegalStateException("the act did not happen");
                    }
                    return act;
                });
                committed++;
            } catch (IllegalStateException undone) {
                assertThat(fails).isTrue();
            }
        }
        return committed;
    }

    private static LocalDate day() {
        return LocalDate.of(2027, 1, 1);
    }
}
