package org.earshot.speech;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a worker is started with.
///
/// @param directory for what native code needs as files: our own models, libraries
/// @param models directories of models to be used instead of ours, or besides
/// @param port 0 takes any free one
/// @param threads recogniser threads; one per processor keeps them busy
/// @param maxSessions legs listened to at once; the next is refused
record WorkerSettings(
        Path directory, Map<Locale, Path> models, int port, int threads, int maxSessions) {

    static final String USAGE =
            "speech-worker --directory DIR [--model LANGUAGE=DIR]... [--port N] [--threads N]"
                    + " [--max-sessions N]";

    WorkerSettings {
        models = Map.copyOf(models);
        if (threads < 1) {
            throw new IllegalArgumentException("--threads must be at least 1, got " + threads);
        }
        if (maxSessions < 1) {
            throw new IllegalArgumentException(
                    "--max-sessions must be at least 1, got " + maxSessions);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port must be 0..65535, got " + port);
        }
    }

    /// @throws IllegalArgumentException with a sentence for the user
    static WorkerSettings parse(String... arguments) {
        Path directory = null;
        var models = new HashMap<Locale, Path>();
        int port = 0;
        int threads = Runtime.getRuntime().availableProcessors();
        int maxSessions = 200;
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            String value = i + 1 < arguments.length ? arguments[i + 1] : null;
            switch (name) {
                case "--directory" -> directory = path(name, value);
                case "--model" -> addModel(models, text(name, value));
                case "--port" -> port = number(name, value);
                case "--threads" -> threads = number(name, value);
                case "--max-sessions" -> maxSessions = number(name, value);
                default ->
                        throw new IllegalArgumentException(
                                "unknown option " + name + "; usage: " + USAGE);
            }
        }
        if (directory == null) {
            throw new IllegalArgumentException("--directory is missing; usage: " + USAGE);
        }
        return new WorkerSettings(directory, models, port, threads, maxSessions);
    }

    private static void addModel(Map<Locale, Path> models, String pair) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--model takes LANGUAGE=DIR, got " + pair);
        }
        models.put(
                Locale.forLanguageTag(pair.substring(0, equals)),
                path("--model", pair.substring(equals + 1)));
    }

    private static String text(String name, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " needs a value; usage: " + USAGE);
        }
        return value;
    }

    private static Path path(String name, @Nullable String value) {
        try {
            return Path.of(text(name, value));
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException(name + " is no path: " + value, invalid);
        }
    }

    private static int number(String name, @Nullable String value) {
        try {
            return Integer.parseInt(text(name, value));
        } catch (NumberFormatException invalid) {
            throw new IllegalArgumentException(name + " must be a number, got " + value, invalid);
        }
    }
}
