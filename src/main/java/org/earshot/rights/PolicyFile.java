package org.earshot.rights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `rights/policy.txt`, whose head says how it is written. A line that is not understood is
/// refused: a misspelt grant must not become a silent denial, nor the other way round.
final class PolicyFile {

    private static final Pattern ACT =
            Pattern.compile("([a-z]+\\.[a-z-]+)( \\[content])?: (\\S.*)");
    private static final String ALONE = "alone:";
    private static final Set<Relation> ANYWHERE = EnumSet.range(Relation.OWN, Relation.OTHER);

    private final Map<Right, Policy.ActLine> acts = new EnumMap<>(Right.class);
    private final Map<Cell, Grant> cells = new HashMap<>();
    private final Set<Role> alone = EnumSet.noneOf(Role.class);
    private @Nullable Right act;
    private int line;

    private PolicyFile() {}

    static Policy builtIn() {
        InputStream file = PolicyFile.class.getResourceAsStream("/rights/policy.txt");
        try (var in = Objects.requireNonNull(file, "rights/policy.txt");
                var reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return read(reader.lines().toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// @throws IllegalArgumentException naming the line that is not understood
    static Policy read(List<String> lines) {
        var file = new PolicyFile();
        lines.forEach(file::next);
        for (Right right : Right.values()) {
            if (!file.acts.containsKey(right)) {
                throw new IllegalArgumentException("the policy says nothing of " + right.id());
            }
        }
        return new Policy(file.acts, file.cells, file.alone);
    }

    private void next(String text) {
        line++;
        if (text.isBlank() || text.startsWith("#")) {
            return;
        }
        if (text.startsWith(ALONE)) {
            Arrays.stream(words(text.substring(ALONE.length())))
                    .forEach(word -> alone.add(role(word)));
        } else if (Character.isWhitespace(text.charAt(0))) {
            grant(words(text));
        } else {
            open(text);
        }
    }

    private void open(String text) {
        var parts = ACT.matcher(text);
        if (!parts.matches()) {
            throw wrong("'" + text + "' is neither an act nor a grant");
        }
        Right right =
                Right.named(parts.group(1))
                        .orElseThrow(() -> wrong("there is no act " + parts.group(1)));
        var described = new Policy.ActLine(parts.group(3), parts.group(2) != null);
        if (acts.put(right, described) != null) {
            throw wrong("the act " + right.id() + " is there twice");
        }
        act = right;
    }

    private void grant(String[] words) {
        Right right = act;
        if (right == null || words.length < 3) {
            throw wrong("a grant is ROLE WHERE ... GRANT, below an act");
        }
        Role role = role(words[0]);
        Grant grant = grant(words[words.length - 1]);
        for (String word : Arrays.asList(words).subList(1, words.length - 1)) {
            for (Relation relation : relations(word)) {
                if (cells.put(new Cell(role, right, relation), grant) != null) {
                    throw wrong(role.id() + " has two grants for " + relation);
                }
            }
        }
    }

    private Role role(String word) {
        return Role.named(word).orElseThrow(() -> wrong("there is no role " + word));
    }

    private Grant grant(String word) {
        return Arrays.stream(Grant.values())
                .filter(grant -> grant != Grant.DENIED && grant.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> wrong("'" + word + "' is no grant"));
    }

    private Set<Relation> relations(String word) {
        if (word.equals("anywhere")) {
            return ANYWHERE;
        }
        return Arrays.stream(Relation.values())
                .filter(relation -> relation.toString().equals(word))
                .findFirst()
                .map(Set::of)
                .orElseThrow(() -> wrong("'" + word + "' is no place"));
    }

    private static String[] words(String text) {
        return text.strip().toLowerCase(Locale.ROOT).split("\\s+");
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("policy.txt, line " + line + ": " + what);
    }
}
