package org.earshot.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ciphertexts that were moved or altered")
class TamperingTest {

    private static final int MOVED = 1_000;
    private static final int ALTERED = 1_000_000;

    private final DataKey key =
            new DataKey(
                    new Bucket("CASE", LocalDate.of(2026, 11, 29)), Bytes.random(32), new byte[0]);

    private record Cell(Aad place, byte[] sealed) {}

    @Test
    void none_of_a_thousand_opens_in_another_row_column_or_table() {
        var random = new Random(1);
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < MOVED; i++) {
            var place = new Aad("table" + i % 7, "column" + i % 5, String.valueOf(i));
            cells.add(new Cell(place, key.seal(place, ("word " + i).getBytes(UTF_8))));
        }
        int accepted = 0;
        for (Cell cell : cells) {
            Cell other = cells.get(random.nextInt(MOVED));
            var row = new Aad(cell.place.table(), cell.place.column(), cell.place.row() + "0");
            var column = new Aad(cell.place.table(), "other", cell.place.row());
            var table = new Aad("other", cell.place.column(), cell.place.row());
            for (Aad place : List.of(row, column, table)) {
                accepted += opens(place, cell.sealed) ? 1 : 0;
            }
            accepted += !other.place.equals(cell.place) && opens(other.place, cell.sealed) ? 1 : 0;
            assertThat(opens(cell.place, cell.sealed)).isTrue();
        }
        assertThat(accepted).isZero();
    }

    @Test
    void none_of_a_million_altered_ones_opens() {
        var place = new Aad("report_case", "sealed_reasons", "4711");
        byte[] sealed = key.seal(place, "what somebody said".getBytes(UTF_8));

        long accepted =
                IntStream.range(0, ALTERED)
                        .parallel()
                        .filter(number -> opens(place, altered(sealed, new Random(number))))
                        .count();

        assertThat(accepted).isZero();
        assertThat(opens(place, sealed)).isTrue();
    }

    /// One bit, several bytes, a shorter or a longer one.
    private static byte[] altered(byte[] sealed, Random random) {
        byte[] other = sealed.clone();
        switch (random.nextInt(4)) {
            case 0 -> other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                for (int i = 0; i < 4; i++) {
                    other[random.nextInt(other.length)] += (byte) (1 + random.nextInt(255));
                }
                if (java.util.Arrays.equals(other, sealed)) {
                    other[0] ^= 1;
                }
            }
            case 2 -> other = java.util.Arrays.copyOf(other, random.nextInt(other.length));
            default -> other = java.util.Arrays.copyOf(other, other.length + 1 + random.nextInt(9));
        }
        return other;
    }

    private boolean opens(Aad place, byte[] sealed) {
        try {
            var _ = key.open(place, sealed);
            return true;
        } catch (TamperedException refused) {
            return false;
        }
    }
}
