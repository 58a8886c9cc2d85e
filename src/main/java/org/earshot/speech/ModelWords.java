package org.earshot.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The words a model knows, `graph/words.txt`, looked at only for what it is asked to listen for.
/// Vosk itself says on its own standard error what it does not know, and goes on.
final class ModelWords {

    private static final Logger LOG = LoggerFactory.getLogger(ModelWords.class);

    private final String model;
    private final Path list;
    private final Set<String> looked = new HashSet<>(); // guarded by this

    ModelWords(String model, Path directory) {
        this.model = model;
        this.list = directory.resolve("graph").resolve("words.txt");
    }

    /// Says once which words cannot be recognised.
    synchronized void tellUnknown(List<String> phrases) {
        var words =
                phrases.stream()
                        .flatMap(phrase -> Stream.of(phrase.split(" ", -1)))
                        .filter(word -> !word.startsWith("["))
                        .filter(looked::add)
                        .collect(Collectors.toCollection(HashSet::new));
        if (!words.isEmpty() && Files.exists(list)) {
            words.removeAll(known(words));
            words.forEach(word ->
                    LOG.warn(
                            "The speech model {} does not know the word '{}', which a flow listens"
                                    + " for: callers answer by key instead",
                            model,
                            word));
        }
    }

    private Set<String> known(Collection<String> words) {
        try (var lines = Files.lines(list)) {
            return lines.map(line -> line.substring(0, Math.max(0, line.indexOf(' '))))
                    .filter(words::contains)
                    .collect(Collectors.toSet());
        } catch (IOException | RuntimeException unreadable) {
            return Set.copyOf(words);
        }
    }
}
