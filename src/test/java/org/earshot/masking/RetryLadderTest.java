package org.earshot.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryLadderTest {

    @Test
    void has_the_operators_six_steps() {
        Instant first = Instant.parse("2026-11-22T12:00:00Z");

        assertThat(
                        IntStream.rangeClosed(1, 6)
                                .mapToObj(attempt -> RetryLadder.USUAL.next(first, attempt))
                                .map(next -> Duration.between(first, next.orElseThrow()))
                                .map(Duration::toMinutes))
                .containsExactly(1L, 4L, 9L, 106L, 203L, 300L);
        assertThat(RetryLadder.USUAL.next(first, 7)).isEmpty();
    }

    @Test
    void rises() {
        var falling = List.of(Duration.ofSeconds(2), Duration.ofSeconds(2));

        assertThatThrownBy(() -> new RetryLadder(falling))
                .hasMessage("masking.*.retry-seconds must be above 0 and rise, got [2, 2]");
    }

    @Test
    void signatures_can_be_checked_by_anyone_with_the_secret() {
        byte[] secret = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        // printf '1732276800.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef
        assertThat(WebhookSignature.of(secret, Instant.ofEpochSecond(1_732_276_800), "{\"a\":1}"))
                .isEqualTo(
                        "t=1732276800,v1=2391070ac5b690c6acf0504d503c6dfd7ba6c3e3e3bd6b2c9a2fc4e0fcd189c2");
    }
}
