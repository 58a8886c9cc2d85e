package org.earshot.app;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.earshot.calls.CallEvent;

/// One event of one call on one line of JSON: how the core tells its parent process what happens,
/// over a pipe that nobody else can read.
///
/// @param call the call's id
/// @param atMillis when, in milliseconds since the epoch
record LiveLine(String call, long atMillis, CallEvent event) {

    private static final ObjectMapper JSON = mapper();

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event cannot be written as JSON", impossible);
        }
    }

    /// Reads a line; anything that is not an event of a call is none.
    static Optional<LiveLine> parse(String line) {
        try {
            return line.startsWith("{\"call\"")
                    ? Optional.of(JSON.readValue(line, LiveLine.class))
                    : Optional.empty();
        } catch (JsonProcessingException notOurs) {
            return Optional.empty();
        }
    }

    private static ObjectMapper mapper() {
        var times = new SimpleModule();
        times.addSerializer(Duration.class, new ToStringSerializer(Duration.class));
        times.addDeserializer(Duration.class, new IsoDuration());
        times.addSerializer(java.util.Locale.class, new ToStringSerializer(java.util.Locale.class));
        var mapper =
                JsonMapper.builder()
                        .addMixIn(CallEvent.class, ByName.class)
                        .addModule(times)
                        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();
        for (Class<?> kind : CallEvent.class.getPermittedSubclasses()) {
            mapper.registerSubtypes(new NamedType(kind, kind.getSimpleName()));
        }
        return mapper;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface ByName {}

    private static final class IsoDuration extends StdDeserializer<Duration> {

        private static final long serialVersionUID = 1L;

        IsoDuration() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            return Duration.parse(parser.getText());
        }
    }
}
