package org.earshot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// JSON in and out. Records carry text and numbers; times are sent as text by whoever sends them.
final class Json {

    static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static JsonNode read(@Nullable Buffer body) throws IOException {
        return body == null || body.length() == 0
                ? MissingNode.getInstance()
                : MAPPER.readTree(body.getBytes());
    }

    static Buffer write(Object value) throws IOException {
        return Buffer.buffer(MAPPER.writeValueAsBytes(value));
    }

    /// Reads an OpenAPI document. Vert.x takes absolute server URLs only, though OpenAPI allows
    /// relative ones (section 4.8.5), and uses nothing but their path.
    static JsonObject contract(InputStream yaml) throws IOException {
        JsonNode contract = new YAMLMapper().readTree(yaml);
        for (JsonNode server : contract.path("servers")) {
            if (server instanceof ObjectNode relative
                    && server.path("url").asText().startsWith("/")) {
                relative.put("url", "http://localhost" + server.path("url").asText());
            }
        }
        return new JsonObject(contract.toString());
    }
}
