package org.earshot.ivr;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// The JSON Schemas of `ivr-flows/schema`, one per kind of step, and their complaints as sentences.
public final class StepSchemas {

    private static final String FOLDER = "/ivr-flows/schema/";
    private static final String ENDING = ".schema.json";

    /// The schemas name each other by file; this only makes those names absolute. Never looked up.
    private static final String BASE = "https://earshot.invalid/schema/";

    private final Schema flow;
    private final Schema calendar;
    private final SortedMap<String, Schema> kinds = new TreeMap<>();

    public StepSchemas() {
        var registry =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder ->
                                builder.schemas(StepSchemas::text)
                                        .schemaRegistryConfig(
                                                SchemaRegistryConfig.builder()
                                                        .locale(Locale.ENGLISH)
                                                        .build()));
        flow = registry.getSchema(SchemaLocation.of(BASE + "flow" + ENDING));
        calendar = registry.getSchema(SchemaLocation.of(BASE + "calendar" + ENDING));
        for (var kind : kindsOfStep()) {
            kinds.put(kind, registry.getSchema(SchemaLocation.of(BASE + kind + ENDING)));
        }
    }

    /// The kinds a flow may name: see [Step#kind].
    public static List<String> kindsOfStep() {
        return Arrays.stream(Step.class.getPermittedSubclasses()).map(Step::kind).sorted().toList();
    }

    /// @param pointer where in the document
    public record Complaint(String pointer, String sentence) {}

    public List<Complaint> complaintsOfFlow(JsonNode document) {
        return complaints(flow, document, "", "the flow");
    }

    List<Complaint> complaintsOfCalendar(JsonNode document) {
        return complaints(calendar, document, "", "the calendar");
    }

    public List<Complaint> complaintsOfStep(String id, JsonNode step) {
        var pointer = "/steps/" + id;
        var kind = step.path("kind").asText();
        var schema = kinds.get(kind);
        if (schema == null) {
            return List.of(
                    new Complaint(
                            pointer + "/kind",
                            "step '%s' is of the unknown kind '%s'; there are: %s."
                                    .formatted(id, kind, String.join(", ", kinds.keySet()))));
        }
        return complaints(schema, step, pointer, "step '" + id + "' (" + kind + ")");
    }

    private static List<Complaint> complaints(
            Schema schema, JsonNode node, String pointer, String subject) {
        return schema.validate(node.toString(), InputFormat.JSON).stream()
                .map(error -> complaint(error, pointer, subject))
                .toList();
    }

    private static Complaint complaint(Error error, String pointer, String subject) {
        var inside = error.getInstanceLocation().toString();
        var property = error.getProperty();
        var sentence =
                switch (error.getKeyword()) {
                    case "additionalProperties" ->
                            "%s has the unknown key '%s'%s; correct or remove it."
                                    .formatted(subject, property, in(inside));
                    case "required" -> "%s lacks '%s'%s.".formatted(subject, property, in(inside));
                    default ->
                            "%s: %s %s."
                                    .formatted(subject, quoted(inside, property), message(error));
                };
        var key = "additionalProperties".equals(error.getKeyword()) ? "/" + property : "";
        return new Complaint(pointer + inside + key, sentence);
    }

    private static String in(String inside) {
        return inside.isEmpty() ? "" : " in '" + inside.substring(1) + "'";
    }

    private static String quoted(String inside, String property) {
        return inside.isEmpty() ? "'" + property + "'" : "'" + inside.substring(1) + "'";
    }

    private static String message(Error error) {
        return switch (error.getKeyword()) {
            case "pattern" ->
                    "is not of the form it must have, " + error.getSchemaNode().asString();
            default -> error.getMessage();
        };
    }

    private static String text(String iri) {
        var name = iri.substring(iri.lastIndexOf('/') + 1);
        try (InputStream in = StepSchemas.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("no schema " + FOLDER + name + " in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
