package org.earshot.masking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;

/// What the owner of a mask answers, in the operators' words: `{"operation": "connect", "to":
/// PARTY}` or `{"operation": "close"}`. With `connect` may come `maxDurationSec`, `ringTimeoutSec`
/// and `userData`. What the called party sees is always the mask that was dialled.
final class OwnerAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OwnerAnswer() {}

    /// @return empty when it is no answer
    static Optional<Resolution> read(String body, Mask dialled) {
        try {
            JsonNode answer = JSON.readTree(body);
            return switch (answer.path("operation").asText()) {
                case "connect" -> Optional.of(connect(answer, dialled));
                case "close" -> Optional.of(new Resolution.Refuse(ResultCode.NO_BINDING));
                default -> Optional.empty(); // the owner's words, not ours
            };
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    private static Resolution connect(JsonNode answer, Mask dialled) {
        Terms terms =
                Terms.open()
                        .atMost(Duration.ofSeconds(answer.path("maxDurationSec").asLong(0)))
                        .about(answer.path("userData").asText(""));
        JsonNode ring = answer.path("ringTimeoutSec");
        return to(
                Party.parse(answer.path("to").asText()),
                dialled,
                ring.isMissingNode() ? terms : terms.ringing(Duration.ofSeconds(ring.asLong())));
    }

    /// Whoever dials the mask reaches `to`.
    static Resolution to(Party to, Mask dialled, Terms terms) {
        return new Resolution.Connect(
                Optional.empty(), to, dialled.number(), CallDirection.B_TO_A, terms);
    }
}
