package org.earshot.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.earshot.cases.CaseDesk;
import org.earshot.cases.CaseView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot case`
@Command(
        name = "case",
        mixinStandardHelpOptions = true,
        description = "Looks at cases.",
        subcommands = {CaseCommand.ListCases.class, CaseCommand.Show.class})
final class CaseCommand {

    /// `earshot case list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "The newest cases first.",
            footer = {"", "Example:", "  ./earshot case list --limit 20"})
    static final class ListCases implements Callable<Integer> {

        @Mixin private Places places = new Places();

        @Mixin private JsonOption json = new JsonOption();

        @Option(
                names = "--limit",
                defaultValue = "50",
                description = "How many (default: ${DEFAULT-VALUE}).")
        private int limit = 50;

        @Override
        public Integer call() {
            try (var archive = Archive.open(places)) {
                List<CaseView> cases = archive.cases().list(limit);
                if (json.wanted()) {
                    Output.json(cases.stream().map(Row::of).toList());
                } else if (cases.isEmpty()) {
                    Output.text("No case yet. './earshot demo' makes one.");
                } else {
                    cases.forEach(view -> Output.text(Row.of(view).onTerminal()));
                }
            }
            return 0;
        }
    }

    /// `earshot case show`
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "One case with its call, recording and transcript.",
            footer = {
                "",
                "Example:",
                "  ./earshot case show NUMBER --purpose 'asked by the caller'"
            })
    static final class Show implements Callable<Integer> {

        @Mixin private Places places = new Places();

        @Mixin private JsonOption json = new JsonOption();

        @Mixin private Purpose purpose = new Purpose();

        @Parameters(paramLabel = "NUMBER", description = "The case's tracking number.")
        private String number = "";

        @Override
        public Integer call() {
            try (var archive = Archive.open(places)) {
                var file = archive.find(number);
                var _ = archive.cases().noteLook(file.view(), Purpose.CONSOLE, purpose.inWords());
                var report = CaseReport.of(archive, file);
                if (json.wanted()) {
                    Output.json(report);
                } else {
                    Output.text(report.onTerminal());
                }
            }
            return 0;
        }
    }

    /// A line of the list.
    private record Row(
            String trackingNumber,
            String state,
            String category,
            String priority,
            String language,
            String openedAt) {

        static Row of(CaseView view) {
            return new Row(
                    view.trackingNumber(),
                    view.state().name(),
                    view.category() == null ? "-" : view.category().name(),
                    view.priority() == null ? "-" : view.priority().name(),
                    view.language().toLanguageTag(),
                    view.openedAt().toString());
        }

        String onTerminal() {
            return "%-16s %-10s %-14s %-10s %-3s %s"
                    .formatted(trackingNumber, state, category, priority, language, openedAt);
        }
    }

    /// @throws Complaint when it is no tracking number
    static void requireTrackingNumber(String number) {
        if (!CaseDesk.isTrackingNumber(number)) {
            throw new Complaint(
                    "'" + number + "' is no tracking number; './earshot case list' shows them.");
        }
    }
}
