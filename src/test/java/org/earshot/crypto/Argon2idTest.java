package org.earshot.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Argon2idTest {

    /// RFC 9106 §5.3: https://www.rfc-editor.org/rfc/rfc9106#section-5.3
    @Test
    void agrees_with_the_vector_of_the_rfc() {
        var parameters =
                Argon2id.parameters(filled(16, 2), new Argon2id.Cost(32, 3, 4))
                        .withSecret(filled(8, 3))
                        .withAdditional(filled(12, 4))
                        .build();

        assertThat(HexFormat.of().formatHex(Argon2id.hash(parameters, filled(32, 1), 32)))
                .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    @Test
    void another_salt_gives_another_hash() {
        var cost = new Argon2id.Cost(64, 1, 1);

        byte[] first = Argon2id.hash(filled(16, 1), filled(16, 2), cost, 32);

        assertThat(Argon2id.hash(filled(16, 1), filled(16, 2), cost, 32)).isEqualTo(first);
        assertThat(Argon2id.hash(filled(16, 1), filled(16, 3), cost, 32)).isNotEqualTo(first);
    }

    @Test
    void refuses_a_salt_or_a_memory_below_the_rfc() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Argon2id.hash(filled(16, 1), filled(7, 2), Argon2id.Cost.ONLINE, 32));
        assertThatIllegalArgumentException().isThrownBy(() -> new Argon2id.Cost(7, 1, 1));
    }

    private static byte[] filled(int length, int value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
