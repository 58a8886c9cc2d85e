package org.earshot.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.earshot.cases.Reading.Unit;

/// The first sorting of a report: words in, category and priority out, with the reasons. No clock,
/// no file, no database, so the same words and rules always give the same answer.
public final class ScreeningRules {

    private static final String BUILT_IN = "/screening/rules.yaml";

    /// Fewer understood words (characters, in Chinese) than this say nothing.
    private static final int FEWEST_UNITS = 3;

    private record LanguageRules(Units units, Negation negation, List<Entry> entries) {}

    private record Entry(RuleFile.Rule rule, Keyword keyword) {}

    private record Match(RuleFile.Rule rule, Reason reason) {

        Priority priority() {
            return reason.negated() ? rule.priority().lowered() : rule.priority();
        }
    }

    private final String version;
    private final Map<String, LanguageRules> languages;

    private ScreeningRules(String version, Map<String, LanguageRules> languages) {
        this.version = version;
        this.languages = Map.copyOf(languages);
    }

    /// The rules that ship with Earshot.
    public static ScreeningRules builtIn() {
        try (var in = ScreeningRules.class.getResourceAsStream(BUILT_IN)) {
            return of(Objects.requireNonNull(in, BUILT_IN).readAllBytes(), BUILT_IN);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Rules of the operator's own.
    public static ScreeningRules load(Path file) throws IOException {
        return of(Files.readAllBytes(file), file.getFileName().toString());
    }

    static ScreeningRules of(byte[] yaml, String name) throws UnusableRules {
        var file = RuleFile.parse(new String(yaml, StandardCharsets.UTF_8), name);
        var languages = new HashMap<String, LanguageRules>();
        file.languages().forEach((tag, language) -> languages.put(tag, rules(file, tag, language)));
        return new ScreeningRules(file.version() + "-" + fingerprint(yaml), languages);
    }

    /// The version the file states and the beginning of its SHA-256, so that an edit without a new
    /// version shows.
    public String version() {
        return version;
    }

    /// @param language of the report; when the rules do not know it, all their languages are tried
    public Screening screen(String text, Locale language) {
        var spoken = languages.get(language.getLanguage());
        var tried = spoken == null ? languages.values() : List.of(spoken);
        var matches = new LinkedHashSet<Match>();
        int understood = 0;
        for (var rules : tried) {
            var units = Reading.of(text, rules.units());
            matches.addAll(find(rules, units));
            int words = (int) units.stream().filter(unit -> !Reading.isBreak(unit)).count();
            understood = Math.max(understood, words);
        }
        var reasons = matches.stream().map(Match::reason).toList();
        return new Screening(category(matches, understood), priority(matches), reasons, version);
    }

    private static Set<Match> find(LanguageRules rules, List<Unit> units) {
        var found = new LinkedHashSet<Match>();
        for (int i = 0; i < units.size(); i++) {
            for (var entry : rules.entries()) {
                var keyword = entry.keyword();
                if (keyword.matches(units, i)) {
                    boolean negated = rules.negation().negates(units, i, i + keyword.length());
                    var reason = new Reason(entry.rule().id(), keyword.written(), negated);
                    found.add(new Match(entry.rule(), reason));
                }
            }
        }
        return found;
    }

    /// The category with the most pressing match; of several, the one with most matches; of those,
    /// the most harmful.
    private static Category category(Set<Match> matches, int understood) {
        var categories = new ArrayList<Category>();
        matches.forEach(match -> {
            var category = match.rule().category();
            if (category != null) {
                categories.add(category);
            }
        });
        if (categories.isEmpty()) {
            boolean clear = !matches.isEmpty() || understood >= FEWEST_UNITS;
            return clear ? Category.OTHER : Category.UNCLEAR;
        }
        return categories.stream()
                .distinct()
                .min(
                        Comparator.comparing((Category category) -> priorityOf(category, matches))
                                .thenComparingInt(
                                        category -> -Collections.frequency(categories, category))
                                .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static Priority priorityOf(Category category, Set<Match> matches) {
        return matches.stream()
                .filter(match -> match.rule().category() == category)
                .map(Match::priority)
                .min(Comparator.naturalOrder())
                .orElse(Priority.NORMAL);
    }

    private static Priority priority(Set<Match> matches) {
        return matches.stream()
                .map(Match::priority)
                .min(Comparator.naturalOrder())
                .orElse(Priority.NORMAL);
    }

    private static LanguageRules rules(RuleFile file, String tag, RuleFile.Language language) {
        var units = language.units();
        var entries = new ArrayList<Entry>();
        for (var rule : file.rules()) {
            for (String word : rule.words().getOrDefault(tag, List.of())) {
                entries.add(new Entry(rule, Keyword.of(word, units)));
            }
        }
        return new LanguageRules(units, negation(language), List.copyOf(entries));
    }

    private static Negation negation(RuleFile.Language language) {
        var written = language.negation();
        return new Negation(
                keywords(written.words(), language.units()),
                keywords(written.except(), language.units()),
                written.side(),
                written.reach());
    }

    private static List<Keyword> keywords(List<String> written, Units units) {
        return written.stream().map(word -> Keyword.of(word, units)).toList();
    }

    private static String fingerprint(byte[] yaml) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(yaml);
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has SHA-256
        }
    }
}
