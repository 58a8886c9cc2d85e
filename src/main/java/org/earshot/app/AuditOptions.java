package org.earshot.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.earshot.audit.LogFolder;
import org.earshot.audit.LogReader;
import org.earshot.audit.NotALog;
import org.earshot.audit.NoteKey;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Which log, and under which key.
final class AuditOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin private Places places = new Places();

    @Mixin private JsonOption json = new JsonOption();

    @Option(
            names = "--log-key",
            paramLabel = "KEY",
            defaultValue = "",
            description = {
                "The log's verifier key (default: DATA/audit/log.vkey).",
                "Give the one you kept: whoever can change the log can change that file as well."
            })
    private String logKey = "";

    Places places() {
        return places;
    }

    JsonOption json() {
        return json;
    }

    LogFolder folder() {
        Path folder = places.data().resolve("audit");
        if (!Files.isDirectory(folder)) {
            throw usage("There is no log of acts in '" + folder + "'; name its place with --data.");
        }
        return LogFolder.in(folder);
    }

    NoteKey key() {
        Path file = places.data().resolve("audit").resolve("log.vkey");
        String text = logKey.isEmpty() ? new String(read(file), StandardCharsets.UTF_8) : logKey;
        return parse("--log-key", text);
    }

    NoteKey parse(String option, String text) {
        try {
            return NoteKey.parse(text);
        } catch (NotALog wrong) {
            throw usage("The key of " + option + " cannot be used: " + wrong.getMessage() + ".");
        }
    }

    byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw usage("'" + file + "' cannot be read; name the file or the key that you have.");
        }
    }

    LogReader reader() {
        return trusted(() -> new LogReader(folder(), key()));
    }

    /// @throws Complaint when the log is not as it was written
    static <T> T trusted(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (NotALog altered) {
            throw new Complaint("The log cannot be trusted: " + altered.getMessage() + ".");
        }
    }

    ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
