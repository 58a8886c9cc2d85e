package org.earshot.flows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.earshot.ivr.IvrRefused;

/// A folder of flows as a test writes them, with prompts whose words are their ids.
final class SmallFlows {

    private final Path folder;

    SmallFlows(Path folder) {
        this.folder = folder;
    }

    /// @param ids of prompts, each in English and Chinese
    SmallFlows prompts(String... ids) throws IOException {
        for (var language : new String[] {"en", "zh"}) {
            var rows = new StringBuilder("id,language,words,spoken,engine,licence\n");
            for (var id : ids) {
                rows.append("%s,%s,%s %s words,x,x,x\n".formatted(id, language, language, id));
            }
            var file = folder.resolve("prompts").resolve(language).resolve("prompts.csv");
            Files.createDirectories(folder.resolve("prompts").resolve(language));
            Files.writeString(file, rows);
        }
        return this;
    }

    SmallFlows file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return this;
    }

    FlowBook book() throws IvrRefused {
        return FlowBook.read(folder);
    }

    Path file(String name) {
        return folder.resolve(name);
    }
}
