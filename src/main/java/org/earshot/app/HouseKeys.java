package org.earshot.app;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.earshot.flows.Names;
import org.earshot.house.HookSettings;
import org.earshot.masking.Party;

/// The keys `calls.numbers`, `calls.targets` and `calls.hooks`, made into what the packages want.
final class HouseKeys {

    /// What can be dialled, as the dialplan passes it on.
    private static final Pattern DIALLED = Pattern.compile("[+*#0-9a-zA-Z]{1,32}");

    private HouseKeys() {}

    /// Keys `calls.hooks.<name>.*`.
    record Hook(String url, String secret) {

        HookSettings settings() {
            return new HookSettings(URI.create(url), secret.getBytes(StandardCharsets.UTF_8));
        }

        /// Never the secret.
        @Override
        public String toString() {
            return "Hook[" + url + "]";
        }
    }

    static Map<String, Party> targets(Settings.Calls calls) {
        var targets = new HashMap<String, Party>();
        calls.targets().forEach((name, party) -> targets.put(name, Party.parse(party)));
        return targets;
    }

    static Map<String, HookSettings> hooks(Settings.Calls calls) {
        var hooks = new HashMap<String, HookSettings>();
        calls.hooks().forEach((name, hook) -> hooks.put(name, hook.settings()));
        return hooks;
    }

    /// What flows may name. Nobody can tell the queues yet; and where no target or hook is set up
    /// at all, those that the program's own flows name are only warned of, or a fresh installation
    /// could not start. A caller then takes the step's other way.
    static Names names(Settings.Calls calls) {
        return new Names(Optional.empty(), known(calls.targets()), known(calls.hooks()));
    }

    private static Optional<Set<String>> known(Map<String, ?> settings) {
        return settings.isEmpty() ? Optional.empty() : Optional.of(settings.keySet());
    }

    static List<String> problems(Settings.Calls calls) {
        var problems = new ArrayList<String>();
        calls.numbers().keySet().stream()
                .filter(number -> !DIALLED.matcher(number).matches())
                .map(number ->
                        "calls.numbers.%s: a number is up to 32 digits, letters, +, * or #, as it is dialled"
                                .formatted(number))
                .forEach(problems::add);
        calls.targets()
                .forEach((name, party) ->
                        problem("calls.targets." + name, () -> Party.parse(party))
                                .ifPresent(problems::add));
        calls.hooks()
                .forEach((name, hook) ->
                        problem("calls.hooks." + name, hook::settings).ifPresent(problems::add));
        return problems;
    }

    private interface Making {
        Object make();
    }

    private static Optional<String> problem(String key, Making making) {
        try {
            making.make();
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(key + ": " + wrong.getMessage());
        }
    }
}
