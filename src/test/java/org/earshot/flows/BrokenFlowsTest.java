package org.earshot.flows;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `src/test/resources/flows/broken`: each file says in its first line which rules are broken on
/// which lines, and in its second why. No others may be.
@DisplayName("A broken flow")
class BrokenFlowsTest {

    private static final Path FOLDER = Path.of("src/test/resources/flows/broken");
    private static final String EXPECT = "# expect: ";
    private static final Names NAMES =
            new Names(
                    Optional.of(Set.of("agents")),
                    Optional.of(Set.of("police")),
                    Optional.of(Set.of("verify")));

    static List<String> files() throws IOException {
        try (var children = Files.list(FOLDER)) {
            return children.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yaml") && !name.startsWith("sub-"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void is_refused_by_its_rule_on_its_line_and_by_no_other(String file) throws IOException {
        var check = FlowCheck.of(FOLDER.resolve(file), NAMES, PromptLengths.unknown());

        var found = new TreeSet<String>();
        for (var finding : check.findings()) {
            var place = finding.file().equals(file) ? "" : finding.file() + ":";
            found.add(finding.rule().id() + " " + place + finding.line());
        }
        assertThat(found).as("%s", check.findings()).isEqualTo(expected(file));
        assertThat(check.passes()).isFalse();
        assertThat(check.findings())
                .allSatisfy(finding -> assertThat(finding.sentence()).endsWith("."));
    }

    @Test
    void is_here_at_least_twice_for_each_rule() throws IOException {
        var rules =
                files().stream()
                        .collect(
                                groupingBy(
                                        name -> name.replaceFirst("-[0-9]+\\.yaml$", ""),
                                        counting()));

        assertThat(rules.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Rule.values()).map(Rule::id).toList());
        assertThat(rules.values()).allSatisfy(times -> assertThat(times).isGreaterThanOrEqualTo(2));
        for (var file : files()) {
            assertThat(expected(file))
                    .anySatisfy(one -> assertThat(file).startsWith(one.split(" ")[0] + "-"));
        }
    }

    /// A flow that only others call is no worse for being looked at alone, where it needs no
    /// consent of the one that calls it.
    @Test
    void is_not_one_of_those_it_calls() {
        for (var name : List.of("sub-returns", "sub-ends", "sub-english", "sub-key")) {
            var check =
                    FlowCheck.of(FOLDER.resolve(name + ".yaml"), NAMES, PromptLengths.unknown());

            assertThat(check.findings())
                    .filteredOn(finding -> finding.rule() != Rule.PERSON)
                    .as(name)
                    .isEmpty();
        }
    }

    private static Set<String> expected(String file) throws IOException {
        var text = Files.readString(FOLDER.resolve(file), StandardCharsets.ISO_8859_1);
        var first = text.lines().findFirst().orElse("");
        assertThat(first).startsWith(EXPECT);
        return new TreeSet<>(Arrays.asList(first.substring(EXPECT.length()).split(", ")));
    }
}
