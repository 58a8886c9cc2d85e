package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeyService;
import org.earshot.crypto.TamperedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An act")
class ActTest {

    private static final LocalDate DAY = LocalDate.of(2027, 1, 1);
    private static final byte[] DETAILS = "asked why".getBytes(StandardCharsets.UTF_8);
    private static final Deed DEED =
            new Deed("case.open", new Actor.Staff(new UUID(1, 2)), "case", "2026-0042");

    @TempDir private Path directory;

    @Test
    void is_read_back_as_it_was_written() {
        var key = KeyService.open(directory).newDataKey("CASE", DAY);
        for (var who : List.of(new Actor.Staff(new UUID(3, 4)), new Actor.Component("core"))) {
            var deed = new Deed("case.open", who, "case", "2026-0042");
            var act = LeafCodec.read(LeafCodec.write(Act.of(deed, DETAILS, key, () -> House.NOW)));

            assertThat(act.deed()).isEqualTo(deed);
            assertThat(act.at()).isEqualTo(House.NOW);
            assertThat(act.details(key)).isEqualTo(DETAILS);
        }
    }

    @Test
    void shows_nothing_of_its_details_and_no_two_are_alike() {
        var key = KeyService.open(directory).newDataKey("CASE", DAY);
        var one = Act.of(DEED, DETAILS, key, () -> House.NOW);
        var other = Act.of(DEED, DETAILS, key, () -> House.NOW);

        assertThat(one.commitment()).isNotEqualTo(other.commitment());
        assertThat(new String(LeafCodec.write(one), StandardCharsets.ISO_8859_1))
                .doesNotContain("asked why");
        assertThat(one.toString()).doesNotContain("asked");
    }

    @Test
    void keeps_its_leaf_when_its_key_is_destroyed() {
        var keys = KeyService.open(directory);
        var key = keys.newDataKey("CASE", DAY);
        byte[] leaf = LeafCodec.write(Act.of(DEED, DETAILS, key, () -> House.NOW));

        keys.destroy(key.bucket());

        assertThat(LeafCodec.read(leaf).deed()).isEqualTo(DEED);
        assertThatThrownBy(() -> keys.unwrap(key.wrapped())).isInstanceOf(KeyDestroyed.class);
    }

    @Test
    void does_not_open_the_details_of_another_leaf() {
        var key = KeyService.open(directory).newDataKey("CASE", DAY);
        var one = Act.of(DEED, DETAILS, key, () -> House.NOW);
        var other = Act.of(DEED, DETAILS, key, () -> House.NOW);
        var moved = new Act(one.id(), one.at(), DEED, other.commitment(), other.sealed());
        var swapped = new Act(one.id(), one.at(), DEED, other.commitment(), one.sealed());

        assertThatThrownBy(() -> moved.details(key)).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> swapped.details(key)).isInstanceOf(TamperedException.class);
    }

    @Test
    void is_refused_with_any_byte_cut_off_or_added() {
        var key = KeyService.open(directory).newDataKey("CASE", DAY);
        byte[] leaf = LeafCodec.write(Act.of(DEED, DETAILS, key, () -> House.NOW));
        for (int length = 0; length <= leaf.length + 1; length++) {
            byte[] other = Arrays.copyOf(leaf, length);
            if (length != leaf.length) {
                assertThatThrownBy(() -> LeafCodec.read(other)).isInstanceOf(NotALog.class);
            }
        }
    }

    @Test
    void takes_no_words_that_would_draw_lines_on_a_terminal() {
        for (String word : List.of("", "a b", "a\nb", "\u001b[31m", "\u202e", "x".repeat(101))) {
            assertThatThrownBy(() -> new Deed(word, new Actor.Component("core"), "case", "1"))
                    .as(word)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
