package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.earshot.flows.FlowPicture;
import org.earshot.ivr.IvrRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot flow draw`
@Command(
        name = "draw",
        mixinStandardHelpOptions = true,
        description = "Draws a flow, as SVG or as a Mermaid flowchart.",
        footer = {"", "Example:", "  ./earshot flow draw ivr-flows/main.yaml -o main.svg"})
final class FlowDrawCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The flow.")
    private Path file = Path.of("");

    @ArgGroup private Form form = new Form();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to (default: here).")
    private @Nullable Path output;

    /// What is drawn.
    static final class Form {

        @Option(names = "--svg", description = "A picture (the default).")
        private boolean svg;

        @Option(names = "--mermaid", description = "A flowchart that READMEs and wikis draw.")
        private boolean mermaid;
    }

    @Override
    public Integer call() throws IvrRefused, IOException {
        var book = FlowChoice.of(file);
        var words = book.flows().prompts();
        var picture =
                form.mermaid && !form.svg
                        ? FlowPicture.mermaid(book.flow(), words)
                        : FlowPicture.svg(book.flow(), words);
        if (output == null) {
            Output.text(picture.strip());
        } else {
            Files.writeString(output, picture);
        }
        return 0;
    }
}
