package org.earshot.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Writes the types the pages use from the contract, and fails when the file in the repository says
/// something else. `-Dcontract.write=true` writes it.
@DisplayName("The types of the pages")
class ContractTypesTest {

    private static final Path FILE = Path.of("src/main/web/src/shared/api/contract.ts");

    private final StringBuilder text =
            new StringBuilder(
                    "// Made from src/main/resources/openapi.yaml by ContractTypesTest; do not edit.\n");

    @Test
    void are_those_of_the_contract() throws IOException {
        var wanted = types();
        if (Boolean.getBoolean("contract.write")) {
            Files.writeString(FILE, wanted);
        }

        assertThat(Files.readString(FILE))
                .as("run: mvn test -Dtest=ContractTypesTest -Dcontract.write=true")
                .isEqualTo(wanted);
    }

    private String types() throws IOException {
        try (var in = Api.contract()) {
            var schemas = new YAMLMapper().readTree(in).at("/components/schemas");
            schemas.properties().forEach(schema -> declare(schema.getKey(), schema.getValue()));
        }
        return text.toString();
    }

    private void declare(String name, JsonNode schema) {
        text.append('\n');
        if (!schema.has("properties")) {
            text.append("export type ").append(name).append(" = ").append(type(schema));
            text.append(";\n");
            return;
        }
        text.append("export interface ").append(name).append(" {\n");
        var required = texts(schema.path("required"));
        for (var property : schema.path("properties").properties()) {
            text.append("  readonly ").append(property.getKey());
            text.append(required.contains(property.getKey()) ? ": " : "?: ");
            text.append(type(property.getValue())).append(";\n");
        }
        text.append("}\n");
    }

    private static String type(JsonNode schema) {
        if (schema.has("$ref")) {
            return schema.path("$ref").asText().replaceFirst(".*/", "");
        }
        if (schema.has("enum")) {
            return stream(schema.path("enum"))
                    .map(value -> value.isTextual() ? "'" + value.asText() + "'" : value.asText())
                    .collect(Collectors.joining(" | "));
        }
        return switch (schema.path("type").asText()) {
            case "array" -> "readonly " + inArray(type(schema.path("items"))) + "[]";
            case "object" ->
                    "Readonly<Record<string, " + type(schema.path("additionalProperties")) + ">>";
            case "integer", "number" -> "number";
            case "boolean" -> "boolean";
            case "string" -> "string";
            case String other -> throw new IllegalStateException("no type for " + other);
        };
    }

    private static String inArray(String type) {
        return type.contains("|") ? "(" + type + ")" : type;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
