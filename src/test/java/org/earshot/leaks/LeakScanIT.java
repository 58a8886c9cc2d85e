package org.earshot.leaks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A scan of files")
class LeakScanIT {

    private static final LeakScan SCAN = LeakScan.of(List.of("+15550142397", "+8613912345678"));

    @TempDir private Path folder;

    @Test
    void finds_a_number_across_the_blocks_of_a_large_file() throws IOException {
        var content = new byte[3 << 20];
        new Random(1).nextBytes(content);
        byte[] number = "+15550142397".getBytes(US_ASCII);
        System.arraycopy(number, 0, content, (1 << 20) - 5, number.length);
        Files.write(folder.resolve("large.bin"), content);

        LeakReport report = scan();

        assertThat(report.findings())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.offset()).isEqualTo((1 << 20) - 3);
                    assertThat(found.number()).isEqualTo("number 1 (****97)");
                });
        assertThat(report.isClean()).isFalse();
    }

    @Test
    void finds_a_number_in_the_name_of_a_file_and_hides_it() throws IOException {
        Files.createDirectories(folder.resolve("calls"));
        Files.writeString(folder.resolve("calls/in-15550142397-1.wav"), "RIFF");

        LeakReport report = scan();

        assertThat(report.findings())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.inside()).isEqualTo("name");
                    assertThat(found.file()).doesNotContain("0142").endsWith("-*.wav");
                });
    }

    @Test
    void finds_a_number_in_what_a_link_says() throws IOException {
        Files.createSymbolicLink(folder.resolve("latest"), Path.of("call-8613912345678.wav"));

        assertThat(scan().findings())
                .extracting(Finding::number)
                .containsExactly("number 2 (****78)");
    }

    @Test
    void finds_a_number_in_a_large_compressed_file() throws IOException {
        var log = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(log)) {
            for (int i = 0; i < 100_000; i++) {
                gzip.write(("Call " + i * 31 + " was answered.\n").getBytes(US_ASCII));
            }
            gzip.write("from=%2B%31%35%35%35%30%31%34%32%33%39%37".getBytes(US_ASCII));
        }
        Files.write(folder.resolve("core.log.gz"), log.toByteArray());

        assertThat(scan().findings())
                .extracting(Finding::encoding, Finding::inside)
                .containsExactly(tuple(Encoding.PERCENT, "gzip at 0"));
    }

    @Test
    void a_clean_tree_is_clean_and_what_is_excluded_is_not_read() throws IOException {
        Files.createDirectories(folder.resolve("vault"));
        Files.writeString(folder.resolve("vault/sealed"), "+15550142397");
        Files.writeString(folder.resolve("core.log"), "Call answered.");

        LeakReport report = scan();

        assertThat(report.isClean()).isTrue();
        assertThat(report.files()).isEqualTo(1);
    }

    @Test
    void what_cannot_be_searched_is_said() throws IOException {
        Files.write(folder.resolve("dump.zst"), new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd});
        var report =
                SCAN.scan(
                        proof(),
                        List.of(folder, folder.resolve("nowhere")),
                        _ -> false,
                        2,
                        _ -> {});

        assertThat(report.troubles()).singleElement().asString().contains("does not exist");
        assertThat(report.opaque()).singleElement().asString().contains("Zstandard");
        assertThat(report.isClean()).isFalse();
    }

    private LeakReport scan() throws IOException {
        return SCAN.scan(proof(), List.of(folder), folder.resolve("vault")::equals, 2, _ -> {});
    }

    private static LeakProof proof() throws IOException {
        return SCAN.prove(new Random(4));
    }
}
