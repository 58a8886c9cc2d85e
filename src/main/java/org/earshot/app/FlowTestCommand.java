package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.earshot.flows.Coverage;
import org.earshot.flows.Dialogue;
import org.earshot.flows.DialogueBook;
import org.earshot.flows.DialogueResult;
import org.earshot.flows.DialogueRunner;
import org.earshot.ivr.IvrRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot flow test`
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description =
                "Lives through dialogues in a moment, without a telephone, and tells how much of"
                        + " the flows they cover.",
        footer = {
            "",
            "Examples:",
            "  ./earshot flow test ivr-flows",
            "  ./earshot flow test ivr-flows/main.dialogues --json",
            "  ./earshot flow test --live",
            "  ./earshot flow test ivr-flows/status.dialogues --live --adapter agi"
        })
final class FlowTestCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description =
                    "Dialogues, or a folder of flows (default: those shipped). Flows and prompts"
                            + " are those beside the first.")
    private List<Path> files = List.of();

    @Mixin private Places places = new Places();
    @Mixin private SiteOptions options = new SiteOptions();

    @Option(
            names = "--live",
            description =
                    "Also live through those marked (live) on a real line: Asterisk, core and"
                            + " simulated callers, on a fresh installation. Over both adapters,"
                            + " and what comes of it must be the same, unless --adapter names one.")
    private boolean live;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IvrRefused, IOException, InterruptedException {
        var book = FlowChoice.of(place());
        var dialogues = dialogues(book);
        if (dialogues.isEmpty()) {
            throw new Complaint("There are no dialogues in " + book.folder() + ".");
        }
        Set<String> named = new LinkedHashSet<>();
        dialogues.forEach(dialogue -> named.add(dialogue.flow()));
        var flows = named.stream().flatMap(name -> book.flows().named(name).stream()).toList();
        var coverage = new Coverage(files.isEmpty() ? book.flows().flows().values() : flows);
        var runner = new DialogueRunner(book.flows(), coverage);
        long began = System.nanoTime();
        var scripted = dialogues.stream().map(runner::run).toList();
        long millis = (System.nanoTime() - began) / 1_000_000;
        var lived = live ? live(scripted) : List.<LiveRehearsal.Lived>of();
        var report = FlowTestReport.of(scripted, lived, millis, coverage.shares());
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        print(report, scripted, lived, seconds);
        return report.isGood() ? 0 : 1;
    }

    /// Dials the flows as they are shipped.
    private List<LiveRehearsal.Lived> live(List<DialogueResult> scripted)
            throws IOException, InterruptedException, IvrRefused {
        var shipped = FlowChoice.of(null).flows();
        Map<Dialogue, Duration> lengths = new HashMap<>();
        for (var result : scripted) {
            var dialogue = result.dialogue();
            if (dialogue.live() && shipped.named(dialogue.flow()).isPresent()) {
                lengths.put(dialogue, result.length());
            }
        }
        if (lengths.isEmpty()) {
            throw new Complaint(
                    "None of these dialogues is marked (live), of a flow that is shipped.");
        }
        return LiveRehearsal.run(
                List.copyOf(lengths.keySet()),
                options.named().map(List::of).orElse(List.of("ari", "agi")),
                dialogue -> lengths.getOrDefault(dialogue, Duration.ZERO),
                places,
                options);
    }

    /// Several dialogues may be of several flows: those in the folder of the first.
    private @Nullable Path place() {
        return switch (files.size()) {
            case 0 -> null;
            case 1 -> files.getFirst();
            default -> files.getFirst().toAbsolutePath().getParent();
        };
    }

    private List<Dialogue> dialogues(FlowChoice book) throws IvrRefused {
        if (files.isEmpty()) {
            return DialogueBook.read(book.folder());
        }
        var dialogues = new ArrayList<Dialogue>();
        for (var file : files) {
            if (Files.isDirectory(file)) {
                dialogues.addAll(DialogueBook.read(file));
            } else {
                dialogues.addAll(Dialogue.read(dialoguesOf(file)));
            }
        }
        return dialogues;
    }

    /// A flow stands for its dialogues.
    private static Path dialoguesOf(Path file) {
        return file.resolveSibling(
                String.valueOf(file.getFileName()).replaceFirst("\\.yaml$", ".dialogues"));
    }

    private void print(
            FlowTestReport report,
            List<DialogueResult> scripted,
            List<LiveRehearsal.Lived> lived,
            long seconds) {
        if (json) {
            Output.json(report);
            return;
        }
        scripted.stream()
                .filter(result -> !result.passed())
                .forEach(result -> Output.text(result.complaint()));
        lived.stream()
                .filter(one -> !one.passed())
                .forEach(one ->
                        Output.text(
                                "over " + one.turn().adapter() + ": " + one.result().complaint()));
        if (lived.isEmpty()) {
            report.covered().forEach(share -> Output.text(share.onTerminal()));
        } else {
            FlowTestTable.of(report).forEach(Output::text);
        }
        report.differences()
                .forEach(difference ->
                        Output.text(
                                "%s:%d: %s: not the same over each adapter: %s"
                                        .formatted(
                                                difference.file(),
                                                difference.line(),
                                                difference.title(),
                                                difference.outcomes())));
        Output.text(
                "%d of %d dialogues went as written (%d ms)."
                        .formatted(report.passed(), report.dialogues(), report.millis()));
        if (!lived.isEmpty()) {
            Output.text(sentence(report, seconds));
        }
    }

    private static String sentence(FlowTestReport report, long seconds) {
        int calls = report.live().values().stream().mapToInt(FlowTestReport.Live::dialogues).sum();
        int passed = report.live().values().stream().mapToInt(FlowTestReport.Live::passed).sum();
        int again = report.live().values().stream().mapToInt(FlowTestReport.Live::again).sum();
        return "Live, %d of %d calls went as written (%d were made twice), over %s, in %s, %d at once%s."
                .formatted(
                        passed,
                        calls,
                        again,
                        String.join(" and ", report.live().keySet()),
                        FlowTestTable.clock(seconds),
                        LiveRehearsal.AT_ONCE,
                        report.live().size() < 2
                                ? ""
                                : report.differences().isEmpty()
                                        ? "; the outcomes are the same"
                                        : "; the outcomes differ");
    }
}
