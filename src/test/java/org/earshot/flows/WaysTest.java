package org.earshot.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.earshot.ivr.StepSchemas;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The ways out of a step")
class WaysTest {

    private static final Path SCHEMAS = Path.of("ivr-flows/schema");
    private static final String STEP = "shared.schema.json#/$defs/step";

    private final List<String> targets = new ArrayList<>();

    static List<String> kinds() {
        return StepSchemas.kindsOfStep();
    }

    /// A step is made of the schema of its kind with all it may have, each target another.
    @ParameterizedTest
    @MethodSource("kinds")
    void are_all_the_targets_its_schema_knows(String kind) throws IOException {
        var schema = read(kind + ".schema.json");
        var step = sample(schema, schema);

        var ways = Ways.read("step", step, JsonNodeFactory.instance.objectNode()).ways();

        assertThat(ways.stream().map(Way::to)).containsExactlyInAnyOrderElementsOf(targets);
        assertThat(ways).allSatisfy(way -> assertThat(way.pointer()).startsWith("/steps/step/"));
    }

    private JsonNode sample(JsonNode schema, JsonNode file) throws IOException {
        var nodes = JsonNodeFactory.instance;
        var reference = schema.path("$ref").asText();
        if (reference.equals(STEP)) {
            targets.add("target-" + targets.size());
            return nodes.textNode(targets.getLast());
        }
        if (!reference.isEmpty()) {
            var shared = reference.startsWith("shared") ? read("shared.schema.json") : file;
            var name = reference.substring(reference.lastIndexOf('/') + 1);
            // conditions nest in each other, and hold no target
            return name.equals("condition")
                    ? nodes.objectNode()
                    : sample(shared.path("$defs").path(name), shared);
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("items")) {
            return nodes.arrayNode().add(sample(schema.path("items"), file));
        }
        if (!schema.path("type").asText().equals("object")) {
            return nodes.textNode("1");
        }
        var object = nodes.objectNode();
        for (var property : schema.path("properties").properties()) {
            object.set(property.getKey(), sample(property.getValue(), file));
        }
        if (schema.path("additionalProperties").isObject()) {
            object.set("1", sample(schema.path("additionalProperties"), file));
        }
        return object;
    }

    private static JsonNode read(String file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(SCHEMAS.resolve(file)));
    }
}
