package org.earshot.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The destruction of keys whose day has come")
class DestructionTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);

    @TempDir private Path temp;
    private final TwoClocks clocks = new TwoClocks("2026-11-28T23:30:00Z");
    private final Book book = new Book();
    private KeyService keys;
    private DataKey doomed;
    private DataKey kept;

    @BeforeEach
    void open() {
        keys = KeyService.open(places());
        doomed = keys.newDataKey("ID", DAY);
        kept = keys.newDataKey("ID", DAY.plusDays(1));
    }

    @Test
    void waits_for_the_day_and_then_says_before_and_after_what_it_does() throws IOException {
        assertThat(destruction().run().destroyed()).isEmpty();
        assertThat(book.lines).isEmpty();
        assertThat(share(doomed)).exists();

        clocks.pass(Duration.ofMinutes(30));
        var outcome = destruction().run();

        assertThat(outcome.destroyed()).containsExactly(doomed.bucket());
        assertThat(outcome.isGood()).isTrue();
        assertThat(book.lines).containsExactly("intended ID-2026-11-29", "done ID-2026-11-29");
        assertThat(share(doomed)).doesNotExist();
        assertThat(share(kept)).exists();
        assertThat(Files.readString(temp.resolve("second").resolve("ID-2026-11-29.destroyed")))
                .startsWith("destroyed 2026-11-29T00:00");
        assertGone();
        assertThat(destruction().run().destroyed()).isEmpty();
        assertThat(book.lines).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-30, -1, 1, 30})
    void a_clock_that_jumps_destroys_nothing_and_says_so(int days) {
        destruction().run();
        clocks.jump(Duration.ofDays(days));

        for (int hour = 0; hour < 20; hour++) {
            var outcome = destruction().run();
            assertThat(outcome.destroyed()).isEmpty();
            assertThat(outcome.trouble()).contains("clock");
            clocks.pass(Duration.ofHours(1));
        }
        assertThat(keys.unwrap(kept.wrapped()).bucket()).isEqualTo(kept.bucket());
        assertThat(book.lines).isEmpty();
    }

    @Test
    void a_day_that_only_one_of_two_clocks_has_reached_has_not_come() {
        clocks.pass(Duration.ofMinutes(40));
        Instant before = Instant.parse("2026-11-28T23:59:59Z");

        assertThat(destruction(before).run().destroyed()).isEmpty();
        assertThat(destruction(before.plusSeconds(1)).run().destroyed()).hasSize(1);
    }

    @Test
    void a_person_may_confirm_a_clock_after_a_long_pause() {
        destruction().run();
        clocks.reboot(Duration.ofDays(2));

        var held = destruction().run();
        assertThat(held.overdue()).containsExactly(doomed.bucket(), kept.bucket());
        assertThat(held.trouble()).contains("--confirm-clock");

        destruction().confirmClock();
        assertThat(destruction().run().destroyed()).hasSize(2);
    }

    @Test
    void nothing_begins_while_the_log_is_away() {
        clocks.pass(Duration.ofHours(1));
        book.away = "intended";

        var outcome = destruction().run();

        assertThat(outcome.overdue()).containsExactly(doomed.bucket());
        assertThat(outcome.trouble()).contains("log is away");
        assertThat(keys.unwrap(doomed.wrapped()).bucket()).isEqualTo(doomed.bucket());
    }

    @Test
    void what_stopped_after_the_grave_goes_on_even_while_the_clock_is_held() {
        clocks.pass(Duration.ofHours(1));
        book.away = "done";
        assertThat(destruction().run().trouble()).contains("log is away");
        assertGone();

        book.away = "";
        clocks.jump(Duration.ofDays(-30));
        assertThat(destruction().run().destroyed()).containsExactly(doomed.bucket());
        assertThat(book.lines).last().isEqualTo("done ID-2026-11-29");
        assertThat(destruction().run().destroyed()).isEmpty();
    }

    @Test
    void a_key_is_not_called_destroyed_while_its_second_copy_cannot_be_reached()
            throws IOException {
        clocks.pass(Duration.ofHours(1));
        Path away = temp.resolve("away");
        Files.move(temp.resolve("second"), away);
        Files.createFile(temp.resolve("second")); // a mount point that cannot be entered

        assertThat(destruction().run().trouble()).contains("is away");
        assertThat(book.lines).containsExactly("intended ID-2026-11-29");

        Files.delete(temp.resolve("second"));
        Files.move(away, temp.resolve("second"));
        assertThat(destruction().run().destroyed()).containsExactly(doomed.bucket());
        assertGone();
    }

    private void assertGone() {
        assertThatExceptionOfType(KeyDestroyed.class)
                .isThrownBy(() -> KeyService.open(places()).unwrap(doomed.wrapped()));
        for (String copy : List.of("keys", "second")) {
            assertThat(temp.resolve(copy).resolve("ID-2026-11-29.wrapped")).doesNotExist();
        }
        assertThat(keys.unwrap(kept.wrapped()).bucket()).isEqualTo(kept.bucket());
    }

    private Path share(DataKey key) {
        return temp.resolve("shares").resolve(key.bucket() + ".share");
    }

    private Destruction destruction() {
        return new Destruction(keys, book, clocks, () -> clocks.read().wall());
    }

    private Destruction destruction(Instant other) {
        return new Destruction(keys, book, clocks, () -> other);
    }

    private KeyPlaces places() {
        Path first = temp.resolve("keys");
        return new KeyPlaces(
                first,
                Optional.of(temp.resolve("second")),
                KeyPlaces.keyFile(first),
                Optional.of(escrow()),
                Optional.empty());
    }

    private KeyPlaces.EscrowPlaces escrow() {
        Path keys = temp.resolve("escrow.pub");
        try {
            if (!Files.exists(keys)) {
                Files.writeString(keys, EscrowKey.create(DAY.minusDays(1)).publicKeys(4));
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
        return new KeyPlaces.EscrowPlaces(temp.resolve("shares"), keys);
    }

    /// A log that can be away.
    private static final class Book implements DestructionLog {

        private final List<String> lines = new ArrayList<>();
        private String away = "";

        @Override
        public void intended(Bucket bucket) {
            write("intended", bucket);
        }

        @Override
        public void done(Bucket bucket) {
            write("done", bucket);
        }

        private void write(String what, Bucket bucket) {
            if (away.equals(what)) {
                throw new IllegalStateException("the log is away");
            }
            lines.add(what + " " + bucket);
        }
    }
}
