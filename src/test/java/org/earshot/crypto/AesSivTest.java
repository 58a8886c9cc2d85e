package org.earshot.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AesSivTest {

    private static final AesSiv A1 =
            new AesSiv(hex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"));
    private static final AesSiv A2 =
            new AesSiv(hex("7f7e7d7c7b7a79787776757473727170404142434445464748494a4b4c4d4e4f"));

    @Test
    void rfc_5297_a_1_deterministic_authenticated_encryption() {
        byte[] header = hex("101112131415161718191a1b1c1d1e1f2021222324252627");
        byte[] plain = hex("112233445566778899aabbccddee");
        byte[] sealed = hex("85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c");

        assertThat(A1.seal(plain, header)).isEqualTo(sealed);
        assertThat(A1.open(sealed, header)).hasValue(plain);
    }

    @Test
    void rfc_5297_a_2_with_a_nonce() {
        byte[][] associated = {
            hex("00112233445566778899aabbccddeeffdeaddadadeaddadaffeeddccbbaa99887766554433221100"),
            hex("102030405060708090a0"),
            hex("09f911029d74e35bd84156c5635688c0")
        };
        byte[] plain = "this is some plaintext to encrypt using SIV-AES".getBytes(US_ASCII);
        byte[] sealed =
                hex(
                        "7bdb6e3b432667eb06f4d14bff2fbd0fcb900f2fddbe404326601965c889bf17"
                                + "dba77ceb094fa663b7a3f748ba8af829ea64ad544a272e9c485b62a3fd5c0d");

        assertThat(A2.seal(plain, associated)).isEqualTo(sealed);
        assertThat(A2.open(sealed, associated)).hasValue(plain);
        assertThat(A2.domain(associated[0]).seal(plain, associated[1], associated[2]))
                .isEqualTo(sealed);
    }

    @Test
    void rfc_4493_cmac_of_nothing_of_a_block_and_of_more() {
        var cmac = new Cmac(hex("2b7e151628aed2a6abf7158809cf4f3c"));
        byte[] text =
                hex(
                        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                                + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");

        assertThat(cmac.of(new byte[0])).isEqualTo(hex("bb1d6929e95937287fa37d129b756746"));
        assertThat(cmac.of(java.util.Arrays.copyOf(text, 16)))
                .isEqualTo(hex("070a16b46b4d4144f79bdd9dd04a287c"));
        assertThat(cmac.of(java.util.Arrays.copyOf(text, 40)))
                .isEqualTo(hex("dfa66747de9ae63030ca32611497c827"));
        assertThat(cmac.of(text)).isEqualTo(hex("51f0bebf7e3b9d92fc49741779363cfe"));
    }

    @Test
    void every_length_opens_and_nothing_altered_does() {
        var random = new Random(5297);
        var key = new byte[AesSiv.KEY_BYTES];
        random.nextBytes(key);
        var domain = new AesSiv(key).domain("via v1 inward");
        for (int length = 0; length < 300; length++) {
            var plain = new byte[length];
            random.nextBytes(plain);
            byte[] sealed = domain.seal(plain);

            assertThat(sealed).hasSize(length + AesSiv.OVERHEAD).isEqualTo(domain.seal(plain));
            assertThat(domain.open(sealed)).hasValue(plain);
            sealed[random.nextInt(sealed.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(domain.open(sealed)).isEmpty();
        }
    }

    @Test
    void another_domain_key_or_length_does_not_open() {
        byte[] plain = hex("00112233445566778899aabbccddeeff");
        byte[] sealed = A1.domain("inward").seal(plain);

        assertThat(A1.domain("outward").open(sealed)).isEmpty();
        assertThat(A1.domain("inward").open(sealed, new byte[0])).isEmpty();
        assertThat(A2.domain("inward").open(sealed)).isEmpty();
        assertThat(A1.domain("inward").open(java.util.Arrays.copyOf(sealed, 31))).isEmpty();
        assertThat(A1.domain("inward").open(new byte[15])).isEmpty();
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AesSiv(new byte[33]))
                .withMessageContaining("got 33");
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
