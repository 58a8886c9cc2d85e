package org.earshot.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.earshot.flows.Walkthrough;
import org.earshot.ivr.IvrRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot flow run`
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Walks through a flow without a telephone: read what a caller hears, type what a caller"
                    + " does.",
            "Type keys, 'say' and words, 'code' for the code that was read, 'hangup', or nothing:"
                    + " then the wait runs out.",
            "A report ends with a stop key at the end of what you type, or with an empty line."
        },
        footer = {
            "",
            "Examples:",
            "  ./earshot flow run ivr-flows/main.yaml",
            "  ./earshot flow run ivr-flows/main.yaml --house 'the office is closed' --keys '1 1 1"
                    + " # c'"
        })
final class FlowRunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The flow; those beside it can be called.")
    private Path file = Path.of("");

    @Option(
            names = "--keys",
            paramLabel = "SCRIPT",
            description =
                    "What the caller does, each act when the flow asks: a key, _ nothing, c the"
                            + " code, 'words', ! hangs up.")
    private @Nullable String keys;

    @Option(
            names = "--house",
            paramLabel = "PHRASE",
            description = "How the house is, in a phrase of dialogues. Repeatable.")
    private List<String> house = List.of();

    @Override
    public Integer call() throws IvrRefused {
        var book = FlowChoice.of(file);
        var walk = new Walkthrough(book.flows(), Output::text);
        try {
            walk.run(book.flow(), house, keys == null ? keyboard() : Walkthrough.script(keys));
        } catch (IllegalArgumentException notSaid) {
            throw new Complaint("--house: " + notSaid.getMessage());
        }
        return 0;
    }

    private static Function<String, Optional<String>> keyboard() {
        var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return question -> {
            Output.ask("(" + question + ") > ");
            try {
                return Optional.ofNullable(in.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
