package org.earshot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/// What a contract says beyond OpenAPI ([specification
/// extensions](https://spec.openapis.org/oas/v3.1.0#specification-extensions)).
public final class Extensions {

    private Extensions() {}

    /// @param contract OpenAPI in YAML; closed here
    /// @param name for instance `x-act`
    /// @return its text by `operationId`, where there is one
    public static Map<String, String> of(InputStream contract, String name) throws IOException {
        var values = new TreeMap<String, String>();
        try (contract) {
            JsonNode paths = new YAMLMapper().readTree(contract).path("paths");
            for (JsonNode path : paths) {
                for (JsonNode operation : path) {
                    if (operation.has("operationId") && operation.has(name)) {
                        values.put(
                                operation.path("operationId").asText(),
                                operation.path(name).asText());
                    }
                }
            }
        }
        return values;
    }
}
