package org.earshot.shield;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Admission")
class AdmissionTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000;
    private static final long ODD = 0x1E3779B97F4A7C15L;

    private final AtomicLong backlog = new AtomicLong();
    private final ShieldCounters counters = new ShieldCounters();

    @Test
    void lets_a_burst_in_and_then_the_rate() {
        var rate = new CallRate(100, 10);
        long start = -5; // nanoTime may be anything
        assertThat(LongStream.range(0, 50).filter(_ -> rate.take(start)).count()).isEqualTo(10);
        assertThat(rate.take(start + SECOND / 100)).isTrue();
        assertThat(rate.take(start + SECOND / 100)).isFalse();
        long later = start + 3600 * SECOND;
        assertThat(LongStream.range(0, 50).filter(_ -> rate.take(later)).count()).isEqualTo(10);
    }

    @Test
    void keeps_its_word_for_every_retransmission() {
        var admission = new Admission(new CallRate(1, 3), backlog::get, SECOND, counters);
        for (int round = 0; round < 3; round++) {
            assertThat(admission.refusedForSeconds(ODD)).isZero();
            assertThat(admission.refusedForSeconds(2 * ODD)).isZero();
            assertThat(admission.refusedForSeconds(3 * ODD)).isZero();
            assertThat(admission.refusedForSeconds(4 * ODD)).isBetween(5, 30);
        }
        assertThat(counters.admitted()).isEqualTo(3);
        assertThat(counters.refused()).isEqualTo(1);
    }

    @Test
    void refuses_new_calls_while_the_loop_is_behind() {
        var admission = new Admission(new CallRate(1000, 1000), backlog::get, 60 * MS, counters);
        assertThat(admission.refusedForSeconds(ODD)).isZero();
        backlog.set(61 * MS);
        assertThat(admission.refusedForSeconds(2 * ODD)).isPositive();
        assertThat(admission.refusedForSeconds(ODD)).isZero();
        backlog.set(0);
        assertThat(admission.refusedForSeconds(3 * ODD)).isZero();
    }

    @Test
    void spreads_the_seconds_after_which_the_refused_may_come_back() {
        var admission = new Admission(new CallRate(1, 1), () -> SECOND, 0, counters);
        assertThat(
                        LongStream.range(1, 200)
                                .map(i -> admission.refusedForSeconds(i * ODD))
                                .distinct()
                                .count())
                .isGreaterThan(15);
    }

    @Test
    void tells_transactions_apart_by_branch_and_call() {
        byte[] one = "z9hG4bKa call1 z9hG4bKb call1".getBytes(US_ASCII);
        long first = Admission.transaction(one, 0, 8, 9, 14);
        assertThat(Admission.transaction(one, 15, 23, 24, 29)).isNotEqualTo(first);
        assertThat(Admission.transaction(one, 0, 8, 24, 29)).isEqualTo(first);
    }
}
