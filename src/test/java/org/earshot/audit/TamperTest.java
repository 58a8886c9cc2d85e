package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.earshot.audit.Leaves.Indexed;
import org.earshot.crypto.Ed25519Keys;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A person who may write everywhere but at the witness: in the database, in the files, and in the
/// end with the log's own key.
@DisplayName("Tampering with the log")
class TamperTest {

    private static final int LEAVES = 530;
    private static final int EARLIER = 300;
    private static final int EACH = 125;

    @TempDir private Path directory;

    enum Kind {
        CHANGE,
        DELETE,
        INSERT,
        REORDER,
        CUT_THE_TAIL,
        ROLL_BACK,
        SWAP_THE_CHECKPOINT,
        SIGN_WITH_THE_STOLEN_KEY
    }

    /// What an attacker leaves behind.
    private record State(MemoryLeaves leaves, Map<Path, byte[]> files) {

        Checkpoint checkpoint(Path name) {
            var note = Note.parse(new String(file(name), StandardCharsets.UTF_8));
            return Checkpoint.parse(note.text());
        }

        byte[] file(Path name) {
            return Objects.requireNonNull(files.get(name));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void is_found_wherever_it_is_done(Kind kind) {
        var random = new Random(20_261_122L + kind.ordinal());
        var house = new House(directory);
        var earlier = grow(house, new MemoryLeaves(), EARLIER);
        var state = grow(house, earlier.leaves, LEAVES - EARLIER);
        assertThat(house.verify(state.leaves).findings()).isEmpty();
        for (int round = 0; round < EACH; round++) {
            MemoryLeaves leaves = tamper(kind, house, state, earlier, random);
            var report = house.verify(leaves);
            assertThat(report.isClean()).as("%s, round %d", kind, round).isFalse();
            assertThat(report.findings().getFirst().toString()).isNotBlank();
            restore(state.files);
        }
        assertThat(house.verify(state.leaves).findings()).isEmpty();
    }

    @Test
    void in_the_database_is_found_with_the_number_of_the_leaf() {
        var random = new Random(20_261_122L);
        var house = new House(directory);
        var state = grow(house, new MemoryLeaves(), LEAVES);
        for (int round = 0; round < 50; round++) {
            int at = random.nextInt(LEAVES);
            var leaves = state.leaves.leaves();
            leaves.set(at, flipped(leaves.get(at), random));

            assertThat(house.verify(MemoryLeaves.of(leaves)).findings())
                    .containsExactly(new Finding((long) at, "is altered in the database"));
        }
    }

    private State grow(House house, MemoryLeaves leaves, int more) {
        leaves.record(more);
        house.grow(leaves, house.witness());
        return new State(MemoryLeaves.of(leaves.leaves()), files());
    }

    /// @return the database afterwards
    private MemoryLeaves tamper(Kind kind, House house, State state, State earlier, Random random) {
        List<byte[]> leaves = state.leaves.leaves();
        int at = random.nextInt(LEAVES);
        switch (kind) {
            case CHANGE -> {
                if (random.nextBoolean()) {
                    alterFile(state, random);
                    return state.leaves;
                }
                leaves.set(at, flipped(leaves.get(at), random));
            }
            case DELETE -> {
                if (random.nextInt(3) == 0) {
                    var gap = MemoryLeaves.of(leaves);
                    gap.rows.set(at, new Indexed(at, null));
                    return gap;
                }
                leaves.remove(at);
            }
            case INSERT -> leaves.add(at, flipped(leaves.get(at), random));
            case REORDER -> {
                int other = (at + 1 + random.nextInt(LEAVES - 1)) % LEAVES;
                Collections.swap(leaves, at, other);
            }
            case CUT_THE_TAIL -> leaves = leaves.subList(0, at);
            case ROLL_BACK -> {
                // As a whole, to what was genuine once or to what might have been.
                int size = round(random);
                rebuild(house, leaves.subList(0, size), house.log);
                return MemoryLeaves.of(leaves.subList(0, size));
            }
            case SWAP_THE_CHECKPOINT -> {
                swapCheckpoint(house, state, earlier, random);
                return state.leaves;
            }
            case SIGN_WITH_THE_STOLEN_KEY -> {
                leaves.set(at % (LEAVES - 1), flipped(leaves.get(at % (LEAVES - 1)), random));
                for (int more = random.nextInt(3); more > 0; more--) {
                    leaves.add(MemoryLeaves.leaf(LEAVES + more));
                }
                rebuild(house, leaves, house.log);
                return MemoryLeaves.of(leaves);
            }
        }
        if (random.nextInt(3) == 0) {
            rebuildTiles(house, leaves, state); // also the files, but for what is signed
        }
        return MemoryLeaves.of(leaves);
    }

    private static int round(Random random) {
        return random.nextBoolean() ? EARLIER : random.nextInt(LEAVES);
    }

    private void alterFile(State state, Random random) {
        var names =
                state.files.keySet().stream()
                        .filter(file -> !file.endsWith("lock") && isOfTheNewest(file))
                        .toList();
        Path file = names.get(random.nextInt(names.size()));
        write(file, flipped(state.file(file), random));
    }

    /// A partial tile of an earlier checkpoint is not part of the log any more.
    private boolean isOfTheNewest(Path file) {
        String name = file.toString();
        return !name.contains(".p/") || name.endsWith("/" + LEAVES % 256) || name.endsWith(".p/2");
    }

    private void swapCheckpoint(House house, State state, State earlier, Random random) {
        Path file = directory.resolve("log/checkpoint");
        var checkpoint = state.checkpoint(file);
        switch (random.nextInt(5)) {
            case 0 -> write(file, earlier.file(file));
            case 1 -> write(file, flipped(state.file(file), random));
            case 2 -> {
                var stranger = NoteSigner.log(house.log.key().name(), Ed25519Keys.generate());
                write(file, stranger.sign(checkpoint));
            }
            case 3 -> {
                int size = random.nextInt(LEAVES);
                var other = Checkpoint.of(checkpoint.origin(), size, checkpoint.root());
                write(file, house.log.sign(other));
            }
            default -> delete(file);
        }
    }

    /// Another log under the same name, perfect in itself.
    private void rebuild(House house, List<byte[]> leaves, NoteSigner key) {
        clear();
        var memory = MemoryLeaves.of(leaves);
        try (var sequencer = Sequencer.alone(memory, house.folder(), key)) {
            sequencer.step();
        }
    }

    private void rebuildTiles(House house, List<byte[]> leaves, State state) {
        rebuild(house, leaves, house.log);
        Path file = directory.resolve("log/checkpoint");
        write(file, state.file(file));
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] altered = bytes.clone();
        altered[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return altered;
    }

    private Map<Path, byte[]> files() {
        var files = new TreeMap<Path, byte[]>();
        try (var all = Files.walk(directory.resolve("log"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file, Files.readAllBytes(file));
            }
            return files;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void clear() {
        new ArrayList<>(files().keySet()).forEach(TamperTest::delete);
    }

    private void restore(Map<Path, byte[]> state) {
        clear();
        state.forEach(TamperTest::write);
    }

    private static void write(Path file, Note note) {
        write(file, note.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
