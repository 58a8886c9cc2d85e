package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.caller.Answerer;
import org.earshot.flows.LiveHouse;
import org.earshot.ivr.Espeak;
import org.earshot.ivr.Outbound.Outcome;
import org.earshot.shield.EpochKeystore;
import org.earshot.shield.KeySettings;
import org.earshot.shield.Recognition;
import org.earshot.shield.ShieldIdentities;
import org.earshot.telephony.PhoneNumber;

/// A fresh installation for live dialogues, beside any other: each dialogue has a number of ours
/// that answers with its flow, and telephones that are called do what the dialogue says of them.
final class LiveSite implements AutoCloseable {

    /// Who can be rung: those whom the shipped flows name. Numbers reserved for fiction.
    private static final Map<String, String> TARGETS =
            Map.of("emergency", "+12025550150", "duty", "+12025550151");

    /// The shield lets one number be called 10 times an hour, against fraud.
    private static final String RINGS_OFTEN = "{\"dial\": {\"per-number-and-hour\": 1000}}\n";

    private final Path folder;
    private final Answerer answerer;
    private final CallWatch watch = new CallWatch();
    private final RunningSite site;
    private final Archive archive;
    private final LiveOffice office;
    private final LiveDialogues dialogues;

    private LiveSite(Path folder, Answerer answerer, Places places, SiteOptions options)
            throws IOException {
        this.folder = folder;
        this.answerer = answerer;
        Settings settings = Settings.read(places.data());
        Software software = Software.prepare(places, settings, Output::aside);
        var clock = InstantSource.system();
        site =
                RunningSite.start(
                        places,
                        options,
                        software,
                        line -> LiveLine.parse(line).ifPresent(watch::on));
        archive = Archive.open(places);
        office =
                new LiveOffice(
                        FlowShelves.of(
                                archive.database(),
                                settings.calls(),
                                folder.resolve("scratch"),
                                clock),
                        site.httpPort(),
                        clock);
        dialogues =
                new LiveDialogues(
                        site.sip(),
                        software.flows(),
                        watch,
                        new LiveVoice(new Espeak(software.asterisk().espeak()), folder),
                        new LiveCases(archive, settings.cases().codeDigits()));
    }

    /// @param turns all that will be dialled
    /// @param atOnce calls
    static LiveSite start(List<LiveTurn> turns, int atOnce, Places cache, SiteOptions options)
            throws IOException {
        Path folder = Files.createTempDirectory("earshot-flows");
        var answerer = new Answerer(habit(turns));
        try {
            var places = new Places(folder, cache.cache());
            Files.createDirectories(folder.resolve("shield"));
            Files.writeString(folder.resolve("shield").resolve("shield.json"), RINGS_OFTEN);
            Files.writeString(
                    folder.resolve("earshot.yaml"),
                    settings(turns, atOnce, answerer.address().getPort(), tokens(places)));
            return new LiveSite(folder, answerer, places, options);
        } catch (IOException | RuntimeException failure) {
            answerer.close();
            Scrap.delete(folder);
            throw failure;
        }
    }

    LiveDialogues dialogues() {
        return dialogues;
    }

    LiveOffice office() {
        return office;
    }

    /// Who is called sees the number that was dialled, and so knows the dialogue.
    private static Answerer.Habit habit(List<LiveTurn> turns) {
        var houses = new HashMap<String, LiveHouse>();
        turns.forEach(turn -> {
            houses.put(turn.number(), turn.dialogue().house());
            houses.put(turn.secondTime().number(), turn.dialogue().house());
        });
        return (dialled, shown) ->
                Optional.ofNullable(houses.get(shown))
                        .map(house -> house.targets().getOrDefault(target(dialled), Outcome.TALKED))
                        .map(LiveSite::manner)
                        .orElse(Answerer.Manner.IS_AWAY);
    }

    private static String target(String number) {
        return TARGETS.entrySet().stream()
                .filter(target -> target.getValue().equals(number))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private static Answerer.Manner manner(Outcome outcome) {
        return switch (outcome) {
            case TALKED -> Answerer.Manner.ANSWERS;
            case BUSY -> Answerer.Manner.IS_BUSY;
            case NO_ANSWER -> Answerer.Manner.LETS_IT_RING;
            case UNAVAILABLE -> Answerer.Manner.IS_AWAY;
        };
    }

    /// The shield finds its keys made, and opens with them what was sealed here.
    private static Map<String, String> tokens(Places places) {
        var keys =
                EpochKeystore.open(
                        KeySettings.in(places.data(), Optional.empty()), InstantSource.system());
        var identities = new ShieldIdentities(keys, Recognition.NOBODY);
        var tokens = new LinkedHashMap<String, String>();
        TARGETS.forEach((name, number) ->
                tokens.put(name, identities.inward(new PhoneNumber(number)).value()));
        return tokens;
    }

    private static String settings(
            List<LiveTurn> turns, int atOnce, int carrier, Map<String, String> targets) {
        var yaml = new StringBuilder("site:\n  carrier: \"udp:127.0.0.1:" + carrier + "\"\n");
        yaml.append("calls:\n  max-calls: ").append(2 * atOnce).append("\n  numbers:\n");
        for (var turn : turns) {
            String flow = turn.dialogue().flow();
            yaml.append("    \"%s\": %s\n".formatted(turn.number(), flow));
            yaml.append("    \"%s\": %s\n".formatted(turn.secondTime().number(), flow));
        }
        yaml.append("  targets:\n");
        targets.forEach((name, token) -> yaml.append("    %s: %s\n".formatted(name, token)));
        return yaml.toString();
    }

    @Override
    public void close() throws IOException {
        archive.close();
        site.close();
        answerer.close();
        Scrap.delete(folder);
    }
}
