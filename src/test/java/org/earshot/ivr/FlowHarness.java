package org.earshot.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.earshot.telephony.Hangup;

/// One caller, one house, and a flow written in the test. The flow is read as any other, but only
/// its schemas are checked: a test may show a flow that nobody would publish. Every prompt exists.
final class FlowHarness {

    private static final StepSchemas SCHEMAS = new StepSchemas();
    private static final Prompts PROMPTS = new AnyPrompts().prompts();

    final ScriptedLine caller = new ScriptedLine();
    final RecordingHouse house = new RecordingHouse(caller);
    private final Map<String, Flow> flows = new LinkedHashMap<>();

    FlowHarness flow(String name, String head, String steps) {
        return flow(read(name, head, steps));
    }

    FlowHarness flow(Flow flow) {
        flows.put(flow.name(), flow);
        return this;
    }

    /// @param steps the lines below `steps:`
    static Flow read(String name, String head, String steps) {
        var text = "languages: [en, zh]\n" + head + "steps:\n" + steps.indent(2);
        var yaml = LocatedYaml.parse(name, text);
        assertThat(yaml.problems()).isEmpty();
        assertThat(SCHEMAS.complaintsOfFlow(yaml.root())).isEmpty();
        var read = new LinkedHashMap<String, Step>();
        for (var step : yaml.root().path("steps").properties()) {
            assertThat(SCHEMAS.complaintsOfStep(step.getKey(), step.getValue())).isEmpty();
            read.put(step.getKey(), StepReader.read(step.getValue()));
        }
        var languages =
                StreamSupport.stream(yaml.root().path("languages").spliterator(), false)
                        .map(tag -> Locale.forLanguageTag(tag.asText()))
                        .toList();
        var start = yaml.root().path("start").asText();
        var options = StepReader.options(yaml.root());
        return new Flow(name, "sha-of-" + name, languages, start, read, options);
    }

    FlowHarness flow(String steps) {
        return flow("test", "start: start\n", steps);
    }

    /// @return who ended the call
    Hangup.By run() {
        return live(() -> runner().run(flowNamed("test")));
    }

    Hangup.By resume(FlowState state) {
        return live(() -> runner().resume(state, flowNamed(state.flow())));
    }

    FlowRunner runner() {
        return new FlowRunner(
                caller, PROMPTS, house.ports(), Flows.of(flows.values().toArray(Flow[]::new)));
    }

    Flow flowNamed(String name) {
        return Optional.ofNullable(flows.get(name)).orElseThrow();
    }

    /// What was heard, without the language when it is English.
    List<String> heard() {
        return caller.heard().stream().map(what -> what.replaceFirst("^en/", "")).toList();
    }

    private interface Life {
        void run() throws Hangup;
    }

    /// As [#run], for a caller who need not come to everything.
    Hangup.By endOf() {
        return end(() -> runner().run(flowNamed("test")));
    }

    private Hangup.By live(Life life) {
        var by = end(life);
        assertThat(caller.unmet()).as("what the caller never came to").isEmpty();
        return by;
    }

    private static Hangup.By end(Life life) {
        try {
            life.run();
            return Hangup.By.FLOW;
        } catch (Hangup hangup) {
            return hangup.by();
        }
    }

    /// Prompts `a` to `z`, and all that steps imply.
    private static final class AnyPrompts {

        private static final List<String> NAMED =
                List.of("a", "b", "c", "d", "e", "invalid", "silence", "wrong", "pause");

        Prompts prompts() {
            var ids = new HashMap<String, Path>();
            NAMED.forEach(id -> ids.put(id, Path.of(id + ".wav")));
            for (var kind : StepSchemas.kindsOfStep()) {
                ImpliedPrompts.of(kind).forEach(id -> ids.put(id, Path.of(id + ".wav")));
            }
            var slow = new HashMap<String, Path>();
            ids.forEach((id, _) -> slow.put(id, Path.of(id + "-slow.wav")));
            return new Prompts(
                    Map.of(Locale.ENGLISH, ids, Locale.CHINESE, ids),
                    Map.of(Locale.ENGLISH, slow, Locale.CHINESE, slow));
        }
    }
}
