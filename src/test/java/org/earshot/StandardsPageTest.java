package org.earshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StandardsPageTest {

    private static final Pattern CLASS = Pattern.compile("`([a-z]+\\.[A-Z][A-Za-z0-9]+)`");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`");

    @Test
    void each_class_named_beside_a_standard_exists() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/rfc.md"));
        var names = CLASS.matcher(page).results().map(found -> found.group(1)).toList();

        assertThat(names).hasSizeGreaterThan(10);
        for (String name : names) {
            assertThatCode(() ->
                            Class.forName(
                                    "org.earshot." + name,
                                    false,
                                    StandardsPageTest.class.getClassLoader()))
                    .as(name)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void each_test_named_in_the_threat_model_exists() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/threat-model.md"));
        var names = TEST.matcher(page).results().map(found -> found.group(1)).toList();

        assertThat(names).isNotEmpty();
        for (String name : names) {
            try (var files = Files.walk(Path.of("src/test/java"))) {
                assertThat(files.anyMatch(file -> file.endsWith(name + ".java"))).as(name).isTrue();
            }
        }
    }
}
