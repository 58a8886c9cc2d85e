package org.earshot.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.LocatedYaml;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Whoever changes a shipped flow makes slips. Each slip is refused, or the flow is still right: as
/// judged by callers who go through it by chance.
@DisplayName("A slip in a shipped flow")
class FlowMutantsTest {

    private static final int MUTANTS = 150;
    private static final int CALLERS = 40;
    private static final Set<String> TARGETS =
            Set.of("next", "otherwise", "silent", "unconfirmed", "unavailable", "closed", "start");

    private final Random random = new Random(20261122);

    @Test
    void is_refused_or_leaves_a_flow_in_which_no_caller_gets_lost() throws IvrRefused {
        var shipped = FlowFolder.read(ShippedFlows.FOLDER);
        int refused = 0;
        for (int mutant = 0; mutant < MUTANTS; mutant++) {
            var names = List.copyOf(shipped.flows().keySet());
            var name = names.get(random.nextInt(names.size()));
            var slip = slip(shipped, name);
            var check = check(shipped, name, slip.text());
            if (check.passes()) {
                assertNobodyGetsLost(check.book().orElseThrow(), slip.what());
            } else {
                refused++;
            }
        }
        // many slips are harmless: another step that is as good
        assertThat(refused).isBetween(MUTANTS / 3, MUTANTS - 10);
    }

    @Test
    void is_refused_when_a_target_or_a_prompt_is_not_there() throws IvrRefused {
        var shipped = FlowFolder.read(ShippedFlows.FOLDER);
        for (var name : shipped.flows().keySet()) {
            for (int i = 0; i < 3; i++) {
                var root = document(shipped, name);
                var places = targets(root);
                var place = places.get(random.nextInt(places.size()));
                place.node().put(place.key(), "no-such-step");
                assertThat(check(shipped, name, root.toString()).passes())
                        .as("%s %s", name, place.key())
                        .isFalse();
            }
        }
    }

    private record Slip(String what, String text) {}

    private record Place(ObjectNode node, String key) {}

    private Slip slip(FlowFolder shipped, String name) {
        var root = document(shipped, name);
        var places = targets(root);
        var place = places.get(random.nextInt(places.size()));
        var steps = new ArrayList<String>();
        root.path("steps").fieldNames().forEachRemaining(steps::add);
        var before = place.node().path(place.key()).asText();
        String what;
        switch (random.nextInt(4)) {
            case 0 -> {
                place.node().remove(place.key());
                what = "dropped " + place.key() + " to " + before;
            }
            case 1 -> {
                var other = places.get(random.nextInt(places.size()));
                place.node().put(place.key(), other.node().path(other.key()).asText());
                other.node().put(other.key(), before);
                what = "swapped " + place.key() + " and " + other.key();
            }
            case 2 -> {
                var step = steps.get(random.nextInt(steps.size()));
                ((ObjectNode) root.path("steps")).remove(step);
                what = "removed " + step;
            }
            default -> {
                var step = steps.get(random.nextInt(steps.size()));
                place.node().put(place.key(), step);
                what = place.key() + " to " + step + " instead of " + before;
            }
        }
        return new Slip(name + ": " + what, root.toString());
    }

    private static ObjectNode document(FlowFolder shipped, String name) {
        var text = new String(shipped.flows().get(name), StandardCharsets.UTF_8);
        return (ObjectNode) LocatedYaml.parse(name, text).root();
    }

    private static List<Place> targets(JsonNode root) {
        var places = new ArrayList<Place>();
        collect(root, places);
        return places;
    }

    private static void collect(JsonNode node, List<Place> places) {
        for (var child : node.properties()) {
            if (TARGETS.contains(child.getKey()) && child.getValue().isTextual()) {
                places.add(new Place((ObjectNode) node, child.getKey()));
            }
            collect(child.getValue(), places);
        }
        if (node.isArray()) {
            node.forEach(child -> collect(child, places));
        }
    }

    private static FlowCheck check(FlowFolder shipped, String name, String text) {
        return FlowCheck.of(
                shipped.with(name, text.getBytes(StandardCharsets.UTF_8)),
                Names.unknown(),
                PromptLengths.unknown());
    }

    private void assertNobodyGetsLost(FlowBook book, String what) {
        for (var name : ShippedFlows.entries(book)) {
            for (int i = 0; i < CALLERS; i++) {
                assertThat(new RandomCaller(book, random, i % 2 == 0).call(name))
                        .as(what)
                        .isEmpty();
            }
        }
    }
}
