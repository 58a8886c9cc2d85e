package org.earshot.ivr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.earshot.telephony.Dtmf;

/// The values of a step as it is written, or of a part of one.
record YamlStep(JsonNode json) {

    String text(String key) {
        return json.path(key).asText();
    }

    Optional<String> optional(String key) {
        return json.has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    int number(String key) {
        return json.path(key).asInt();
    }

    List<String> texts(String key) {
        return texts(json.path(key));
    }

    static List<String> texts(JsonNode several) {
        return StreamSupport.stream(several.spliterator(), false).map(JsonNode::asText).toList();
    }

    Map<String, String> textMap(String key) {
        return json.path(key).properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().asText()));
    }

    Optional<YamlStep> part(String key) {
        return Optional.of(json.path(key)).filter(JsonNode::isObject).map(YamlStep::new);
    }

    Map<String, YamlStep> parts(String key) {
        var parts = new LinkedHashMap<String, YamlStep>();
        for (var part : json.path(key).properties()) {
            parts.put(part.getKey(), new YamlStep(part.getValue()));
        }
        return parts;
    }

    Set<Dtmf> keys(String key) {
        return text(key)
                .chars()
                .mapToObj(symbol -> new Dtmf((char) symbol))
                .collect(Collectors.toSet());
    }

    Step.Asking asking() {
        return new Step.Asking(
                time("timeout"), number("attempts"), texts("invalid"), texts("silence"));
    }

    SpeechLimits limits() {
        return new SpeechLimits(keys("stopKeys"), time("silence"), time("limit"));
    }

    Duration time(String key) {
        return time(json.path(key));
    }

    /// `300ms`, `4s` or `10m`; the schema admits nothing else.
    static Duration time(JsonNode time) {
        var text = time.asText();
        var unit = text.replaceFirst("^[0-9]+", "");
        var number = Long.parseLong(text.substring(0, text.length() - unit.length()));
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> throw new IllegalStateException("a time that no schema admits: " + text);
        };
    }
}
