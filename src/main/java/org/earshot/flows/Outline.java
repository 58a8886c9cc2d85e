package org.earshot.flows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.earshot.ivr.Flow;
import org.earshot.ivr.LocatedYaml;

/// A flow as it is written, right or wrong: its steps and the ways between them.
///
/// @param file its name, for findings
record Outline(String name, String file, LocatedYaml yaml, Map<String, Written> steps) {

    Outline {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    static Outline of(String name, String file, LocatedYaml yaml) {
        var steps = new LinkedHashMap<String, Written>();
        var person = yaml.root().path("person");
        for (var step : yaml.root().path("steps").properties()) {
            steps.put(step.getKey(), Ways.read(step.getKey(), step.getValue(), person));
        }
        return new Outline(name, file, yaml, steps);
    }

    JsonNode root() {
        return yaml.root();
    }

    /// Empty when it starts with no step there is.
    Optional<Written> start() {
        return step(root().path("start").asText());
    }

    Optional<Written> step(String id) {
        return Optional.ofNullable(steps.get(id));
    }

    List<Locale> languages() {
        var languages = new ArrayList<Locale>();
        root().path("languages").forEach(tag -> languages.add(Locale.forLanguageTag(tag.asText())));
        return languages;
    }

    int personWithin() {
        return root().path("personWithin").asInt(Flow.Options.USUAL_PERSON_WITHIN);
    }

    /// For sentences.
    String stepNames() {
        return String.join(", ", steps.keySet());
    }
}
