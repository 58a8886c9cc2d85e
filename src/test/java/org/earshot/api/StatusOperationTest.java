package org.earshot.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.earshot.api.StatusOperation.StatusQuestion;
import org.earshot.api.StatusOperation.StatusReply;
import org.earshot.cases.ReporterStatus;
import org.earshot.cases.StatusAnswer;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.junit.jupiter.api.Test;

class StatusOperationTest {

    @Test
    void a_good_code_is_told_the_status() {
        var response = ask(new StatusAnswer.Found(ReporterStatus.RECEIVED, UUID.randomUUID()));

        assertThat(response).isEqualTo(Response.ok(new StatusReply("received")));
    }

    @Test
    void any_other_code_is_not_found() {
        assertThat(ask(new StatusAnswer.NotFound()).status()).isEqualTo(404);
    }

    @Test
    void the_wait_is_rounded_up_to_whole_seconds() {
        assertThat(ask(new StatusAnswer.TryLater(Duration.ofMillis(1_001))).headers())
                .isEqualTo(Map.of("Retry-After", "2"));
        assertThat(ask(new StatusAnswer.TryLater(Duration.ZERO)).headers())
                .isEqualTo(Map.of("Retry-After", "1"));
        assertThat(ask(new StatusAnswer.TryLater(Duration.ofMinutes(10))).status()).isEqualTo(429);
    }

    @Test
    void the_source_is_the_network_of_the_peer() {
        var sources = new ArrayList<String>();
        var operation =
                new StatusOperation((_, source) -> {
                    sources.add(source);
                    return new StatusAnswer.NotFound();
                });

        operation.answer(request("2001:db8::1"));
        operation.answer(request("2001:db8::2"));

        assertThat(sources).hasSize(2).containsOnly("net:2001:db8:0:0:0:0:0:0/64");
    }

    @Test
    void a_question_never_prints_its_code() {
        assertThat(new StatusQuestion("123").toString()).doesNotContain("123");
    }

    private static Response ask(StatusAnswer answer) {
        return new StatusOperation((_, _) -> answer).answer(request("192.0.2.1"));
    }

    private static Request request(String peer) {
        var body = JsonNodeFactory.instance.objectNode().put("code", "1");
        return new Request(Map.of(), Map.of(), Map.of(), body, peer);
    }
}
