package org.earshot.ivr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.earshot.telephony.Dtmf;

/// Makes [Step] records of YAML that the schemas have found right.
final class StepReader {

    private StepReader() {}

    static Step read(JsonNode step) {
        var kind = step.path("kind").asText();
        return switch (kind) {
            case "say" -> new Step.Say(texts(step, "say"), text(step, "next"));
            case "menu" -> menu(step);
            case "collect" -> collect(step);
            case "report" -> report(step);
            case "code" -> code(step);
            case "hangup" -> new Step.Hangup(texts(step, "say"));
            default -> throw new IllegalStateException("a schema but no reader for kind " + kind);
        };
    }

    private static Step menu(JsonNode step) {
        return new Step.Menu(
                texts(step, "say"),
                step.path("inEachLanguage").asBoolean(),
                choices(step.path("keys")),
                time(step, "timeout"),
                step.path("attempts").asInt(),
                text(step, "otherwise"));
    }

    private static Map<Dtmf, Step.Choice> choices(JsonNode keys) {
        var choices = new HashMap<Dtmf, Step.Choice>();
        for (var key : keys.properties()) {
            var language =
                    Optional.of(key.getValue().path("language"))
                            .filter(JsonNode::isTextual)
                            .map(tag -> Locale.forLanguageTag(tag.asText()));
            choices.put(
                    new Dtmf(key.getKey().charAt(0)),
                    new Step.Choice(text(key.getValue(), "next"), language));
        }
        return choices;
    }

    private static Step collect(JsonNode step) {
        return new Step.Collect(
                texts(step, "say"),
                time(step, "timeout"),
                time(step, "pause"),
                step.path("attempts").asInt(),
                texts(step, "wrong"),
                text(step, "retry"),
                text(step, "next"),
                text(step, "otherwise"));
    }

    private static Step report(JsonNode step) {
        var limits =
                new SpeechLimits(
                        stopKeys(text(step, "stopKeys")),
                        time(step, "silence"),
                        time(step, "limit"));
        return new Step.Report(
                texts(step, "say"), texts(step, "interrupted"), limits, text(step, "next"));
    }

    private static Set<Dtmf> stopKeys(String symbols) {
        return symbols.chars()
                .mapToObj(symbol -> new Dtmf((char) symbol))
                .collect(Collectors.toSet());
    }

    private static Step code(JsonNode step) {
        return new Step.Code(
                texts(step, "say"),
                texts(step, "again"),
                step.path("times").asInt(),
                step.path("group").asInt(),
                text(step, "next"),
                text(step, "otherwise"));
    }

    private static List<String> texts(JsonNode step, String key) {
        return StreamSupport.stream(step.path(key).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String text(JsonNode step, String key) {
        return step.path(key).asText();
    }

    /// `300ms`, `4s` or `10m`; the schema admits nothing else.
    private static Duration time(JsonNode step, String key) {
        var text = text(step, key);
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
