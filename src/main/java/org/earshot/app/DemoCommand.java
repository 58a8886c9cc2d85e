package org.earshot.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.earshot.audio.Sound;
import org.earshot.audio.UnreadableAudio;
import org.earshot.audio.Wav;
import org.earshot.calls.CallEvent;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot demo`
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts the hotline, makes one real SIP call to it, and shows the call and its case.",
        footer = {
            "",
            "Examples:",
            "  ./earshot demo",
            "  ./earshot demo --once --json",
            "  ./earshot demo --caller-language zh",
            "  ./earshot demo --voice my-report.wav --keys 1111"
        })
final class DemoCommand implements Callable<Integer> {

    /// What the shipped callers say, and the keys that lead to the tone: language, "you may record
    /// me", "a report", and any key to leave out the hint.
    private record Persona(String voice, String keys) {}

    private static final Map<String, Persona> PERSONAS =
            Map.of(
                    "en", new Persona("en-bomb.wav", "1111"),
                    "zh", new Persona("zh-fraud.wav", "2111"));

    /// A transcript that must be made from the recording, by a worker that was just restarted,
    /// takes some seconds.
    private static final Duration AFTER_CALL = Duration.ofSeconds(40);

    @Mixin private Places places = new Places();
    @Mixin private SiteOptions options = new SiteOptions();

    @Option(names = "--once", description = "End after the call instead of staying up for more.")
    private boolean once;

    @Option(names = "--json", description = "Print one JSON document instead of the live picture.")
    private boolean json;

    @Option(
            names = "--caller-language",
            paramLabel = "en|zh",
            defaultValue = "en",
            description = "What the simulated caller speaks (default: ${DEFAULT-VALUE}).")
    private String language = "en";

    @Option(
            names = "--voice",
            paramLabel = "FILE.wav",
            description = "Let the caller speak this recording.")
    private @Nullable Path voice;

    @Option(
            names = "--keys",
            paramLabel = "KEYS",
            description =
                    "What the caller presses until the tone (default: its language, 1 for a recording, 1 for a report, 1 to leave out the hint).")
    private @Nullable String keys;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Settings settings = Settings.read(places.data());
        var script = new DemoCaller.Script(sound(), pressed(), settings.cases().codeDigits());
        Software software = Software.prepare(places, settings, Output::aside);
        var watch = new CallWatch();
        var picture = new LivePicture(json ? System.err : System.out);
        try (var site =
                RunningSite.start(
                        places,
                        options,
                        software,
                        line ->
                                LiveLine.parse(line)
                                        .ifPresent(event -> {
                                            watch.on(event);
                                            picture.show(event);
                                        }))) {
            Duration started = Duration.ofNanos(System.nanoTime() - began);
            say(
                    "Everything is up after %.1f s. A simulated caller dials ..."
                            .formatted(started.toMillis() / 1000.0));
            var caller =
                    new DemoCaller(
                            site.sip(),
                            software.prompts(),
                            Locale.forLanguageTag(language),
                            InstantSource.system());
            var told = caller.call(script);
            String call =
                    watch.newestCall().orElseThrow(() -> new Complaint("The core saw no call."));
            watch.await(call, CallEvent.Screened.class, AFTER_CALL);
            show(told, call, watch, started);
            if (!once) {
                say(
                        "It stays up: dial sip:hotline@%s:%d, look at http://127.0.0.1:%d/, or press Ctrl-C."
                                .formatted(
                                        site.sip().getHostString(),
                                        site.sip().getPort(),
                                        site.httpPort()));
                site.awaitStop();
            }
        }
        return 0;
    }

    private void show(DemoCaller.Told told, String call, CallWatch watch, Duration started) {
        try (var archive = Archive.open(places)) {
            var number =
                    watch.caseOf(call)
                            .orElseThrow(() ->
                                    new Complaint("The call became no case; see log/core.log."));
            var result =
                    DemoResult.of(
                            CaseReport.of(archive, archive.find(number)),
                            told,
                            Timings.of(call, watch, told, started));
            if (json) {
                Output.json(result);
            } else {
                Output.text(result.onTerminal());
            }
        }
    }

    private void say(String sentence) {
        if (!json) {
            Output.text(sentence);
        }
    }

    private Sound sound() throws IOException {
        try {
            if (voice != null) {
                return Wav.read(voice).mono(Sound.TELEPHONE_HZ);
            }
            try (InputStream shipped =
                    DemoCommand.class.getResourceAsStream("/test-audio/" + persona().voice())) {
                if (shipped == null) {
                    throw new IllegalStateException(persona().voice() + " is not in the jar");
                }
                return Wav.read(shipped).mono(Sound.TELEPHONE_HZ);
            }
        } catch (NoSuchFileException missing) {
            throw new Complaint("--voice " + voice + ": there is no such file.");
        } catch (UnreadableAudio unreadable) {
            throw new Complaint("--voice " + voice + ": " + unreadable.getMessage());
        }
    }

    private String pressed() {
        String wanted = keys == null ? persona().keys() : keys;
        if (!wanted.matches("[0-9*#A-D]*")) {
            throw new Complaint(
                    "--keys takes the keys of a telephone (0-9 * # A-D), got '" + wanted + "'");
        }
        return wanted;
    }

    private Persona persona() {
        Persona persona = PERSONAS.get(language);
        if (persona == null) {
            throw new Complaint("--caller-language must be en or zh, got '" + language + "'");
        }
        return persona;
    }
}
