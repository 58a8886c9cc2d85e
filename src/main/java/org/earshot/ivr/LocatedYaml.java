package org.earshot.ivr;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A YAML document that knows on which line each value stands. (Reading it at once into objects
/// would lose the lines that an author needs.)
public final class LocatedYaml {

    /// Deeper than any flow; keeps a hostile file from exhausting the stack.
    private static final int DEEPEST = 20;

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private JsonNode root = JsonNodeFactory.instance.missingNode();

    private LocatedYaml(String file) {
        this.file = file;
    }

    /// Never throws: what cannot be read is among [#problems].
    public static LocatedYaml parse(String file, String text) {
        var yaml = new LocatedYaml(file);
        try (var parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                yaml.problem(0, "the file is empty.");
            } else {
                yaml.root = yaml.value(parser, "", 0);
            }
        } catch (JsonProcessingException e) {
            yaml.problem(lineOf(e), "this is not YAML: " + firstLine(e.getOriginalMessage()) + ".");
        } catch (IOException e) {
            yaml.problem(0, "the file cannot be read: " + e.getMessage() + ".");
        }
        return yaml;
    }

    public JsonNode root() {
        return root;
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /// The line of the value at a JSON pointer, or of the nearest value around it.
    public int line(String pointer) {
        var line = lines.get(pointer);
        if (line != null) {
            return line;
        }
        int slash = pointer.lastIndexOf('/');
        return slash < 0 ? 0 : line(pointer.substring(0, slash));
    }

    private JsonNode value(JsonParser parser, String pointer, int depth) throws IOException {
        lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
        if (depth > DEEPEST) {
            throw new IOException("it is nested more than " + DEEPEST + " levels deep");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, pointer, depth);
            case START_ARRAY -> array(parser, pointer, depth);
            case VALUE_NUMBER_INT ->
                    JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue());
            case VALUE_TRUE, VALUE_FALSE -> truth(parser.getText());
            case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
            default -> JsonNodeFactory.instance.textNode(parser.getText());
        };
    }

    /// `yes` and `no` are words that callers say; true and false are the truth values of YAML 1.2.
    private static JsonNode truth(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")
                ? JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text))
                : JsonNodeFactory.instance.textNode(text);
    }

    private ObjectNode object(JsonParser parser, String pointer, int depth) throws IOException {
        var object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var key = parser.currentName();
            var child = pointer + "/" + key;
            if (object.has(key)) {
                problem(
                        parser.currentTokenLocation().getLineNr(),
                        "'" + key + "' is there twice; keep one of them.");
            }
            lines.put(child, parser.currentTokenLocation().getLineNr());
            parser.nextToken();
            object.set(key, value(parser, child, depth + 1));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, String pointer, int depth) throws IOException {
        var array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, pointer + "/" + array.size(), depth + 1));
        }
        return array;
    }

    private void problem(int line, String sentence) {
        problems.add(new Problem(file, line, sentence));
    }

    private static int lineOf(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? 0 : Math.max(0, location.getLineNr());
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
