package org.earshot.ivr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The words of every prompt in every language: `prompts/<language>/prompts.csv`.
public final class PromptBook {

    private static final List<String> HEADER =
            List.of("id", "language", "words", "spoken", "engine", "licence");

    private final Path folder;
    private final Map<Locale, Map<String, PromptWords>> words;

    private PromptBook(Path folder, Map<Locale, Map<String, PromptWords>> words) {
        this.folder = folder;
        this.words = words;
    }

    /// Reads every language in `folder` (`ivr-flows/prompts`).
    ///
    /// @throws IvrRefused with all problems at once
    public static PromptBook read(Path folder) throws IvrRefused {
        var problems = new ArrayList<Problem>();
        var words = new HashMap<Locale, Map<String, PromptWords>>();
        for (var language : languageFolders(folder)) {
            var file = language.resolve("prompts.csv");
            if (Files.exists(file)) {
                var tag = String.valueOf(language.getFileName()).replace("/", "");
                words.put(Locale.forLanguageTag(tag), readLanguage(file, tag, problems));
            }
        }
        if (words.isEmpty()) {
            problems.add(
                    new Problem("prompts", 0, "there is no <language>/prompts.csv in " + folder));
        }
        if (!problems.isEmpty()) {
            throw new IvrRefused("the prompts", problems);
        }
        return new PromptBook(folder, words);
    }

    public Set<Locale> languages() {
        return Set.copyOf(words.keySet());
    }

    public boolean has(String id, Locale language) {
        return words(id, language).isPresent();
    }

    public Optional<PromptWords> words(String id, Locale language) {
        return Optional.ofNullable(words.getOrDefault(language, Map.of()).get(id));
    }

    /// In the order of the file.
    public Collection<PromptWords> in(Locale language) {
        return words.getOrDefault(language, Map.of()).values();
    }

    Path folder() {
        return folder;
    }

    private static List<Path> languageFolders(Path folder) throws IvrRefused {
        try (var children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new IvrRefused(
                    "the prompts",
                    List.of(new Problem("prompts", 0, "cannot be listed: " + e.getMessage())));
        }
    }

    private static Map<String, PromptWords> readLanguage(
            Path file, String tag, List<Problem> problems) {
        var name = "prompts/" + tag + "/prompts.csv";
        var found = new LinkedHashMap<String, PromptWords>();
        try {
            for (var row : Csv.parse(Files.readString(file))) {
                var complaint = complaint(row, tag, found);
                if (complaint.isPresent()) {
                    problems.add(new Problem(name, row.line(), complaint.get()));
                } else if (!row.fields().equals(HEADER)) {
                    var words = words(row.fields());
                    found.put(words.id(), words);
                }
            }
        } catch (IOException e) {
            problems.add(new Problem(name, 0, "the file cannot be read: " + e.getMessage()));
        }
        return found;
    }

    private static Optional<String> complaint(
            Csv.Row row, String tag, Map<String, PromptWords> found) {
        var fields = row.fields();
        if (row.line() == 1) {
            return fields.equals(HEADER)
                    ? Optional.empty()
                    : Optional.of("the first line must be " + String.join(",", HEADER) + ".");
        }
        if (fields.size() != HEADER.size()) {
            return Optional.of(
                    "this line has %d fields, not %d; put words with a comma in double quotes."
                            .formatted(fields.size(), HEADER.size()));
        }
        for (int i = 0; i < HEADER.size(); i++) {
            if (fields.get(i).isBlank()) {
                return Optional.of("'" + HEADER.get(i) + "' is empty.");
            }
        }
        if (!fields.get(0).matches("[a-z0-9-]+")) {
            return Optional.of(
                    "the id '%s' may only have small letters, digits and '-'."
                            .formatted(fields.get(0)));
        }
        if (!fields.get(1).equals(tag)) {
            return Optional.of(
                    "the language is '%s' in the folder of '%s'.".formatted(fields.get(1), tag));
        }
        return found.containsKey(fields.get(0))
                ? Optional.of("the id '%s' is there twice.".formatted(fields.get(0)))
                : Optional.empty();
    }

    private static PromptWords words(List<String> fields) {
        return new PromptWords(
                fields.get(0),
                Locale.forLanguageTag(fields.get(1)),
                fields.get(2),
                fields.get(3),
                fields.get(4),
                fields.get(5));
    }
}
