package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.earshot.audio.Sound;
import org.earshot.audio.Wav;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot recording`
@Command(
        name = "recording",
        mixinStandardHelpOptions = true,
        description = "Listens to recordings.",
        subcommands = {RecordingCommand.Play.class, RecordingCommand.Export.class})
final class RecordingCommand {

    /// `earshot recording export`
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Writes a case's recording as a stereo WAV: left the caller, right what the caller heard.",
            footer = {"", "Example:", "  ./earshot recording export NUMBER call.wav"})
    static final class Export implements Callable<Integer> {

        @Mixin private Places places = new Places();

        @Mixin private Purpose purpose = new Purpose();

        @Parameters(index = "0", paramLabel = "NUMBER", description = "The case's tracking number.")
        private String number = "";

        @Parameters(index = "1", paramLabel = "FILE.wav", description = "The file to write.")
        private Path file = Path.of("recording.wav");

        @Option(names = "--force", description = "Overwrite the file.")
        private boolean force;

        @Override
        public Integer call() throws IOException {
            if (Files.exists(file) && !force) {
                throw new Complaint(file + " exists; choose another name or say --force.");
            }
            Sound sound = sound(places, number, "export", purpose);
            Wav.write(file, sound);
            Output.aside(
                    "%s: %.2f s, not sealed any more: keep it safe."
                            .formatted(file, sound.duration().toMillis() / 1000.0));
            return 0;
        }
    }

    /// `earshot recording play`
    @Command(
            name = "play",
            mixinStandardHelpOptions = true,
            description =
                    "Plays a case's recording through this machine's loudspeaker (needs aplay, paplay or play).",
            footer = {"", "Example:", "  ./earshot recording play NUMBER"})
    static final class Play implements Callable<Integer> {

        private static final List<List<String>> PLAYERS =
                List.of(
                        List.of("aplay", "-q", "-"),
                        List.of("paplay", "/dev/stdin"),
                        List.of("play", "-q", "-t", "wav", "-"));

        @Mixin private Places places = new Places();

        @Mixin private Purpose purpose = new Purpose();

        @Parameters(paramLabel = "NUMBER", description = "The case's tracking number.")
        private String number = "";

        @Override
        public Integer call() throws IOException, InterruptedException {
            Sound sound = sound(places, number, "listen", purpose);
            for (List<String> player : PLAYERS) {
                if (isThere(player.getFirst())) {
                    return play(player, sound);
                }
            }
            throw new Complaint(
                    "No player was found (aplay, paplay, play). Install Debian's alsa-utils or sox, or write a file:"
                            + " ./earshot recording export "
                            + number
                            + " call.wav");
        }

        /// Through a pipe: the sound must not lie in a file.
        private static int play(List<String> player, Sound sound)
                throws IOException, InterruptedException {
            Process process =
                    new ProcessBuilder(player)
                            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try (var pipe = process.getOutputStream()) {
                Wav.write(pipe, sound);
            }
            return process.waitFor();
        }

        private static boolean isThere(String program) {
            for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
                if (Files.isExecutable(Path.of(folder, program))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static Sound sound(Places places, String number, String act, Purpose purpose) {
        try (var archive = Archive.open(places)) {
            var file = archive.find(number);
            var entry =
                    archive.recordings()
                            .ofCall(file.view().call())
                            .orElseThrow(
                                    () -> new Complaint("Case " + number + " has no recording."));
            UUID noted =
                    archive.cases()
                            .noteListening(
                                    file.view(),
                                    entry.id(),
                                    act,
                                    Purpose.CONSOLE,
                                    purpose.inWords());
            archive.requireCosigned(noted);
            return archive.reader().stereo(entry.id());
        }
    }
}
