package org.earshot.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// [AesSiv] is proved by the vectors of RFC 5297; this one by it.
@DisplayName("A SIV box")
class SivBoxTest {

    private final Random random = new Random(5297);
    private final byte[] key = bytes(SivBox.KEY_BYTES);
    private final SivBox box = new SivBox(key);

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] seal(byte[] context, byte[] plain) {
        var sealed = new byte[plain.length + SivBox.OVERHEAD];
        assertThat(box.bind(7, context, 0, context.length).seal(plain, 0, plain.length, sealed, 0))
                .isEqualTo(sealed.length);
        return sealed;
    }

    @Test
    void seals_the_same_bytes_as_aes_siv() {
        var siv = new AesSiv(Arrays.copyOf(key, 64));
        for (int length = 0; length < 2000; length += 1 + length / 7) {
            byte[] context = bytes(length % 50);
            byte[] plain = bytes(length);
            byte[] associated = new byte[context.length + 1];
            associated[0] = 7;
            System.arraycopy(context, 0, associated, 1, context.length);

            byte[] sealed = seal(context, plain);

            assertThat(sealed).isEqualTo(siv.seal(plain, associated));
            var opened = new byte[length];
            int written =
                    box.bind(7, context, 0, context.length)
                            .open(sealed, 0, sealed.length, opened, 0);
            assertThat(written).isEqualTo(length);
            assertThat(opened).isEqualTo(plain);
        }
    }

    @Test
    void opens_nothing_altered_nothing_of_another_purpose_and_nothing_of_another_context() {
        byte[] context = bytes(10);
        byte[] sealed = seal(context, bytes(40));
        var opened = new byte[100];
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThat(box.bind(7, context, 0, 10).open(altered, 0, altered.length, opened, 0))
                    .isNegative();
        }
        assertThat(box.bind(8, context, 0, 10).open(sealed, 0, sealed.length, opened, 0))
                .isNegative();
        assertThat(box.bind(7, context, 0, 9).open(sealed, 0, sealed.length, opened, 0))
                .isNegative();
        assertThat(box.bind(7, context, 0, 10).open(sealed, 0, 10, opened, 0)).isNegative();
    }
}
