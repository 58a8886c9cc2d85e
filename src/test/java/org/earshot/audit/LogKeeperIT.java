package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The keeper of the log of acts")
@ExtendWith(TestPostgres.class)
class LogKeeperIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Deed DEED =
            new Deed("recording.export", new Actor.Component("console"), "recording", "r-1");

    @TempDir private Path directory;

    @Test
    void lets_nobody_do_what_the_witness_has_not_seen_and_goes_on_when_it_is_back(Database db)
            throws Exception {
        var house = new House(directory);
        var acts = new AuditRepository(db);
        var away = new AtomicBoolean();
        var witness = house.witness();
        WitnessLink link =
                request ->
                        away.get()
                                ? new WitnessAnswer(503, "it cannot be reached\n")
                                : witness.ask(request);
        var cosigned =
                new CosignedActs(acts, house.folder(), house.log.key(), house.watching.key());
        try (var keeper =
                LogKeeper.start(() -> house.sequencer(acts, new House.Brittle(0), link))) {
            assertThat(cosigned.await(act(acts), PATIENCE)).isTrue();
            await().atMost(PATIENCE).until(keeper::isUp);

            away.set(true);
            UUID unseen = act(acts);
            await().atMost(PATIENCE).until(() -> keeper.progress().size() == 2);

            assertThat(keeper.isUp()).isFalse();
            assertThat(keeper.progress().trouble()).contains("cannot be reached");
            assertThat(cosigned.isCosigned(unseen)).isFalse();

            away.set(false);
            assertThat(cosigned.await(unseen, PATIENCE)).isTrue();
            await().atMost(PATIENCE).until(keeper::isUp);
        }
        assertThat(house.verify(acts).findings()).isEmpty();
    }

    @Test
    void tries_again_when_the_log_cannot_be_written(Database db) {
        var house = new House(directory);
        var acts = new AuditRepository(db);
        var broken = new AtomicBoolean(true);
        var disk = new Failing(broken);

        try (var keeper = LogKeeper.start(() -> house.sequencer(acts, disk, house.witness()))) {
            act(acts);
            await().atMost(PATIENCE)
                    .until(() -> keeper.progress().trouble().contains("cannot be used"));
            assertThat(keeper.isUp()).isFalse();

            broken.set(false);
            await().atMost(PATIENCE).until(keeper::isUp);
        }
        assertThat(house.verify(acts).findings()).isEmpty();
    }

    /// A disk that is full until somebody makes room.
    private record Failing(AtomicBoolean broken) implements Disk {

        @Override
        public void force(FileChannel channel) throws IOException {
            if (broken.get()) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void step(String next) {
            // nothing is killed here
        }
    }

    private UUID act(AuditRepository acts) {
        DataKey key =
                KeyService.open(directory.resolve("keys"))
                        .newDataKey("CASE", LocalDate.of(2027, 1, 1));
        var act = Act.of(DEED, new byte[0], key, () -> House.NOW);
        acts.record(act);
        return act.id();
    }
}
