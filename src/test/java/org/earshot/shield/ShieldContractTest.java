package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Holds `shield-openapi.yaml` and the Java side together.
@DisplayName("The shield's contract")
class ShieldContractTest {

    private final JsonNode contract = read();

    @Test
    void names_the_fields_of_the_records() {
        Map.ofEntries(
                        Map.entry("TokenBody", VaultOperations.TokenBody.class),
                        Map.entry("Forgotten", VaultOperations.Forgotten.class),
                        Map.entry("Verdict", DialPermission.Verdict.class),
                        Map.entry("SmsBody", VaultOperations.SmsBody.class),
                        Map.entry("SmsAccepted", VaultOperations.SmsAccepted.class),
                        Map.entry("RequestBody", UnmaskOperations.RequestBody.class),
                        Map.entry("RequestId", UnmaskOperations.RequestId.class),
                        Map.entry("RequestShown", UnmaskOperations.RequestShown.class),
                        Map.entry("ApprovalBody", UnmaskOperations.ApprovalBody.class),
                        Map.entry("Approvals", UnmaskOperations.Approvals.class),
                        Map.entry("ReleaseBody", UnmaskOperations.ReleaseBody.class),
                        Map.entry("Released", UnmaskOperations.Released.class),
                        Map.entry("Health", ShieldApi.Health.class))
                .forEach((schema, record) -> {
                    var described = contract.at("/components/schemas/" + schema);
                    var fields = componentsOf(record);
                    assertThat(names(described.path("properties"))).isEqualTo(fields);
                    assertThat(texts(described.path("required"))).isEqualTo(fields);
                });
    }

    @Test
    void keeps_tokens_out_of_addresses() {
        assertThat(names(contract.path("paths"))).allMatch(path -> path.matches("/v1/[a-z/-]+"));
        assertThat(contract.findValues("parameters")).isEmpty();
    }

    @Test
    void takes_no_unknown_field_anywhere() {
        contract.at("/components/schemas")
                .properties()
                .forEach(schema -> {
                    if (schema.getValue().has("properties") && !schema.getKey().equals("Error")) {
                        assertThat(schema.getValue().path("additionalProperties").isBoolean())
                                .as(schema.getKey())
                                .isTrue();
                    }
                });
    }

    private static Set<String> componentsOf(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(JsonNode node) {
        var names = new TreeSet<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode read() {
        try (var in = ShieldApi.contract()) {
            return new YAMLMapper().readTree(in);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
