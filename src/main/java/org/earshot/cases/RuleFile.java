package org.earshot.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The screening rules as written in YAML; `screening/rules.yaml` explains each key.
record RuleFile(String version, Map<String, Language> languages, List<Rule> rules) {

    RuleFile {
        requireNonNull(version, "'version' is missing");
        requireNonNull(languages, "'languages' is missing");
        requireNonNull(rules, "'rules' is missing");
    }

    record Language(Units units, Negations negation) {

        Language {
            requireNonNull(units, "'units' is missing");
            requireNonNull(negation, "'negation' is missing");
        }
    }

    record Negations(List<String> words, List<String> except, Negation.Side side, int reach) {

        Negations {
            requireNonNull(words, "'words' of a negation is missing");
            requireNonNull(except, "'except' of a negation is missing");
            requireNonNull(side, "'side' of a negation is missing");
        }
    }

    /// @param category null: says how pressing it is, not what it is about
    record Rule(
            String id,
            @Nullable Category category,
            Priority priority,
            Map<String, List<String>> words) {

        Rule {
            requireNonNull(id, "'id' of a rule is missing");
            requireNonNull(priority, "'priority' of a rule is missing");
            requireNonNull(words, "'words' of a rule is missing");
        }
    }

    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /// @param name of the file, for the sentence about what is wrong with it
    /// @throws UnusableRules naming every problem
    static RuleFile parse(String yaml, String name) throws UnusableRules {
        try {
            var file = YAML.readValue(yaml, RuleFile.class);
            var problems = file == null ? List.of("it is empty") : file.problems();
            if (file == null || !problems.isEmpty()) {
                throw new UnusableRules(
                        name + " cannot be used: " + String.join("; ", problems), null);
            }
            return file;
        } catch (JsonProcessingException broken) {
            var where = broken.getLocation();
            String line = where == null ? "" : " (line " + where.getLineNr() + ")";
            throw new UnusableRules(
                    name + " cannot be used" + line + ": " + broken.getOriginalMessage(), broken);
        }
    }

    private List<String> problems() {
        var problems = new ArrayList<String>();
        var ids = new HashSet<String>();
        languages.forEach((tag, language) -> {
            check(tag, language.negation().words(), "negation", problems);
            check(tag, language.negation().except(), "negation", problems);
        });
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                problems.add("rule '" + rule.id() + "' is there twice");
            }
            rule.words().forEach((tag, words) -> check(tag, words, rule.id(), problems));
        }
        return problems;
    }

    private void check(String tag, List<String> words, String where, List<String> problems) {
        var language = languages.get(tag);
        if (language == null) {
            problems.add("'" + where + "' has words in '" + tag + "', which is not in languages");
            return;
        }
        for (String word : words) {
            try {
                var _ = Keyword.of(word, language.units());
            } catch (IllegalArgumentException unusable) {
                problems.add("'" + where + "': " + unusable.getMessage());
            }
        }
        if (new HashSet<>(words).size() < words.size()) {
            problems.add("'" + where + "' has a word twice in '" + tag + "'");
        }
    }
}
