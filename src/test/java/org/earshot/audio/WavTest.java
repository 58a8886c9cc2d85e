package org.earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavTest {

    private static final Sound SOUND =
            new Sound(8000, 2, new short[] {1, -1, 2, -2, 32767, -32768});

    @Test
    void what_is_written_is_read_again(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("sound.wav");

        Wav.write(file, SOUND);

        assertThat(Wav.read(file)).isEqualTo(SOUND);
    }

    @Test
    void reads_a_law_mu_law_and_bytes() throws IOException {
        byte[] codes = {(byte) 0xD5, (byte) 0xAA, 0x2A};

        assertThat(read(wav(6, 1, 8, 3, codes)).samples()).isEqualTo(G711.decodeALaw(codes));
        assertThat(read(wav(7, 1, 8, 3, codes)).samples()).isEqualTo(G711.decodeMuLaw(codes));
        assertThat(read(wav(1, 1, 8, 3, new byte[] {(byte) 128, 0, (byte) 255})).samples())
                .containsExactly(0, Short.MIN_VALUE, 127 << 8);
    }

    @Test
    void a_length_never_filled_in_means_to_the_end() throws IOException {
        byte[] data = Pcm.bytes(new short[] {1, 2, 3});

        assertThat(read(wav(1, 1, 16, 0, data)).samples()).containsExactly(1, 2, 3);
        assertThat(read(wav(1, 1, 16, -1, data)).samples()).containsExactly(1, 2, 3);
    }

    @Test
    void a_file_cut_off_says_how_much_is_missing() {
        assertThatThrownBy(() -> read(wav(1, 1, 16, 1000, new byte[10])))
                .isInstanceOf(UnreadableAudio.class)
                .hasMessage("The sound is cut off (10 of 1000 bytes are there); copy it again.");
    }

    @Test
    void a_file_of_another_kind_says_what_to_do(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("letter.wav"), "Dear hotline, ...");

        assertThatThrownBy(() -> Wav.read(file))
                .isInstanceOf(UnreadableAudio.class)
                .hasMessageContaining("letter.wav is not a WAV file; save it as WAV, 16-bit PCM.");
    }

    @Test
    void a_coding_we_do_not_know_is_named() {
        assertThatThrownBy(() -> read(wav(85, 1, 16, 4, new byte[4])))
                .isInstanceOf(UnreadableAudio.class)
                .hasMessageContaining("WAV format 85");
    }

    @Test
    void whatever_the_bytes_only_unreadable_audio_is_thrown() {
        byte[] good = wav(1, 2, 16, 64, new byte[64]);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int n = random.nextInt(4); n > 0 && bad.length > 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            assertThat(readableOrRefused(bad)).isTrue();
        }
    }

    private static boolean readableOrRefused(byte[] bytes) {
        try {
            return read(bytes).channels() > 0;
        } catch (UnreadableAudio e) {
            return e.getMessage() != null;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void what_is_written_is_what_every_player_expects() throws IOException {
        var out = new ByteArrayOutputStream();
        Wav.write(out, SOUND);

        assertThat(out.toByteArray()).isEqualTo(wav(1, 2, 16, 12, Pcm.bytes(SOUND.samples())));
    }

    private static Sound read(byte[] file) throws IOException {
        return Wav.read(new ByteArrayInputStream(file));
    }

    private static byte[] wav(int tag, int channels, int bits, int size, byte[] data) {
        int frame = channels * bits / 8;
        return ByteBuffer.allocate(44 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + data.length)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) tag)
                .putShort((short) channels)
                .putInt(8000)
                .putInt(8000 * frame)
                .putShort((short) frame)
                .putShort((short) bits)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(size)
                .put(data)
                .array();
    }
}
