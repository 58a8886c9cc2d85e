package org.earshot.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedEncryptionTest {

    private static final byte[] CONTEXT = "second 7 of a recording".getBytes(UTF_8);

    private final ChunkedEncryption sealer = new ChunkedEncryption(key(1));

    @ParameterizedTest
    @MethodSource("vectors")
    void agrees_with_the_specifications_vectors(Vector vector) throws Exception {
        if (!vector.valid) {
            assertThatThrownBy(() ->
                            new ChunkedEncryption(vector.key).open(vector.context, vector.sealed))
                    .isInstanceOfAny(TamperedException.class, IllegalArgumentException.class);
            return;
        }
        var vectorSealer = new ChunkedEncryption(vector.key);
        byte[] message = vectorSealer.open(vector.context, vector.sealed);
        assertThat(message).hasSize(vector.length);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(message)))
                .isEqualTo(vector.sha512);
        byte[] salt = Arrays.copyOf(vector.sealed, 24);
        assertThat(vectorSealer.seal(salt, vector.context, message)).isEqualTo(vector.sealed);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8_120, 16_383, 16_384, 16_385, 32_768, 100_000})
    void gives_back_what_was_sealed(int length) {
        var message = new byte[length];
        new Random(length).nextBytes(message);

        byte[] sealed = sealer.seal(CONTEXT, message);

        assertThat(sealed).hasSize(ChunkedEncryption.sealedLength(length));
        assertThat(sealer.open(CONTEXT, sealed)).isEqualTo(message);
    }

    @Test
    void refuses_every_truncation_and_every_flipped_bit() {
        byte[] sealed = sealer.seal(CONTEXT, "a name nobody may learn".getBytes(UTF_8));

        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatExceptionOfType(TamperedException.class)
                    .isThrownBy(() -> sealer.open(CONTEXT, cut));
        }
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatExceptionOfType(TamperedException.class)
                    .isThrownBy(() -> sealer.open(CONTEXT, flipped));
        }
    }

    @Test
    void opens_in_its_own_place_and_with_its_own_key_only() {
        byte[] sealed = sealer.seal(CONTEXT, new byte[100]);

        assertThatExceptionOfType(TamperedException.class)
                .isThrownBy(() -> sealer.open("second 8".getBytes(UTF_8), sealed));
        assertThatExceptionOfType(TamperedException.class)
                .isThrownBy(() -> new ChunkedEncryption(key(2)).open(CONTEXT, sealed));
    }

    private static byte[] key(int fill) {
        var key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static Stream<Vector> vectors() throws IOException {
        try (var in =
                ChunkedEncryptionTest.class.getResourceAsStream("/vectors/cobblestone-256.json")) {
            JsonNode tests = new ObjectMapper().readTree(in).get("tests");
            List<Vector> vectors =
                    StreamSupport.stream(tests.spliterator(), false).map(Vector::new).toList();
            assertThat(vectors).hasSizeGreaterThan(20);
            return vectors.stream();
        }
    }

    static final class Vector {
        private final String name;
        private final byte[] key;
        private final byte[] context;
        private final byte[] sealed;
        private final boolean valid;
        private final int length;
        private final String sha512;

        private Vector(JsonNode json) {
            var hex = HexFormat.of();
            name = json.get("tcId") + " " + json.get("comment").asText();
            key = hex.parseHex(json.get("key").asText());
            context = hex.parseHex(json.get("ctx").asText());
            sealed = inflate(hex.parseHex(json.get("ct").asText()));
            valid = json.get("result").asText().equals("valid");
            length = json.path("msgLength").asInt();
            sha512 = json.path("msgSha512").asText();
        }

        private static byte[] inflate(byte[] zlib) {
            try (var in = new InflaterInputStream(new ByteArrayInputStream(zlib))) {
                return in.readAllBytes();
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
