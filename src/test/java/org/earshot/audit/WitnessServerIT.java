package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The witness over HTTP")
class WitnessServerIT {

    @TempDir private Path directory;

    @Test
    void cosigns_refuses_and_is_missed_when_it_is_away() throws Exception {
        var house = new House(directory);
        var leaves = new MemoryLeaves();
        var server = WitnessServer.start(house.witness(), 0);
        URI there = URI.create("http://127.0.0.1:" + server.port() + "/");
        try (var client = new WitnessClient(there)) {
            leaves.record(3);
            assertThat(house.grow(leaves, client).cosigned()).isTrue();
            assertThat(post(there, "old 0\n\n" + house.folder().checkpoint().orElseThrow()))
                    .satisfies(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(409);
                        assertThat(answer.body()).isEqualTo("3\n");
                        assertThat(answer.headers().firstValue("content-type"))
                                .contains("text/x.tlog.size");
                    });
            assertThat(post(there, "x".repeat(40_000)).statusCode()).isEqualTo(413);
            server.close();
            leaves.record(3);
            assertThat(house.grow(leaves, client).trouble()).contains("cannot be reached");
        }
    }

    private static HttpResponse<String> post(URI there, String body) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(there.resolve("add-checkpoint"))
                            .POST(BodyPublishers.ofString(body))
                            .build();
            return http.send(request, BodyHandlers.ofString());
        }
    }
}
