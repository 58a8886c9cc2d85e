package org.earshot.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyServiceTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);
    private static final Aad PLACE = new Aad("transcript", "sealed_words", "17");
    private static final byte[] SECRET = "a name nobody may learn".getBytes(UTF_8);

    @TempDir private Path temp;
    private Path directory;
    private KeyService keys;

    @BeforeEach
    void open() {
        directory = temp.resolve("keys");
        keys = KeyService.open(directory);
    }

    @Test
    void a_restarted_service_opens_what_was_sealed_before() {
        DataKey before = keys.newDataKey("CASE", DAY);
        byte[] sealed = before.seal(PLACE, SECRET);

        DataKey after = KeyService.open(directory).unwrap(before.wrapped());

        assertThat(after.open(PLACE, sealed)).isEqualTo(SECRET);
        assertThat(after.bucket()).isEqualTo(new Bucket("CASE", DAY));
        assertThat(after.files().open(SECRET, before.files().seal(SECRET, SECRET)))
                .isEqualTo(SECRET);
    }

    @Test
    void a_value_moved_to_another_row_column_table_or_key_does_not_open() {
        DataKey key = keys.newDataKey("CASE", DAY);
        byte[] sealed = key.seal(PLACE, SECRET);

        for (var other :
                List.of(
                        new Aad("transcript", "sealed_words", "18"),
                        new Aad("transcript", "other", "17"),
                        new Aad("report", "sealed_words", "17"),
                        new Aad("transcriptsealed_words", "", "17"))) {
            assertThatExceptionOfType(TamperedException.class)
                    .isThrownBy(() -> key.open(other, sealed));
        }
        assertThatExceptionOfType(TamperedException.class)
                .isThrownBy(() -> keys.newDataKey("CASE", DAY).open(PLACE, sealed));
    }

    @Test
    void refuses_every_flipped_bit_and_every_truncation_of_a_value_and_of_a_wrapped_key() {
        DataKey key = keys.newDataKey("CASE", DAY);
        byte[] sealed = key.seal(PLACE, SECRET);
        byte[] wrapped = key.wrapped();

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] altered = flip(sealed, bit);
            assertThatExceptionOfType(TamperedException.class)
                    .isThrownBy(() -> key.open(PLACE, altered));
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatExceptionOfType(TamperedException.class)
                    .isThrownBy(() -> key.open(PLACE, cut));
        }
        for (int bit = 0; bit < wrapped.length * 8; bit++) {
            byte[] altered = flip(wrapped, bit);
            // A flipped day or class may name a bucket that has no key here.
            assertThat(catchThrowable(() -> keys.unwrap(altered)))
                    .isInstanceOfAny(TamperedException.class, KeysUnavailable.class);
        }
        for (int length = 0; length < wrapped.length; length++) {
            byte[] cut = Arrays.copyOf(wrapped, length);
            assertThat(catchThrowable(() -> keys.unwrap(cut)))
                    .isInstanceOfAny(TamperedException.class, KeysUnavailable.class);
        }
    }

    @Test
    void a_destroyed_bucket_stays_destroyed_for_every_service_on_the_directory() {
        DataKey doomed = keys.newDataKey("RECORDING", DAY);
        DataKey kept = keys.newDataKey("RECORDING", DAY.plusDays(1));
        var other = KeyService.open(directory);
        other.unwrap(doomed.wrapped());

        keys.destroy(doomed.bucket());

        assertThatExceptionOfType(KeyDestroyed.class)
                .isThrownBy(() -> keys.unwrap(doomed.wrapped()));
        assertThatExceptionOfType(KeyDestroyed.class)
                .isThrownBy(() -> other.unwrap(doomed.wrapped()));
        assertThatExceptionOfType(KeyDestroyed.class)
                .isThrownBy(() -> keys.newDataKey("RECORDING", DAY));
        assertThat(other.unwrap(kept.wrapped()).bucket()).isEqualTo(kept.bucket());
        assertThat(keys.buckets()).containsExactly(kept.bucket());
    }

    @Test
    void a_destruction_cut_short_is_finished_by_the_next_use() throws IOException {
        DataKey doomed = keys.newDataKey("RECORDING", DAY);
        Files.createFile(
                directory.resolve("RECORDING-2026-11-29.destroyed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));

        assertThatExceptionOfType(KeyDestroyed.class)
                .isThrownBy(() -> KeyService.open(directory).unwrap(doomed.wrapped()));

        assertThat(directory.resolve("RECORDING-2026-11-29.wrapped")).doesNotExist();
    }

    @Test
    void the_key_files_are_for_the_owner_alone_and_hold_no_key_in_clear_but_the_root()
            throws IOException {
        keys.newDataKey("CASE", DAY);

        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
        assertThat(directory)
                .isDirectoryContaining("glob:**/root.key")
                .isDirectoryContaining("glob:**/CASE-2026-11-29.wrapped")
                .isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void refuses_a_root_key_that_others_may_read() throws IOException {
        Files.setPosixFilePermissions(
                directory.resolve("root.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(() -> KeyService.open(directory))
                .withMessageContaining("chmod 600");
    }

    @Test
    void does_not_make_a_new_root_key_where_the_old_one_is_missed() throws IOException {
        Files.delete(directory.resolve("root.key"));

        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(() -> KeyService.open(directory))
                .withMessageContaining("put back the copy");
    }

    @Test
    void services_that_start_together_agree_on_every_key() throws Exception {
        Path fresh = temp.resolve("fresh");
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var wrapped =
                    IntStream.range(0, 16)
                            .mapToObj(i ->
                                    pool.submit(() ->
                                            KeyService.open(fresh)
                                                    .newDataKey("CASE", DAY)
                                                    .wrapped()))
                            .toList();
            var reader = KeyService.open(fresh);
            for (var key : wrapped) {
                assertThat(reader.unwrap(key.get()).bucket().destroyOn()).isEqualTo(DAY);
            }
        }
    }

    @Test
    void the_hmac_is_stable_keeps_purposes_apart_and_differs_between_installations() {
        byte[] mac = keys.hmac("query-code", SECRET);

        assertThat(mac)
                .hasSize(32)
                .isEqualTo(KeyService.open(directory).hmac("query-code", SECRET));
        assertThat(keys.hmac("phone", SECRET)).isNotEqualTo(mac);
        assertThat(KeyService.open(temp.resolve("other")).hmac("query-code", SECRET))
                .isNotEqualTo(mac);
    }

    private static byte[] flip(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        return flipped;
    }
}
