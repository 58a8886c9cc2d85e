package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.earshot.audio.G711;
import org.earshot.audio.Pcm;
import org.earshot.leaks.LeakProof;
import org.earshot.leaks.LeakScan;

/// What must lie in no file of an installation.
final class Nowhere {

    private Nowhere() {}

    static void assertNumber(Path data, String number) throws IOException {
        var scan = LeakScan.of(List.of(number));
        LeakProof proof = scan.prove(new Random(1));

        var report = scan.scan(proof, List.of(data), _ -> false, 2, _ -> {});

        assertThat(report.findings()).isEmpty();
        assertThat(report.isClean()).isTrue();
    }

    /// Pieces of the caller's voice, as A-law and as samples, must not lie in any file of the
    /// installation.
    static void assertVoice(Path data, byte[] voice) throws IOException {
        byte[] linear = Pcm.bytes(G711.decodeALaw(voice));
        List<String> pieces = new ArrayList<>();
        for (int at = 8_000; at + 40 < voice.length; at += 4_000) {
            pieces.add(new String(voice, at, 40, StandardCharsets.ISO_8859_1));
            pieces.add(new String(linear, 2 * at, 80, StandardCharsets.ISO_8859_1));
        }
        try (var files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String contents = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(pieces).as(file.toString()).noneMatch(contents::contains);
            }
        }
    }
}
