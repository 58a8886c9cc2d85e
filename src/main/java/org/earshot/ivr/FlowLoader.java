package org.earshot.ivr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/// Reads a flow and refuses one that could fail a caller. What it lets pass is proved to have: only
/// steps it knows with all they need; a start; no way that leads nowhere; no step that is never
/// reached; no circle without a caller's key; every prompt in every language.
public final class FlowLoader {

    private final PromptBook prompts;
    private final StepSchemas schemas = new StepSchemas();

    public FlowLoader(PromptBook prompts) {
        this.prompts = prompts;
    }

    /// @throws IvrRefused with all problems at once
    public Flow load(Path file) throws IvrRefused {
        var name = String.valueOf(file.getFileName());
        var bytes = bytes(file, name);
        var yaml = LocatedYaml.parse(name, text(bytes, name));
        var problems = new Problems(yaml, name);
        check(yaml, problems);
        if (!problems.isEmpty()) {
            throw new IvrRefused("the flow " + name, problems.inOrder());
        }
        return flow(name, sha256(bytes), yaml);
    }

    private void check(LocatedYaml yaml, Problems problems) {
        if (yaml.root().isMissingNode()) {
            return; // a syntax error, said already
        }
        schemas.complaintsOfFlow(yaml.root())
                .forEach(complaint -> problems.add(complaint.pointer(), complaint.sentence()));
        for (var step : yaml.root().path("steps").properties()) {
            if (step.getValue().has("kind")) {
                schemas.complaintsOfStep(step.getKey(), step.getValue())
                        .forEach(complaint ->
                                problems.add(complaint.pointer(), complaint.sentence()));
            }
        }
        new FlowChecks(yaml, prompts, problems).run();
    }

    private static Flow flow(String file, String sha256, LocatedYaml yaml) {
        var root = yaml.root();
        var languages =
                StreamSupport.stream(root.path("languages").spliterator(), false)
                        .map(tag -> Locale.forLanguageTag(tag.asText()))
                        .toList();
        var steps = new HashMap<String, Step>();
        for (var step : root.path("steps").properties()) {
            steps.put(step.getKey(), StepReader.read(step.getValue()));
        }
        var name = file.replaceFirst("\\.ya?ml$", "");
        return new Flow(name, sha256, languages, root.path("start").asText(), steps);
    }

    private static byte[] bytes(Path file, String name) throws IvrRefused {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            throw refused(name, "there is no such file; correct the name of the flow.");
        } catch (IOException e) {
            throw refused(name, "the file cannot be read: " + e.getMessage() + ".");
        }
    }

    private static String text(byte[] bytes, String name) throws IvrRefused {
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            return decoder.decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw refused(name, "the file is not UTF-8 text; save it as UTF-8.");
        }
    }

    private static IvrRefused refused(String name, String sentence) {
        return new IvrRefused("the flow " + name, List.of(new Problem(name, 0, sentence)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
