package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.earshot.crypto.Ed25519Keys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The witness")
@SuppressWarnings("NullAway.Init")
class WitnessTest {

    @TempDir private Path directory;
    private House house;
    private Witness witness;
    private final MemoryLeaves leaves = new MemoryLeaves();

    @BeforeEach
    void begin() {
        house = new House(directory);
        witness = house.witness();
        leaves.record(10);
        house.grow(leaves, witness);
    }

    @Test
    void cosigns_what_it_has_seen_again() {
        var answer = ask(10, List.of(), note(10));

        assertThat(answer.status()).isEqualTo(200);
        var cosigned = note(10).with(Note.line(answer.body().strip()));
        assertThat(Cosignature.time(cosigned, house.watching.key())).contains(House.NOW);
    }

    @Test
    void tells_its_size_to_whoever_has_another() {
        for (int old : new int[] {0, 3, 9}) {
            var answer = ask(old, List.of(), note(10));
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.body()).isEqualTo("10\n");
        }
        assertThat(ask(11, List.of(), note(10)).status()).isEqualTo(400);
    }

    @Test
    void refuses_what_is_no_extension_also_after_a_restart() {
        var other = Checkpoint.of(house.log.key().name(), 12, Hash.leaf(new byte[1]));
        var same = Checkpoint.of(house.log.key().name(), 10, Hash.leaf(new byte[1]));
        for (int round = 0; round < 2; round++) {
            assertThat(ask(10, List.of(), house.log.sign(other)).status()).isEqualTo(422);
            assertThat(ask(10, List.of(Hash.EMPTY), house.log.sign(other)).status()).isEqualTo(422);
            assertThat(ask(10, List.of(), house.log.sign(same)).status()).isEqualTo(409);
            assertThat(ask(10, List.of(), note(4)).status()).isEqualTo(400);
            assertThat(ask(4, List.of(), note(4)).status()).isEqualTo(409);
            witness = house.witness();
        }
        assertThat(house.seen().checkpoint().size()).isEqualTo(10);
    }

    @Test
    void refuses_other_logs_and_other_keys() {
        var stranger = NoteSigner.log("hotline.example/log", Ed25519Keys.generate());
        var elsewhere = NoteSigner.log("other.example/log", Ed25519Keys.generate());
        var ours = Checkpoint.parse(note(10).text());
        var theirs = Checkpoint.of("other.example/log", 10, ours.root());

        assertThat(ask(10, List.of(), stranger.sign(ours)).status()).isEqualTo(403);
        assertThat(ask(10, List.of(), elsewhere.sign(theirs)).status()).isEqualTo(404);
    }

    @Test
    void refuses_what_it_does_not_understand() {
        String good = new WitnessRequest(10, List.of(), note(10)).toString();
        for (String request :
                List.of(
                        "",
                        "\n\n",
                        "old\n\n",
                        good.replace("old 10", "old 010"),
                        good.replace("old 10", "new 10"),
                        good.replace("old 10\n", "old 10\nAAAA\n"),
                        good.substring(0, good.length() - 2),
                        "old 10\n" + (Hash.EMPTY + "\n").repeat(64) + "\n" + note(10))) {
            assertThat(witness.ask(request).status()).as(request).isEqualTo(400);
        }
        assertThat(witness.ask(good).status()).isEqualTo(200);
    }

    @Test
    void does_not_start_on_a_checkpoint_it_did_not_cosign() throws IOException {
        Files.writeString(directory.resolve("witness/checkpoint"), note(4).toString());

        assertThatThrownBy(() -> house.witness())
                .isInstanceOf(NotALog.class)
                .hasMessageContaining("not cosigned");
    }

    private WitnessAnswer ask(long old, List<Hash> proof, Note note) {
        return witness.ask(new WitnessRequest(old, proof, note).toString());
    }

    private Note note(int size) {
        var frontier = new Frontier();
        leaves.leaves().subList(0, size).forEach(leaf -> frontier.add(Hash.leaf(leaf)));
        return house.log.sign(Checkpoint.of(house.log.key().name(), size, frontier.root()));
    }
}
