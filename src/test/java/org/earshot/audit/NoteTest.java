package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.earshot.crypto.Ed25519Keys;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Notes and checkpoints")
class NoteTest {

    /// The example of the signed-note specification.
    private static final String EXAMPLE_KEY =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String EXAMPLE =
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final NoteSigner log = NoteSigner.log("hotline.example/log", Ed25519Keys.generate());
    private final NoteSigner witness = NoteSigner.witness("w.example", Ed25519Keys.generate());
    private final Checkpoint checkpoint = Checkpoint.of("hotline.example/log", 0, Hash.EMPTY);

    @Test
    void the_example_of_the_specification_verifies() {
        var key = NoteKey.parse(EXAMPLE_KEY);
        var note = Note.parse(EXAMPLE);

        assertThat(key).hasToString(EXAMPLE_KEY);
        assertThat(note).hasToString(EXAMPLE);
        assertThat(note.by(key)).hasSize(1);
        assertThat(key.verifies(note.text(), note.by(key).getFirst().signature())).isTrue();
    }

    @Test
    void a_checkpoint_is_read_back_as_it_was_signed() {
        var note = Note.parse(log.sign(checkpoint).toString());

        assertThat(Checkpoint.signed(note, NoteKey.parse(log.key().toString())))
                .isEqualTo(checkpoint);
    }

    @Test
    void a_cosignature_says_when() {
        var note = log.sign(checkpoint);
        var cosigned = Note.parse(note.with(witness.cosign(note, NOW)).toString());

        assertThat(Cosignature.time(cosigned, witness.key())).contains(NOW);
        assertThat(Cosignature.time(note, witness.key())).isEmpty();
        assertThat(Checkpoint.signed(cosigned, log.key())).isEqualTo(checkpoint);
    }

    @Test
    void a_note_with_any_bit_flipped_is_refused() {
        var signed = log.sign(checkpoint);
        String note = signed.with(witness.cosign(signed, NOW)).toString();
        int accepted = 0;
        for (int at = 0; at < note.length(); at++) {
            for (int bit = 0; bit < 7; bit++) {
                var altered = new StringBuilder(note);
                altered.setCharAt(at, (char) (note.charAt(at) ^ 1 << bit));
                accepted += isGood(altered.toString()) ? 1 : 0;
            }
        }
        assertThat(isGood(note)).isTrue();
        assertThat(accepted).isZero();
    }

    @Test
    void what_is_no_note_or_checkpoint_is_refused() {
        for (String text :
                List.of(
                        "",
                        "\n",
                        "\n\n",
                        "a\n",
                        "a\n\n",
                        "a\n\n— b\n",
                        "a\n\n— b AA==\n",
                        "\r\n\n")) {
            assertThatThrownBy(() -> Note.parse(text)).as(text).isInstanceOf(NotALog.class);
        }
        for (String size : List.of("-1", "01", "", "+1", "1e3", "99999999999999999999")) {
            assertThatThrownBy(() -> Checkpoint.parse("log\n" + size + "\n" + Hash.EMPTY + "\n"))
                    .as(size)
                    .isInstanceOf(NotALog.class);
        }
    }

    @Test
    void a_key_whose_hash_does_not_fit_is_refused() {
        for (String key :
                List.of(
                        EXAMPLE_KEY.replace("c74f", "c74e"),
                        EXAMPLE_KEY.replace("Peter", "Paul"),
                        "name",
                        "a b+c74f20a3+" + EXAMPLE_KEY.substring(22))) {
            assertThatThrownBy(() -> NoteKey.parse(key)).as(key).isInstanceOf(NotALog.class);
        }
    }

    @Test
    void tiles_are_named_as_the_specification_names_them() {
        assertThat(new Tile(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(new Tile(Tile.ENTRIES, 5, 8).path()).isEqualTo("tile/entries/005.p/8");
        assertThat(new Tile(1, 0, 255).path()).isEqualTo("tile/1/000.p/255");
    }

    private boolean isGood(String text) {
        try {
            var note = Note.parse(text);
            Checkpoint.signed(note, log.key());
            return Cosignature.time(note, witness.key()).isPresent();
        } catch (NotALog refused) {
            return false;
        }
    }
}
