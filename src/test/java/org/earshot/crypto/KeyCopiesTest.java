package org.earshot.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Two copies of the keys, their root and their escrow")
class KeyCopiesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);
    private static final Aad PLACE = new Aad("report_case", "sealed_reasons", "4711");
    private static final byte[] SECRET = "what somebody said".getBytes(UTF_8);
    private static final Unsealing WORDS = new Unsealing.Passphrase("correct horse");

    @TempDir private Path temp;

    @Test
    void losing_either_directory_loses_nothing() throws IOException {
        DataKey key = KeyService.open(places()).newDataKey("CASE", DAY);
        byte[] sealed = key.seal(PLACE, SECRET);

        for (String lost : List.of("keys", "second", "keys")) {
            delete(temp.resolve(lost));
            var keys = KeyService.open(places());
            assertThat(keys.unwrap(key.wrapped()).open(PLACE, sealed)).isEqualTo(SECRET);
            assertThat(keys.check().isGood()).isTrue();
            assertThat(temp.resolve(lost).resolve("CASE-2026-11-29.wrapped")).exists();
        }
    }

    @Test
    void losing_both_is_said_and_nothing_is_made_anew() throws IOException {
        KeyService.open(places()).newDataKey("CASE", DAY);
        delete(temp.resolve("keys"));
        delete(temp.resolve("second"));

        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(() -> KeyService.open(places()))
                .withMessageContaining("root key is missing")
                .withMessageContaining("earshot keys escrow recover");
        assertThat(temp.resolve("keys").resolve("root.sealed")).doesNotExist();
        assertThat(temp.resolve("keys").resolve("pepper.wrapped")).doesNotExist();
    }

    @Test
    void keys_go_on_while_the_second_is_away_and_follow_when_it_is_back() throws IOException {
        var keys = KeyService.open(places());
        Path away = temp.resolve("away");
        Files.move(temp.resolve("second"), away);
        Files.createFile(temp.resolve("second"));

        keys.newDataKey("CASE", DAY);
        assertThat(keys.trouble()).contains("second");
        assertThat(keys.check().isGood()).isFalse();

        Files.delete(temp.resolve("second"));
        Files.move(away, temp.resolve("second"));
        assertThat(keys.check().healed()).contains("CASE-2026-11-29.wrapped");
        assertThat(keys.trouble()).isEmpty();
        assertThat(temp.resolve("second").resolve("CASE-2026-11-29.wrapped")).exists();
    }

    @Test
    void a_destroyed_key_does_not_come_back_from_a_copy_that_was_away() throws IOException {
        var keys = KeyService.open(places());
        DataKey key = keys.newDataKey("CASE", DAY);
        Path wrapped = temp.resolve("second").resolve("CASE-2026-11-29.wrapped");
        byte[] stale = Files.readAllBytes(wrapped);
        keys.destroy(key.bucket());
        new KeyFilesOf(temp.resolve("second")).write("CASE-2026-11-29.wrapped", stale);

        assertThatExceptionOfType(KeyDestroyed.class)
                .isThrownBy(() -> KeyService.open(places()).unwrap(key.wrapped()));
        assertThat(wrapped).doesNotExist();
    }

    @Test
    void of_two_that_differ_the_one_that_opens_is_kept() throws IOException {
        var keys = KeyService.open(places());
        DataKey key = keys.newDataKey("CASE", DAY);
        for (String name : List.of("CASE-2026-11-29.wrapped", "root.sealed")) {
            Path damaged = temp.resolve("keys").resolve(name);
            byte[] bytes = Files.readAllBytes(damaged);
            bytes[bytes.length - 1] ^= 1;
            Files.write(damaged, bytes);
        }

        var after = KeyService.open(places());
        assertThat(after.check().isGood()).isTrue();
        assertThat(after.check().healed()).isEmpty();
        assertThat(after.unwrap(key.wrapped()).bucket()).isEqualTo(key.bucket());
    }

    @Test
    void a_key_that_opens_in_neither_is_named() throws IOException {
        var keys = KeyService.open(places());
        keys.newDataKey("CASE", DAY);
        for (String copy : List.of("keys", "second")) {
            Files.write(temp.resolve(copy).resolve("CASE-2026-11-29.wrapped"), new byte[60]);
        }

        assertThat(keys.check().broken()).containsExactly("CASE-2026-11-29.wrapped");
        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(keys::rotate)
                .withMessageContaining("CASE-2026-11-29");
    }

    @Test
    void a_new_root_opens_everything_and_the_old_one_nothing() throws IOException {
        var keys = KeyService.open(places());
        var running = KeyService.open(places());
        DataKey key = keys.newDataKey("CASE", DAY);
        byte[] mac = keys.hmac("query-code", SECRET);
        byte[] before = Files.readAllBytes(temp.resolve("keys/CASE-2026-11-29.wrapped"));

        keys.rotate();

        assertThat(Files.readAllBytes(temp.resolve("keys/CASE-2026-11-29.wrapped")))
                .isNotEqualTo(before)
                .isEqualTo(Files.readAllBytes(temp.resolve("second/CASE-2026-11-29.wrapped")));
        assertThat(running.unwrap(key.wrapped()).bucket()).isEqualTo(key.bucket());
        DataKey later = running.newDataKey("CASE", DAY.plusDays(1));
        var fresh = KeyService.open(places());
        assertThat(fresh.unwrap(later.wrapped()).bucket()).isEqualTo(later.bucket());
        assertThat(fresh.hmac("query-code", SECRET)).isEqualTo(mac);
        assertThat(fresh.check().isGood()).isTrue();
    }

    @Test
    void the_root_of_the_first_builds_is_taken_over() throws IOException {
        var old = new KeyFilesOf(temp.resolve("keys"));
        byte[] root = Bytes.random(32);
        byte[] key = Bytes.random(32);
        byte[] aad = Aad.lengthPrefixed(List.of("earshot key v1", "INTL_256", "CASE-2026-11-29"));
        old.write("root.key", root);
        old.write("CASE-2026-11-29.wrapped", AesGcm.seal(root, aad, key));
        byte[] wrapped = WrappedKey.wrap(new Bucket("CASE", DAY), key, Bytes.random(32));

        assertThat(KeyService.open(places()).unwrap(wrapped).bucket().destroyOn()).isEqualTo(DAY);
        assertThat(KeyService.open(places()).check().isGood()).isTrue();
    }

    @Test
    void a_passphrase_may_open_it_and_then_no_key_lies_in_the_clear() throws IOException {
        DataKey key = KeyService.open(places()).newDataKey("CASE", DAY);
        KeyService.open(places()).reseal(WORDS);

        assertThat(temp.resolve("keys").resolve("root.key")).doesNotExist();
        assertThat(temp.resolve("second").resolve("root.key")).doesNotExist();
        assertThat(KeyService.open(places().openedBy(WORDS)).unwrap(key.wrapped()).bucket())
                .isEqualTo(key.bucket());
        delete(temp.resolve("keys"));
        assertThat(KeyService.open(places().openedBy(WORDS)).check().isGood()).isTrue();
        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(
                        () -> KeyService.open(places().openedBy(new Unsealing.Passphrase("guess"))))
                .withMessageContaining("does not open with this passphrase");
        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(() -> KeyService.open(places()))
                .withMessageContaining("needs a passphrase, not its key file");
    }

    @Test
    void a_held_key_opens_what_it_sealed_and_dies_on_the_later_day() {
        var keys = KeyService.open(places());
        DataKey key = keys.newDataKey("CASE", DAY);
        byte[] sealed = key.seal(PLACE, SECRET);
        var spent = new ArrayList<String>();

        DataKey held =
                keys.rewrap(key.wrapped(), DAY.plusYears(1), (act, on) -> spent.add(act + on));
        DataKey longer = keys.rewrap(held.wrapped(), DAY.plusYears(2), (act, on) -> spent.add(act));
        keys.destroy(key.bucket());
        keys.destroy(held.bucket());

        assertThat(keys.unwrap(longer.wrapped()).open(PLACE, sealed)).isEqualTo(SECRET);
        assertThat(keys.unwrap(longer.wrapped()).bucket().destroyOn()).isEqualTo(DAY.plusYears(2));
        assertThat(spent)
                .hasSize(2)
                .first()
                .asString()
                .startsWith("key.hold")
                .endsWith("2027-11-29");
        assertThatExceptionOfType(KeyDestroyed.class).isThrownBy(() -> keys.unwrap(held.wrapped()));
    }

    @Test
    void nothing_is_held_without_two_people_or_for_an_earlier_day() {
        var keys = KeyService.open(places());
        DataKey key = keys.newDataKey("CASE", DAY);

        assertThatThrownBy(() ->
                        keys.rewrap(
                                key.wrapped(),
                                DAY.plusYears(1),
                                (_, _) -> {
                                    throw new IllegalStateException("one person");
                                }))
                .hasMessage("one person");
        assertThat(keys.buckets()).containsExactly(key.bucket());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.rewrap(key.wrapped(), DAY, (_, _) -> {}));
    }

    @Test
    void the_escrow_opens_what_is_alive_and_forgets_with_the_days() {
        var holder = EscrowKey.create(DAY);
        var places = places(holder);
        var keys = KeyService.open(places);
        DataKey early = keys.newDataKey("ID", DAY.plusDays(1));
        DataKey late = keys.newDataKey("ID", DAY.plusDays(3));
        Path shares = temp.resolve("shares");

        assertThat(Escrow.recover(shares, EscrowKey.read(holder.write())))
                .containsOnlyKeys("ID-2026-11-30", "ID-2026-12-02", "pepper");
        assertThat(Escrow.recover(shares, holder.advancedTo(DAY.plusDays(2))))
                .containsOnlyKeys("ID-2026-12-02", "pepper");
        assertThat(Escrow.recover(shares, EscrowKey.create(DAY))).isEmpty();

        var again = KeyPlaces.in(temp.resolve("again"));
        byte[] mac = keys.hmac("query-code", SECRET);
        assertThat(EscrowRecovery.into(again, shares, holder.advancedTo(DAY.plusDays(2))))
                .containsExactly("ID-2026-12-02", "pepper");
        var recovered = KeyService.open(again);
        assertThat(recovered.unwrap(late.wrapped()).bucket()).isEqualTo(late.bucket());
        assertThat(recovered.hmac("query-code", SECRET)).isEqualTo(mac);
        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(() -> recovered.unwrap(early.wrapped()));
    }

    private KeyPlaces places() {
        Path first = temp.resolve("keys");
        return new KeyPlaces(
                first,
                Optional.of(temp.resolve("second")),
                KeyPlaces.keyFile(first),
                Optional.empty(),
                Optional.of(temp.resolve("keys.mark")));
    }

    private KeyPlaces places(EscrowKey holder) {
        Path list = temp.resolve("escrow.pub");
        try {
            Files.writeString(list, holder.publicKeys(5));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
        return new KeyPlaces(
                temp.resolve("keys"),
                Optional.empty(),
                KeyPlaces.keyFile(temp.resolve("keys")),
                Optional.of(new KeyPlaces.EscrowPlaces(temp.resolve("shares"), list)),
                Optional.empty());
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Puts files there as an earlier build or a stale copy would.
    private record KeyFilesOf(Path directory) {

        void write(String name, byte[] content) {
            KeyFiles.open(directory).put(name, content);
        }
    }
}
