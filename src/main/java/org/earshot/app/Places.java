package org.earshot.app;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/// Where things lie: what must be kept, and what can be fetched again.
final class Places {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of this installation (default: ~/.local/share/earshot).")
    private Path data = home("XDG_DATA_HOME", ".local/share");

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Directory of what can be fetched again (default: ~/.cache/earshot).")
    private Path cache = home("XDG_CACHE_HOME", ".cache");

    Places() {}

    Places(Path data, Path cache) {
        this.data = data;
        this.cache = cache;
    }

    Path data() {
        return data.toAbsolutePath().normalize();
    }

    /// Asterisk, espeak-ng and SIPp.
    Path software() {
        return cache().resolve("software");
    }

    Path postgresBinaries() {
        return cache().resolve("postgres");
    }

    Path spokenPrompts() {
        return cache().resolve("prompts");
    }

    Path speechModels() {
        return cache().resolve("speech");
    }

    Path cache() {
        return cache.toAbsolutePath().normalize();
    }

    private static Path home(String variable, String otherwise) {
        Map<String, String> environment = System.getenv();
        String base = environment.getOrDefault(variable, "");
        return base.isEmpty()
                ? Path.of(
                        environment.getOrDefault("HOME", System.getProperty("user.home")),
                        otherwise,
                        "earshot")
                : Path.of(base, "earshot");
    }
}
