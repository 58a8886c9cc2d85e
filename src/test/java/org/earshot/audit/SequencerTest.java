package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.earshot.audit.House.Brittle;
import org.earshot.audit.House.Killed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The sequencer")
class SequencerTest {

    @TempDir private Path directory;

    @Test
    void writes_a_log_that_verifies_at_every_size_it_stops_at() {
        var house = new House(directory);
        var leaves = new MemoryLeaves();
        var witness = house.witness();
        for (int more : new int[] {0, 1, 1, 2, 251, 1, 1, 255, 256, 3, 700}) {
            leaves.record(more);
            var progress = house.grow(leaves, witness);

            assertThat(progress.cosigned()).as(progress.trouble()).isTrue();
            assertThat(progress.size()).isEqualTo(leaves.rows.size());
            assertThat(house.verify(leaves).findings()).isEmpty();
            assertThat(LogCheck.fsck(house.folder(), house.log.key()).isClean()).isTrue();
        }
    }

    /// As after a backup was put back, without the log's files.
    @Test
    void gives_no_place_away_while_the_database_holds_less_than_the_log() {
        var house = new House(directory);
        var leaves = new MemoryLeaves();
        leaves.record(10);
        house.grow(leaves, house.witness());
        leaves.rows.subList(6, 10).clear();
        leaves.record(2);

        assertThatThrownBy(() -> house.grow(leaves, house.witness()))
                .isInstanceOf(NotALog.class)
                .hasMessageContaining("holds 6 leaves, the checkpoint 10");
        assertThat(leaves.waiting).hasSize(2);
    }

    @Test
    void killed_at_any_step_it_loses_nothing_and_takes_nothing_twice() {
        int killed = 0;
        for (int step = 1; step < 200; step++) {
            var house = new House(directory.resolve("kill" + step));
            var leaves = new MemoryLeaves();
            leaves.record(254);
            house.grow(leaves, house.witness());
            leaves.record(260);
            if (!growsUntil(step, house, leaves)) {
                break;
            }
            killed++;
            growsUntil(step / 2 + 1, house, leaves); // and again while it recovers
            leaves.record(1);
            var progress = house.grow(leaves, house.witness());

            assertThat(progress.cosigned()).as("step %d", step).isTrue();
            assertThat(house.verify(leaves).findings()).as("step %d", step).isEmpty();
            assertThat(entries(house, 515)).hasSize(515).doesNotHaveDuplicates();
        }
        assertThat(killed).isBetween(30, 190);
    }

    @Test
    void a_witness_killed_at_any_step_takes_up_where_it_was() {
        int killed = 0;
        for (int step = 1; step < 20; step++) {
            var house = new House(directory.resolve("witness" + step));
            var leaves = new MemoryLeaves();
            leaves.record(10);
            house.grow(leaves, house.witness());
            leaves.record(10);
            try {
                house.grow(leaves, house.witness(new Brittle(step)));
                break;
            } catch (Killed dead) {
                killed++;
            }
            assertThat(house.grow(leaves, house.witness()).cosigned()).isTrue();
            assertThat(house.verify(leaves).findings()).isEmpty();
        }
        assertThat(killed).isBetween(4, 15);
    }

    @Test
    void without_the_witness_it_goes_on_and_says_so() {
        var house = new House(directory);
        var leaves = new MemoryLeaves();
        leaves.record(5);

        var progress = house.grow(leaves, _ -> new WitnessAnswer(503, "away\n"));
        assertThat(progress.cosigned()).isFalse();
        assertThat(progress.trouble()).contains("503");

        leaves.record(5);
        assertThat(house.grow(leaves, house.witness()).cosigned()).isTrue();
    }

    @Test
    void takes_from_the_witness_what_is_signed_by_it_and_nothing_else() {
        var house = new House(directory);
        var leaves = new MemoryLeaves();
        var witness = house.witness();
        leaves.record(5);

        var progress = house.grow(leaves, _ -> new WitnessAnswer(200, "\u001b[2J garbage\n"));
        assertThat(progress.trouble()).isEqualTo("the witness's answer is not signed by its key");
        progress = house.grow(leaves, _ -> new WitnessAnswer(500, "a\u001b[2J\nb"));
        assertThat(progress.trouble()).isEqualTo("the witness answers 500: a [2J b");

        var note = house.folder().checkpoint().orElseThrow();
        String stranger = Note.write(house.log.cosign(note, House.NOW));
        WitnessLink chatty =
                request -> {
                    var answer = witness.ask(request);
                    return new WitnessAnswer(answer.status(), "x\n" + stranger + answer.body());
                };
        assertThat(house.grow(leaves, chatty).cosigned()).isTrue();
        assertThat(house.folder().checkpoint().orElseThrow().signatures()).hasSize(2);
        assertThat(house.verify(leaves).findings()).isEmpty();
    }

    @Test
    void leaves_whoever_reads_an_older_checkpoint_what_it_needs() {
        var house = new House(directory);
        var leaves = new MemoryLeaves();
        leaves.record(200);
        house.grow(leaves, house.witness());
        var older = house.folder().checkpoint().orElseThrow();
        leaves.record(100);
        house.grow(leaves, house.witness());

        assertThat(directory.resolve("log/tile/0/000.p")).doesNotExist();
        assertThat(Merkle.root(house.folder().nodes(200), 200))
                .isEqualTo(Checkpoint.parse(older.text()).root());
        assertThat(house.folder().entry(199, 200)).isEqualTo(MemoryLeaves.leaf(199));
    }

    @Test
    void signs_nothing_over_files_or_leaves_that_were_altered() {
        var house = new House(directory);
        var leaves = new MemoryLeaves();
        leaves.record(20);
        house.grow(leaves, house.witness());
        var cut = MemoryLeaves.of(leaves.leaves().subList(0, 10));
        assertThatThrownBy(() -> house.grow(cut, house.witness())).isInstanceOf(NotALog.class);

        var tile = new Tile(0, 0, 20);
        byte[] altered = house.folder().tile(tile);
        altered[40] ^= (byte) 1;
        new DurableFiles(directory.resolve("log"), new Brittle(0)).write(tile.path(), altered);
        leaves.record(1);
        assertThatThrownBy(() -> house.grow(leaves, house.witness())).isInstanceOf(NotALog.class);
        assertThat(Checkpoint.parse(house.folder().checkpoint().orElseThrow().text()).size())
                .isEqualTo(20);
    }

    @Test
    void is_the_only_one_that_writes_a_folder() {
        var house = new House(directory);
        var leaves = new MemoryLeaves();
        try (var first = house.sequencer(leaves, new Brittle(0), house.witness())) {
            assertThat(first.step().size()).isZero();
            assertThatThrownBy(() -> house.grow(leaves, house.witness()))
                    .isInstanceOf(NotALog.class)
                    .hasMessageContaining("another process");
        }
    }

    /// @return false when it came through
    private static boolean growsUntil(int step, House house, MemoryLeaves leaves) {
        try (var sequencer = house.sequencer(leaves, new Brittle(step), house.witness())) {
            sequencer.step();
            return false;
        } catch (Killed dead) {
            return true;
        }
    }

    private static List<String> entries(House house, long size) {
        var entries = new ArrayList<String>();
        for (long number = 0; number * Tile.FULL < size; number++) {
            for (byte[] entry : house.folder().entries(Tile.at(Tile.ENTRIES, number, size))) {
                entries.add(new String(entry, StandardCharsets.UTF_8));
            }
        }
        assertThat(Arrays.equals(house.folder().entry(300, size), MemoryLeaves.leaf(300))).isTrue();
        return entries;
    }
}
