package org.earshot.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The command line of a speech worker")
class WorkerSettingsTest {

    @Test
    void names_a_directory_and_models_by_language() {
        var settings =
                WorkerSettings.parse(
                        "--directory",
                        "cache",
                        "--model",
                        "en=big",
                        "--model",
                        "ko=small",
                        "--port",
                        "2700",
                        "--threads",
                        "3",
                        "--max-sessions",
                        "7");

        assertThat(settings)
                .isEqualTo(
                        new WorkerSettings(
                                Path.of("cache"),
                                Map.of(
                                        Locale.ENGLISH, Path.of("big"),
                                        Locale.KOREAN, Path.of("small")),
                                2700,
                                3,
                                7));
    }

    @Test
    void is_refused_with_a_sentence() {
        refused("--directory is missing");
        refused("--directory needs a value", "--directory");
        refused("unknown option --what", "--what", "1");
        refused("LANGUAGE=DIR, got big", "--directory", "d", "--model", "big");
        refused("--port must be a number, got x", "--directory", "d", "--port", "x");
        refused("--port must be 0..65535, got 70000", "--directory", "d", "--port", "70000");
        refused("--threads must be at least 1, got 0", "--directory", "d", "--threads", "0");
    }

    private static void refused(String sentence, String... arguments) {
        assertThatThrownBy(() -> WorkerSettings.parse(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
