package org.earshot.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.earshot.crypto.ChunkedEncryption;
import org.earshot.crypto.TamperedException;
import org.earshot.recording.Slot.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTest {

    private static final UUID RECORDING = UUID.fromString("0f0e0d0c-0b0a-0908-0706-050403020100");
    private static final Place PLACE = new Place(RECORDING, 2, 7);
    private final ChunkedEncryption files = new ChunkedEncryption(new byte[32]);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 160, 7_999, 8_000})
    void comes_back_as_it_was_and_always_fills_two_blocks(int length) {
        var body = new byte[length];
        Arrays.fill(body, (byte) 0x2A);
        var runs = List.of(new LegTimeline.Run(0, 480), new LegTimeline.Run(16_000, 24_000));
        var slot = new Slot(Slot.Kind.AUDIO, Leg.AGENT, 3, 16_000, runs, ByteBuffer.wrap(body));

        byte[] sealed = slot.seal(files, PLACE);

        assertThat(sealed).hasSize(8_192);
        assertThat(Slot.open(files, PLACE, sealed)).isEqualTo(slot);
    }

    @Test
    void opens_in_no_other_place() {
        byte[] sealed = Slot.manifest(new byte[18]).seal(files, PLACE);

        for (var other :
                List.of(
                        new Place(RECORDING, 2, 8),
                        new Place(RECORDING, 1, 7),
                        new Place(UUID.randomUUID(), 2, 7))) {
            assertThatExceptionOfType(TamperedException.class)
                    .isThrownBy(() -> Slot.open(files, other, sealed));
        }
    }

    @Test
    void a_manifest_with_as_many_journals_as_fit_comes_back() {
        var file = new Manifest.File(1, 2, ByteBuffer.wrap(new byte[32]));
        var files = Collections.nCopies(Manifest.MOST_FILES, file);
        var manifest = new Manifest(80_000, 160, files);

        assertThat(Manifest.of(manifest.slot())).isEqualTo(manifest);
    }
}
