package org.earshot.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.earshot.audio.Sound;
import org.earshot.audio.Wav;
import org.earshot.cases.CaseView;
import org.earshot.house.FlowFile;
import org.earshot.ivr.IvrRefused;
import org.earshot.recording.Leg;
import org.earshot.site.AsteriskSoftware;
import org.earshot.site.TestAsterisk;

/// A whole hotline on this machine, as `earshot up` starts it, with ways to hurt it.
final class Hotline implements AutoCloseable {

    private final Places places;
    private final Software software;
    private final RunningSite site;
    private final CallWatch watch = new CallWatch();

    Hotline() throws IOException {
        this("");
    }

    /// @param yaml what its settings say
    Hotline(String yaml) throws IOException {
        TestAsterisk.software(AsteriskSoftware.Extra.SIPP);
        places = new Places(Files.createTempDirectory("earshot-hotline"), new Places().cache());
        Files.writeString(places.data().resolve("earshot.yaml"), yaml);
        software = Software.prepare(places, Settings.read(places.data()), line -> {});
        site =
                RunningSite.start(
                        places,
                        new SiteOptions(),
                        software,
                        line -> LiveLine.parse(line).ifPresent(watch::on));
    }

    RunningSite site() {
        return site;
    }

    Software software() {
        return software;
    }

    CallWatch watch() {
        return watch;
    }

    Path data() {
        return places.data();
    }

    /// Keeps a changed flow of the program without putting it in force.
    void keepDraft(String flow, UnaryOperator<String> change)
            throws IOException, IvrRefused, InterruptedException {
        var yaml = Files.readString(Path.of("ivr-flows", flow + ".yaml"));
        var draft =
                new FlowFile(
                        FlowFile.Kind.FLOW,
                        flow,
                        change.apply(yaml).getBytes(StandardCharsets.UTF_8));
        try (var archive = Archive.open(places)) {
            FlowShelves.of(
                            archive.database(),
                            Settings.read(places.data()).calls(),
                            places.data().resolve("flows"),
                            InstantSource.system())
                    .draft(List.of(draft));
        }
    }

    /// Ends a process as a crash would.
    void kill(String process) {
        long pid = Long.parseLong(String.valueOf(site.processes().get(process)));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    /// Runs a command of `earshot` on this hotline.
    ///
    /// @return its exit code
    int command(String... words) {
        var line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--data", places.data().toString()));
        return Main.commandLine().execute(line.toArray(String[]::new));
    }

    /// What such a command prints.
    String output(String... words) {
        var printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            command(words);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /// Makes the first two people of the house.
    ///
    /// @return of each, name and invitation
    List<String> invite(String administrator, String custodian) throws IOException {
        String made =
                output(
                        "staff",
                        "init",
                        "--administrator",
                        administrator,
                        "--custodian",
                        custodian,
                        "--json");
        var invited = new ArrayList<String>();
        for (JsonNode one : new ObjectMapper().readTree(made)) {
            invited.add(one.path("signInName").asText() + " " + one.path("invitation").asText());
        }
        return invited;
    }

    /// @param signal for instance STOP
    void signal(String signal, String process) {
        try {
            var pid = String.valueOf(site.processes().get(process));
            int _ = new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException("no signal to " + process, failure);
        }
    }

    List<CaseReport> cases() {
        try (var archive = Archive.open(places)) {
            return archive.cases().list(1_000).stream()
                    .map(CaseView::trackingNumber)
                    .map(archive::find)
                    .map(file -> CaseReport.of(archive, file))
                    .toList();
        }
    }

    /// What the caller said, as it was recorded.
    short[] callersLeg(CaseReport report) {
        try (var archive = Archive.open(places)) {
            var entry =
                    archive.recordings()
                            .ofCall(archive.find(report.trackingNumber()).view().call())
                            .orElseThrow();
            return archive.reader().leg(entry.id(), Leg.CALLER);
        }
    }

    /// What is kept of callers who agreed to text only, until it is written down.
    List<Path> drafts() throws IOException {
        Path folder = places.data().resolve("recordings").resolve("drafts");
        try (var entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.endsWith("open")).toList();
        }
    }

    /// Runs SIPp in the folder of the scenarios.
    int sipp(String scenario, int calls, int atOnce) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(TestAsterisk.software(AsteriskSoftware.Extra.SIPP).sipp());
        command.addAll(
                List.of("-sf", scenario, "-s", "hotline", "-i", "127.0.0.2", "-mi", "127.0.0.2"));
        command.addAll(List.of("-m", "" + calls, "-l", "" + atOnce, "-r", "2", "-nostdin"));
        command.add(site.sip().getHostString() + ":" + site.sip().getPort());
        Process sipp =
                new ProcessBuilder(command)
                        .directory(Path.of("src/test/resources/sipp").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!sipp.waitFor(6, TimeUnit.MINUTES)) {
            sipp.destroyForcibly();
        }
        return sipp.exitValue();
    }

    static Sound shipped(String wav) throws IOException {
        return Wav.read(Path.of("test-audio", wav)).mono(Sound.TELEPHONE_HZ);
    }

    @Override
    public void close() throws IOException {
        site.close();
        Scrap.delete(places.data());
    }
}
