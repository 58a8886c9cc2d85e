package org.earshot.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.earshot.flows.Finding;
import org.earshot.flows.FlowCheck;
import org.earshot.flows.Names;
import org.earshot.flows.PersonTime;
import org.earshot.flows.Rule;
import org.earshot.ivr.IvrFlows;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot flow check`
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Proves that no caller gets lost in a flow, or says with file, line and remedy where one could. "
                    + "All problems at once.",
            "--rules lists what is proved."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {"0:the flows can be used", "1:they would be refused"},
        footer = {
            "",
            "Examples:",
            "  ./earshot flow check",
            "  ./earshot flow check my-flows/main.yaml"
        })
final class FlowCheckCommand implements Callable<Integer> {

    private static final int REFUSED = 1;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..1",
            description =
                    "A folder of flows, or one flow with those it calls; without it the flows of the program.")
    private @Nullable Path place;

    @Mixin private Places places = new Places();

    @Option(names = "--rules", description = "List the rules, and check nothing.")
    private boolean rules;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        if (rules) {
            Stream.of(Rule.values())
                    .forEach(rule -> Output.text("%-10s %s".formatted(rule.id(), rule.proved())));
            return 0;
        }
        if (place != null && !Files.exists(place)) {
            throw new Complaint(
                    "There is no flow and no folder '"
                            + place
                            + "'; name a .yaml file or a folder of them.");
        }
        var path = place == null ? IvrFlows.shipped() : place;
        var check = FlowCheck.of(path, Names.unknown(), new SpokenLengths(places.spokenPrompts()));
        if (json) {
            Output.json(document(check));
        } else {
            print(check);
        }
        return check.passes() ? 0 : REFUSED;
    }

    private static void print(FlowCheck check) {
        check.findings().forEach(finding -> Output.text(line(finding)));
        check.times().forEach(time -> Output.text(String.valueOf(time)));
        long errors =
                check.findings().stream()
                        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                        .count();
        long warnings = check.findings().size() - errors;
        Output.text(
                check.book()
                        .map(book ->
                                "%d flows can be used; %d warnings"
                                        .formatted(book.flows().size(), warnings))
                        .orElse("refused: %d problems, %d warnings".formatted(errors, warnings)));
    }

    private static String line(Finding finding) {
        return finding.severity() == Finding.Severity.ERROR
                ? finding.toString()
                : finding.toString().replaceFirst(": ", ": warning: ");
    }

    private static Map<String, Object> document(FlowCheck check) {
        var document = new LinkedHashMap<String, Object>();
        document.put("passes", check.passes());
        document.put("findings", check.findings().stream().map(FlowCheckCommand::entry).toList());
        document.put("times", check.times().stream().map(FlowCheckCommand::entry).toList());
        document.put(
                "flows",
                check.book().map(book -> List.copyOf(book.flows().keySet())).orElse(List.of()));
        return document;
    }

    private static Map<String, Object> entry(Finding finding) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("rule", finding.rule().id());
        entry.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        entry.put("file", finding.file());
        entry.put("line", finding.line());
        entry.put("sentence", finding.sentence());
        return entry;
    }

    private static Map<String, Object> entry(PersonTime time) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("flow", time.flow());
        entry.put("to", time.person() ? "person" : "voicemail");
        entry.put("expectedSeconds", time.expected().toSeconds());
        entry.put("longestSeconds", time.longest().toSeconds());
        return entry;
    }
}
