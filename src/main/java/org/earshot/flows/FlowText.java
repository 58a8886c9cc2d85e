package org.earshot.flows;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.earshot.flows.Finding.Severity;
import org.earshot.ivr.Flow;
import org.earshot.ivr.FlowReader;
import org.earshot.ivr.LocatedYaml;
import org.earshot.ivr.StepSchemas;

/// The file of one flow: [Rule#YAML] and [Rule#SCHEMA].
///
/// @param sha256 of the file, in hex
record FlowText(String name, String sha256, Outline outline) {

    /// @param findings where what is wrong with the text goes
    static FlowText parse(String name, byte[] bytes, StepSchemas schemas, Findings findings) {
        var file = name + ".yaml";
        var yaml = LocatedYaml.parse(file, text(bytes, file, findings));
        yaml.problems()
                .forEach(problem ->
                        findings.add(
                                new Finding(
                                        Rule.YAML,
                                        Severity.ERROR,
                                        file,
                                        problem.line(),
                                        problem.sentence())));
        var outline = Outline.of(name, file, yaml);
        if (!yaml.root().isMissingNode()) {
            complain(outline, schemas, findings);
        }
        return new FlowText(name, sha256(bytes), outline);
    }

    /// Only of a text without a finding.
    Flow flow() {
        return FlowReader.read(name, sha256, outline.root());
    }

    private static void complain(Outline flow, StepSchemas schemas, Findings findings) {
        for (var complaint : schemas.complaintsOfFlow(flow.root())) {
            findings.error(Rule.SCHEMA, flow, complaint.pointer(), complaint.sentence());
        }
        for (var step : flow.steps().values()) {
            if (step.node().has("kind")) {
                for (var complaint : schemas.complaintsOfStep(step.id(), step.node())) {
                    findings.error(Rule.SCHEMA, flow, complaint.pointer(), complaint.sentence());
                }
            }
        }
    }

    private static String text(byte[] bytes, String file, Findings findings) {
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            return decoder.decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            findings.add(
                    new Finding(
                            Rule.YAML,
                            Severity.ERROR,
                            file,
                            0,
                            "the file is not UTF-8 text; save it as UTF-8."));
            return "{}";
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
