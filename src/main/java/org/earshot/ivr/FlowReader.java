package org.earshot.ivr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.stream.StreamSupport;

/// Makes a [Flow] of YAML that the checks have found right.
public final class FlowReader {

    private FlowReader() {}

    /// @param sha256 of the file, in hex
    public static Flow read(String name, String sha256, JsonNode root) {
        var languages =
                StreamSupport.stream(root.path("languages").spliterator(), false)
                        .map(tag -> Locale.forLanguageTag(tag.asText()))
                        .toList();
        var steps = new HashMap<String, Step>();
        for (var step : root.path("steps").properties()) {
            steps.put(step.getKey(), StepReader.read(step.getValue()));
        }
        return new Flow(
                name,
                sha256,
                languages,
                root.path("start").asText(),
                steps,
                StepReader.options(root));
    }
}
