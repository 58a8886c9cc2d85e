package org.earshot.ivr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The flows and prompts of this source tree, as tests need them: words, but no sound.
final class ShippedFlow {

    static final Path FOLDER = Path.of("ivr-flows");

    /// A small flow of our own, so that these tests need not follow what operators hear.
    static final Path SHORT = Path.of("src/test/resources/flows/short/main.yaml");

    private ShippedFlow() {}

    static PromptBook words() throws IvrRefused {
        return PromptBook.read(FOLDER.resolve("prompts"));
    }

    static Flow main() throws IvrRefused {
        try {
            var yaml = LocatedYaml.parse("main.yaml", Files.readString(SHORT));
            return FlowReader.read("main", "sha-of-main", yaml.root());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static Prompts prompts() throws IvrRefused {
        var words = words();
        var files = new HashMap<Locale, Map<String, Path>>();
        for (var language : words.languages()) {
            var ids = new HashMap<String, Path>();
            ids.put(Prompts.PAUSE, Path.of("pause.wav"));
            words.in(language).forEach(row -> ids.put(row.id(), Path.of(row.id() + ".wav")));
            files.put(language, ids);
        }
        return new Prompts(files);
    }
}
