package org.earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class G711Test {

    private static final byte[] EVERY_CODE = everyCode();

    @Test
    void decodes_every_a_law_code_as_the_jdk_does() throws IOException {
        assertThat(G711.decodeALaw(EVERY_CODE)).isEqualTo(decodedByJdk(AudioFormat.Encoding.ALAW));
    }

    @Test
    void decodes_every_mu_law_code_as_the_jdk_does() throws IOException {
        assertThat(G711.decodeMuLaw(EVERY_CODE)).isEqualTo(decodedByJdk(AudioFormat.Encoding.ULAW));
    }

    @Test
    void an_a_law_code_survives_decoding_and_encoding() {
        assertThat(G711.encodeALaw(G711.decodeALaw(EVERY_CODE))).isEqualTo(EVERY_CODE);
    }

    @Test
    void a_mu_law_code_survives_except_that_minus_zero_becomes_zero() {
        byte[] expected = EVERY_CODE.clone();
        expected[0x7F] = (byte) 0xFF;

        assertThat(G711.encodeMuLaw(G711.decodeMuLaw(EVERY_CODE))).isEqualTo(expected);
    }

    @Test
    void every_sample_comes_back_within_half_a_step() {
        short[] all = new short[1 << 16];
        IntStream.range(0, all.length).forEach(i -> all[i] = (short) (i + Short.MIN_VALUE));
        short[] back = G711.decodeALaw(G711.encodeALaw(all));

        assertThat(IntStream.range(0, all.length))
                .allMatch(
                        i -> Math.abs(back[i] - all[i]) <= Math.max(8, Math.abs(all[i]) / 32 + 8));
    }

    @Test
    void silence_is_0xD5() {
        assertThat(G711.encodeALaw(new short[2]))
                .containsExactly(G711.A_LAW_SILENCE, G711.A_LAW_SILENCE);
    }

    private static byte[] everyCode() {
        byte[] codes = new byte[256];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) i;
        }
        return codes;
    }

    private static short[] decodedByJdk(AudioFormat.Encoding coding) throws IOException {
        var coded = new AudioFormat(coding, 8000, 8, 1, 1, 8000, false);
        var linear = new AudioFormat(8000, 16, 1, true, false);
        var in = new AudioInputStream(new ByteArrayInputStream(EVERY_CODE), coded, 256);
        return Pcm.shorts(AudioSystem.getAudioInputStream(linear, in).readAllBytes());
    }
}
