package org.earshot.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFileTest {

    private static final byte[] FIRST = "the first content".getBytes(UTF_8);
    private static final byte[] SECOND = "the second".getBytes(UTF_8);

    @TempDir private Path temp;

    @Test
    void what_one_process_writes_another_sees_and_reads() {
        SealedFile ours = file("keys");
        SealedFile theirs = file("keys");
        assertThat(theirs.read()).isEmpty();
        write(ours, FIRST);

        assertThat(theirs.changed()).isTrue();
        assertThat(theirs.read()).hasValue(FIRST);
        assertThat(theirs.changed()).isFalse();
        assertThat(ours.changed()).isFalse();
    }

    @Test
    void the_old_bytes_are_overwritten_and_nothing_is_left_beside() throws IOException {
        SealedFile file = file("keys");
        write(file, FIRST);
        Path path = temp.resolve("keys");
        byte[] before = Files.readAllBytes(path);
        try (var old = FileChannel.open(path)) {
            write(file, SECOND);

            var after = ByteBuffer.allocate(before.length);
            old.read(after, 0);
            int same = 0;
            for (int i = 0; i < before.length; i++) {
                same += before[i] == after.array()[i] ? 1 : 0;
            }
            assertThat(same).as("bytes that stayed, by chance").isLessThan(10);
        }
        assertThat(temp.resolve(".keys.old")).doesNotExist();
        assertThat(temp.resolve(".keys.draft")).doesNotExist();
        assertThat(Files.getPosixFilePermissions(path))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void what_a_kill_left_behind_is_overwritten_by_the_next_write() throws IOException {
        SealedFile file = file("keys");
        write(file, FIRST);
        for (String name : new String[] {".keys.old", ".keys.draft"}) {
            Files.copy(temp.resolve("keys"), temp.resolve(name));
        }

        write(file, SECOND);

        assertThat(temp.resolve(".keys.old")).doesNotExist();
        assertThat(temp.resolve(".keys.draft")).doesNotExist();
        assertThat(file.read()).hasValue(SECOND);
    }

    @Test
    void a_kill_just_before_the_new_file_takes_its_place_costs_nothing() throws IOException {
        SealedFile file = file("keys");
        write(file, FIRST);
        Files.createLink(temp.resolve(".keys.old"), temp.resolve("keys"));

        file.shredLeftovers();

        assertThat(file.read()).hasValue(FIRST);
        assertThat(temp.resolve(".keys.old")).doesNotExist();
    }

    @Test
    void no_altered_byte_and_no_cut_opens() throws IOException {
        SealedFile file = file("keys");
        write(file, FIRST);
        Path path = temp.resolve("keys");
        byte[] whole = Files.readAllBytes(path);
        for (int at = 0; at < whole.length; at++) {
            byte[] altered = whole.clone();
            altered[at] ^= 1;
            Files.write(path, altered);
            assertRefused(file);
            Files.write(path, java.util.Arrays.copyOf(whole, at));
            assertRefused(file);
        }
        Files.write(path, whole);
        assertThat(file.read()).hasValue(FIRST);
    }

    @Test
    void a_file_of_another_purpose_does_not_open() {
        write(file("keys"), FIRST);

        assertRefused(
                new SealedFile(
                        temp.resolve("keys"),
                        "another purpose",
                        new Unsealing.KeyFile(temp.resolve("key/unseal.key"))));
    }

    @Test
    void a_key_file_open_to_others_is_refused() throws IOException {
        SealedFile file = file("keys");
        write(file, FIRST);
        Files.setPosixFilePermissions(
                temp.resolve("key/unseal.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(file::read)
                .withMessageContaining("chmod 600");
    }

    private static void assertRefused(SealedFile file) {
        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(file::read)
                .withMessageContaining("put back");
    }

    private SealedFile file(String name) {
        return new SealedFile(
                temp.resolve(name),
                "test",
                new Unsealing.KeyFile(temp.resolve("key").resolve("unseal.key")));
    }

    private static void write(SealedFile file, byte[] content) {
        byte[] written =
                file.exclusively(() -> {
                    file.write(content);
                    return content;
                });
        assertThat(written).isSameAs(content);
    }
}
