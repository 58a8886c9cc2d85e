package org.earshot.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@DisplayName("Published vectors through our wrappers")
class CipherVectorsTest {

    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/vectors/aes-256-gcm.csv", numLinesToSkip = 2)
    void aes_256_gcm(
            String name, String key, String nonce, String aad, String plain, String sealed) {
        byte[] text = bytes(plain);
        byte[] whole = HEX.parseHex(sealed);

        assertThat(
                        AesGcm.encrypt(
                                HEX.parseHex(key),
                                HEX.parseHex(nonce),
                                bytes(aad),
                                text,
                                0,
                                text.length))
                .isEqualTo(whole);
        assertThat(AesGcm.open(HEX.parseHex(key), bytes(aad), HEX.parseHex(nonce + sealed)))
                .isEqualTo(text);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] altered = HEX.parseHex(nonce + sealed);
            altered[12 + bit / 8] ^= (byte) (1 << bit % 8);
            assertThatExceptionOfType(TamperedException.class)
                    .isThrownBy(() -> AesGcm.open(HEX.parseHex(key), bytes(aad), altered));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/vectors/ed25519.csv", numLinesToSkip = 2)
    void ed25519(String name, String secret, String publicKey, String message, String signature) {
        var keys = Ed25519Keys.of(HEX.parseHex(secret));

        assertThat(keys.publicKey()).isEqualTo(HEX.parseHex(publicKey));
        assertThat(keys.sign(bytes(message))).isEqualTo(HEX.parseHex(signature));
        assertThat(
                        Ed25519.verifies(
                                HEX.parseHex(publicKey), bytes(message), HEX.parseHex(signature)))
                .isTrue();
    }

    /// RFC 8032 §5.1.7: "S" must be below the order of the group, or a signature has a second form.
    @Test
    void a_signature_has_one_form_only() {
        var keys = Ed25519Keys.of(new byte[32]);
        byte[] signature = keys.sign(new byte[] {1});
        byte[] order =
                HEX.parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        int carry = 0;
        for (int i = 0; i < 32; i++) {
            int sum = (signature[32 + i] & 0xFF) + (order[i] & 0xFF) + carry;
            signature[32 + i] = (byte) sum;
            carry = sum >> 8;
        }
        assertThat(Ed25519.verifies(keys.publicKey(), new byte[] {1}, signature)).isFalse();
        assertThat(Ed25519.isPublicKey(new byte[32])).as("a point of small order").isFalse();
    }

    private static byte[] bytes(String hex) {
        return hex == null ? new byte[0] : HEX.parseHex(hex);
    }
}
