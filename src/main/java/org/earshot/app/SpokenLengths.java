package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.earshot.audio.Sound;
import org.earshot.flows.PromptLengths;

/// The lengths of the prompts that were spoken on this machine: the files
/// `<language>/<id>-<hash>.wav` that `PromptSpeaker` made.
final class SpokenLengths implements PromptLengths {

    private static final int WAV_HEADER = 44;
    private static final int BYTES_PER_SECOND = Sound.TELEPHONE_HZ * 2;

    private final Path cache;
    private final Map<Locale, Map<String, Duration>> known = new HashMap<>();

    SpokenLengths(Path cache) {
        this.cache = cache;
    }

    @Override
    public Optional<Duration> of(String prompt, Locale language) {
        return Optional.ofNullable(known.computeIfAbsent(language, this::lengths).get(prompt));
    }

    private Map<String, Duration> lengths(Locale language) {
        var lengths = new HashMap<String, Duration>();
        var folder = cache.resolve(language.toLanguageTag());
        if (!Files.isDirectory(folder)) {
            return lengths;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = String.valueOf(file.getFileName());
                if (name.matches("[a-z0-9-]+-[0-9a-f]{12}\\.wav")) {
                    long bytes = Math.max(0, Files.size(file) - WAV_HEADER);
                    // of several versions of the words the longest
                    lengths.merge(
                            name.replaceFirst("-[0-9a-f]{12}\\.wav$", ""),
                            Duration.ofMillis(bytes * 1_000 / BYTES_PER_SECOND),
                            (one, other) -> one.compareTo(other) > 0 ? one : other);
                }
            }
        } catch (IOException _) {
            return new HashMap<>(); // it is only for information
        }
        return lengths;
    }
}
