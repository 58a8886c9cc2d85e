package org.earshot.flows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which ways lead out of a step, by its kind. Reads what is written and skips what is not: what is
/// missing or of the wrong form is the schemas' business.
final class Ways {

    /// As many as a query code has: what stands between a caller and a step behind one.
    static final int CODE_DIGITS = 16;

    /// Where digits are keyed, a person is on the way, or no time passes, the key for a person does
    /// nothing. As `Step.ownKeys` has it.
    private static final Set<String> WITHOUT_PERSON =
            Set.of(
                    "code",
                    "collect",
                    "queue",
                    "emergency",
                    "transfer",
                    "call",
                    "return",
                    "choose",
                    "hours",
                    "set");

    private final String id;
    private final String kind;
    private final JsonNode step;
    private final List<Way> ways = new ArrayList<>();

    private Ways(String id, JsonNode step) {
        this.id = id;
        this.step = step;
        kind = step.path("kind").asText();
    }

    /// @param person the flow's `person`, or a missing node
    static Written read(String id, JsonNode step, JsonNode person) {
        var ways = new Ways(id, step);
        ways.byKind();
        ways.toPerson(person);
        return new Written(id, ways.kind, step, ways.ways);
    }

    private void byKind() {
        switch (kind) {
            case "say", "report", "survey", "call" -> silent("next");
            case "menu" -> menu();
            case "listen" -> listen();
            case "collect" -> collect();
            case "code" -> code();
            case "choose" -> choose();
            case "hours" -> silent("open", "closed", "holiday");
            case "set" -> add("next", 0).ifPresent(way -> replace(way.setting(names("set"))));
            case "consent" -> consent();
            case "status", "add-note" -> inquiry();
            case "queue" -> queue();
            case "callback" -> callback();
            case "emergency", "transfer" -> silent("next", "otherwise");
            case "hook" -> hook();
            case "hangup", "return" -> {}
            default -> silent("next", "otherwise"); // an unknown kind, said already
        }
    }

    private void menu() {
        keys("keys", false);
        // a menu that knows silence comes to its `otherwise` by wrong keys only
        add("otherwise", step.has("silent") ? 1 : 0);
        silent("silent");
    }

    private void listen() {
        keys("choices", false);
        silent("otherwise");
    }

    private void collect() {
        add("next", Math.max(1, step.path("least").asInt(1)))
                .ifPresent(way -> replace(way.setting(Set.of(step.path("into").asText()))));
        silent("otherwise");
    }

    private void code() {
        add("next", CODE_DIGITS);
        silent("unconfirmed", "otherwise");
    }

    private void choose() {
        var cases = step.path("cases");
        boolean otherwiseAgreed = false;
        for (int i = 0; i < cases.size(); i++) {
            var when = cases.path(i).path("when");
            boolean agreed = Conditions.impliesConsent(when, true);
            at("/cases/" + i + "/next", cases.path(i).path("next"), 0)
                    .ifPresent(way -> replace(way.agreeing(agreed)));
            otherwiseAgreed |= Conditions.impliesConsent(when, false);
        }
        boolean agreed = otherwiseAgreed;
        add("otherwise", 0).ifPresent(way -> replace(way.agreeing(agreed)));
    }

    private void consent() {
        keys("keys", true);
        at("/otherwise/next", step.path("otherwise").path("next"), 0)
                .ifPresent(way -> replace(way.agreeing(true)));
    }

    private void inquiry() {
        int digits = step.has("enter") ? CODE_DIGITS : 0;
        add("next", digits);
        silent("otherwise");
        add("unavailable", digits);
    }

    private void queue() {
        silent("next", "otherwise");
        at("/callback/next", step.path("callback").path("next"), 1);
    }

    private void callback() {
        add("next", 1);
        silent("otherwise");
    }

    private void hook() {
        add("next", 0).ifPresent(way -> replace(way.setting(names("into"))));
        silent("otherwise");
    }

    private void toPerson(JsonNode person) {
        var key = person.path("key").asText();
        var to = person.path("next");
        boolean off = step.has("person") && !step.path("person").asBoolean(true);
        if (to.isTextual()
                && !off
                && !to.asText().equals(id)
                && !WITHOUT_PERSON.contains(kind)
                && !ownKeys().contains(key)) {
            ways.add(Way.keyed(id, to.asText(), "/person/next", 1));
        }
    }

    private Set<String> ownKeys() {
        var own = new HashSet<String>();
        own.addAll(names("keys"));
        own.addAll(names("choices"));
        var symbols = new StringBuilder(step.path("stopKeys").asText());
        symbols.append(step.path("comment").path("stopKeys").asText());
        step.path("questions").forEach(question -> symbols.append(question.path("keys").asText()));
        symbols.chars().forEach(symbol -> own.add(Character.toString(symbol)));
        return own;
    }

    private Set<String> names(String key) {
        var names = new HashSet<String>();
        step.path(key).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void keys(String group, boolean agreed) {
        for (var key : step.path(group).properties()) {
            at("/" + group + "/" + key.getKey() + "/next", key.getValue().path("next"), 1)
                    .ifPresent(way -> replace(way.agreeing(agreed)));
        }
    }

    private void silent(String... targets) {
        for (var target : targets) {
            add(target, 0);
        }
    }

    private Optional<Way> add(String target, int keys) {
        return at("/" + target, step.path(target), keys);
    }

    private Optional<Way> at(String inside, JsonNode to, int keys) {
        if (!to.isTextual()) {
            return Optional.empty();
        }
        var way = Way.keyed(id, to.asText(), "/steps/" + id + inside, keys);
        ways.add(way);
        return Optional.of(way);
    }

    private void replace(Way way) {
        ways.set(ways.size() - 1, way);
    }
}
