package org.earshot.shield;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.earshot.cases.SettableClock;
import org.earshot.crypto.Ed25519Keys;
import org.earshot.shield.UnmaskEntry.Act;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The log of unmasking")
class UnmaskLogIT {

    private final SettableClock clock = new SettableClock();

    @TempDir Path directory;

    @Test
    void keeps_every_entry_in_order_for_whoever_opens_it_next() {
        var log = filled(3);

        var again = UnmaskLog.in(directory, clock);

        assertThat(again.entries()).isEqualTo(log.entries()).hasSize(3);
        assertThat(again.head()).isEqualTo(log.head());
        assertThat(again.people().names()).containsExactly("person0", "person1", "person2");
    }

    @Test
    void lets_several_processes_write_at_once() throws Exception {
        var logs = List.of(UnmaskLog.in(directory, clock), UnmaskLog.in(directory, clock));
        List<Callable<byte[]>> writers =
                IntStream.range(0, 60)
                        .mapToObj(i ->
                                (Callable<byte[]>)
                                        () ->
                                                logs.get(i % 2)
                                                        .append(
                                                                Act.REQUESTED,
                                                                Map.of("who", "w" + i)))
                        .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(writers)) {
                done.get();
            }
        }

        assertThat(UnmaskLog.in(directory, clock).entries()).hasSize(60);
        assertThat(logs.get(0).head()).isEqualTo(logs.get(1).head());
    }

    @Test
    void notices_every_change_of_what_it_holds() throws Exception {
        filled(5);
        byte[] good = Files.readAllBytes(file());
        var random = new Random(10);
        int found = 0;
        for (int i = 0; i < 1_000; i++) {
            Files.write(file(), tampered(good, i % 5, random));
            try {
                UnmaskLog.in(directory, clock).entries();
            } catch (UnmaskLogUnusable unusable) {
                found++;
            }
        }

        assertThat(found).isEqualTo(1_000);
    }

    private static byte[] tampered(byte[] good, int kind, Random random) {
        String text = new String(good, UTF_8);
        var lines = text.lines().toList();
        int line = random.nextInt(lines.size() - 1);
        return switch (kind) {
            case 0 -> { // one bit
                byte[] bad = good.clone();
                bad[random.nextInt(bad.length - 1)] ^= (byte) (1 << random.nextInt(7));
                yield bad;
            }
            case 1 -> text.replace(lines.get(line) + "\n", "").getBytes(UTF_8); // a line is gone
            case 2 -> // two lines exchanged
                    text.replace(
                                    lines.get(line) + "\n" + lines.get(line + 1) + "\n",
                                    lines.get(line + 1) + "\n" + lines.get(line) + "\n")
                            .getBytes(UTF_8);
            case 3 -> // a line twice
                    text.replace(lines.get(line), lines.get(line) + "\n" + lines.get(line))
                            .getBytes(UTF_8);
            case 4 -> // a line of one's own
                    (text + "0".repeat(64) + " {\"number\":6}\n").getBytes(UTF_8);
            default -> throw new AssertionError(kind);
        };
    }

    @Test
    void notices_that_it_was_cut_off_while_it_is_open_and_by_a_head_noted_down() throws Exception {
        var log = filled(4);
        var noted = HexFormat.of().formatHex(log.head());
        byte[] good = Files.readAllBytes(file());
        int lastLine = new String(good, UTF_8).stripTrailing().lastIndexOf('\n') + 1;

        Files.write(file(), Arrays.copyOf(good, lastLine));

        assertThatThrownBy(log::entries)
                .isInstanceOf(UnmaskLogUnusable.class)
                .hasMessageContaining("was cut off");
        var later = UnmaskLog.in(directory, clock);
        assertThat(later.entries()).hasSize(3);
        assertThat(later.contains(noted)).isFalse();
    }

    @Test
    void goes_on_after_a_line_torn_by_a_crash() throws IOException {
        filled(2);
        Files.writeString(file(), "abcdef0123 {\"number\":3,\"at", StandardOpenOption.APPEND);

        var log = UnmaskLog.in(directory, clock);
        log.append(Act.REQUESTED, Map.of("who", "ann"));

        assertThat(UnmaskLog.in(directory, clock).entries()).hasSize(3);
    }

    @Test
    void refuses_when_the_disk_is_full() throws IOException {
        Files.createSymbolicLink(file(), Path.of("/dev/full"));
        var log = UnmaskLog.in(directory, clock);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> log.append(Act.REQUESTED, Map.of("who", "ann")))
                    .isInstanceOf(UnmaskLogUnusable.class)
                    .hasMessageContaining("nothing is unmasked");
        }
    }

    private UnmaskLog filled(int people) {
        var log = UnmaskLog.in(directory, clock);
        for (int i = 0; i < people; i++) {
            var entry = People.entry("person" + i, Ed25519Keys.generate().publicKey());
            log.append(Act.PERSON_ADDED, entry);
        }
        return log;
    }

    private Path file() {
        return directory.resolve("unmask.log");
    }
}
