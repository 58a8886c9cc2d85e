package org.earshot.calls;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.TestAsterisk;
import org.earshot.telephony.Hangup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A line whose Asterisk is killed")
@ExtendWith(TestAsterisk.class)
class AsteriskKilledIT {

    @ParameterizedTest
    @ValueSource(strings = {"ari", "agi"})
    void ends_at_once_and_the_next_call_is_served(String adapter, AsteriskInstance asterisk)
            throws Exception {
        try (var exchange = new Exchange(asterisk)) {
            try (var person = new Telephone(exchange, adapter)) {
                person.line().answer();
                var reading = inBackground(() -> person.line().readKey(ofSeconds(30)));
                long killed = System.nanoTime();
                asterisk.kill();

                assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS))
                        .hasRootCauseMessage(new Hangup(Hangup.By.NETWORK).getMessage());
                assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(ofSeconds(3));
            } finally {
                asterisk.start();
            }
            assertThat(exchange.ari().awaitConnected(ofSeconds(10))).isTrue();
            try (var next = new Telephone(exchange, adapter)) {
                next.line().answer();
                assertThat(next.line().readKey(Duration.ofMillis(100))).isEmpty();
            }
        }
    }

    private interface OnTheLine<T> {
        T run() throws Hangup;
    }

    private static <T> CompletableFuture<T> inBackground(OnTheLine<T> action) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return action.run();
                    } catch (Hangup over) {
                        throw new IllegalStateException(over);
                    }
                },
                Executors.newVirtualThreadPerTaskExecutor());
    }
}
