package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.earshot.flows.Coverage;
import org.earshot.flows.Dialogue;
import org.earshot.flows.DialogueBook;
import org.earshot.flows.DialogueResult;
import org.earshot.flows.DialogueRunner;
import org.earshot.ivr.IvrFlows;
import org.earshot.ivr.IvrRefused;
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
            "  ./earshot flow test --live --adapter agi"
        })
final class FlowTestCommand implements Callable<Integer> {

    private static final String DIALLED = "main";

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
                    "Live through those marked (live) on a real line: Asterisk, core and a"
                            + " simulated caller, on a fresh installation.")
    private boolean live;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /// The document of `--json`.
    private record Report(
            int dialogues,
            int passed,
            long millis,
            List<Row> failed,
            List<Coverage.OfFlow> covered) {}

    /// A dialogue that did not pass.
    private record Row(
            String file,
            int line,
            String title,
            String failure,
            List<String> expected,
            List<String> outcome,
            List<String> unmet,
            List<String> heard) {

        static Row of(DialogueResult result) {
            var dialogue = result.dialogue();
            return new Row(
                    dialogue.file(),
                    dialogue.line(),
                    dialogue.title(),
                    result.failure(),
                    dialogue.outcome(),
                    result.outcome(),
                    result.unmet(),
                    result.heard());
        }
    }

    @Override
    public Integer call() throws IvrRefused, IOException, InterruptedException {
        return live ? live() : scripted();
    }

    /// The flow of the hotline's number, as it is shipped: only that one can be dialled.
    private int live() throws IvrRefused, IOException, InterruptedException {
        if (!files.isEmpty()) {
            throw new Complaint("--live dials the flows that are shipped; leave out the files.");
        }
        var dialogues =
                DialogueBook.read(IvrFlows.shipped()).stream()
                        .filter(dialogue -> dialogue.live() && dialogue.flow().equals(DIALLED))
                        .toList();
        var results = LiveRehearsal.run(dialogues, places, options);
        var failed = results.stream().filter(result -> !LiveDialogues.passed(result)).toList();
        print(results.size(), failed, 0, List.of());
        return failed.isEmpty() ? 0 : 1;
    }

    private int scripted() throws IvrRefused {
        var book = FlowChoice.of(files.isEmpty() ? null : files.getFirst());
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
        var results = dialogues.stream().map(runner::run).toList();
        long millis = (System.nanoTime() - began) / 1_000_000;
        var failed = results.stream().filter(result -> !result.passed()).toList();
        print(results.size(), failed, millis, coverage.shares());
        return failed.isEmpty() ? 0 : 1;
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
            int all, List<DialogueResult> failed, long millis, List<Coverage.OfFlow> covered) {
        int passed = all - failed.size();
        if (json) {
            Output.json(
                    new Report(
                            all, passed, millis, failed.stream().map(Row::of).toList(), covered));
            return;
        }
        failed.forEach(result -> Output.text(result.complaint()));
        covered.forEach(share -> Output.text(share.onTerminal()));
        Output.text("%d of %d dialogues went as written (%d ms).".formatted(passed, all, millis));
    }
}
