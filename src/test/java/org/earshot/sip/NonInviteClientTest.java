package org.earshot.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A transaction of a request that is no INVITE")
class NonInviteClientTest {

    private static final NonInviteClient.Timers QUICK =
            new NonInviteClient.Timers(Duration.ofMillis(1), Duration.ofMillis(4));

    private final NonInviteClient client = new NonInviteClient(QUICK);
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void ends_with_408_when_nobody_answers_however_often_it_was_sent() throws Exception {
        assertThat(client.run("z9hG4bK1", sent::incrementAndGet)).isEqualTo(408);
        assertThat(sent).hasValueGreaterThan(1);
    }

    @Test
    void waits_through_provisional_answers_for_the_final_one() throws Exception {
        int status =
                client.run(
                        "z9hG4bK1",
                        () -> {
                            sent.incrementAndGet();
                            answer(100, "z9hG4bK1");
                            answer(503, "z9hG4bKother");
                            answer(202, "z9hG4bK1");
                        });

        assertThat(status).isEqualTo(202);
        assertThat(sent).hasValue(1);
    }

    @Test
    void keeps_the_final_answer_in_a_flood_of_provisional_ones() throws Exception {
        int status =
                client.run(
                        "z9hG4bK1",
                        () -> {
                            for (int i = 0; i < 50; i++) {
                                answer(100, "z9hG4bK1");
                            }
                            answer(404, "z9hG4bK1");
                        });

        assertThat(status).isEqualTo(404);
    }

    private void answer(int status, String branch) {
        byte[] text =
                """
                SIP/2.0 %d so
                Via: SIP/2.0/UDP 192.0.2.1;branch=%s
                From: <sip:a@b>;tag=1
                To: <sip:c@d>;tag=2
                Call-ID: 1
                CSeq: 1 MESSAGE

                """
                        .formatted(status, branch)
                        .replace("\n", "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        var message = new SipMessage();
        try {
            SipGate.read(text, text.length, message);
        } catch (SipRefused broken) {
            throw new AssertionError(broken);
        }
        client.on(message);
    }
}
