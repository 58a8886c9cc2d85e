package org.earshot.site;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asterisk, espeak-ng, SIPp, SoftHSM and Chromium, unpacked from Debian packages into a directory
/// of their own and run through the loader they came with: no root, no installation, several
/// versions side by side.
///
/// @param directory what `get-asterisk.sh` filled
public record AsteriskSoftware(Path directory) {

    /// A line of the manifest: package, epoch, upstream version, what Debian adds.
    private static final Pattern VERSION = Pattern.compile("asterisk (?:\\d+:)?([0-9.]+)");

    private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";

    /// What else to fetch beside Asterisk and espeak-ng.
    public enum Extra {
        /// The independent SIP client of the tests.
        SIPP,
        /// The PKCS#11 token of the tests.
        SOFTHSM,
        /// The browser of the tests.
        CHROMIUM,
        /// Lets system calls fail in tests.
        STRACE;

        private String tree() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AsteriskSoftware {
        directory = directory.toAbsolutePath().normalize();
    }

    /// Fetches what is missing; half a minute the first time, nothing afterwards.
    ///
    /// @param progress told in sentences what is going on
    /// @throws SiteFault in one sentence when it cannot be had: no apt, no network, no mirror, disk
    ///   full
    public static AsteriskSoftware fetch(
            Path directory, Consumer<String> progress, Extra... extras) {
        var software = new AsteriskSoftware(directory);
        List<Extra> wanted = List.of(extras);
        if (!software.isComplete("asterisk")
                || !wanted.stream().map(Extra::tree).allMatch(software::isComplete)) {
            software.runScript(wanted, progress);
        }
        return software;
    }

    /// The beginning of a command that runs Asterisk; its arguments follow.
    public List<String> asterisk() {
        return loader("asterisk", "usr/sbin/asterisk");
    }

    /// The beginning of a command that runs espeak-ng.
    public List<String> espeak() {
        var command = new ArrayList<>(loader("asterisk", "usr/bin/espeak-ng"));
        command.add("--path=" + rootfs().resolve(LIBRARIES));
        return List.copyOf(command);
    }

    /// The beginning of a command that runs SIPp, if it was asked for with [Extra#SIPP].
    public List<String> sipp() {
        return loader("sipp", "usr/bin/sipp");
    }

    /// The beginning of a command that runs strace, if it was asked for with [Extra#STRACE].
    public List<String> strace() {
        return loader("strace", "usr/bin/strace");
    }

    /// SoftHSM, if it was asked for with [Extra#SOFTHSM]: its library runs inside of Java, so it
    /// has no loader of its own and needs `rootfs/usr/lib/x86_64-linux-gnu` only where the machine
    /// lacks a library.
    public Path softHsm() {
        return directory.resolve("softhsm/rootfs");
    }

    /// Chromium, if it was asked for with [Extra#CHROMIUM]: it starts itself again by its own path,
    /// so it has no loader of its own; `usr/lib/chromium/chromium` runs with the libraries beside
    /// it.
    public Path chromium() {
        return directory.resolve("chromium/rootfs");
    }

    /// For instance `22.10.1`.
    public String version() {
        try (var lines = Files.lines(directory.resolve("asterisk/MANIFEST"))) {
            return lines.map(VERSION::matcher)
                    .filter(Matcher::lookingAt)
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException unreadable) {
            throw new SiteFault(
                    "'%s' is not complete; delete it, then run this again.".formatted(directory),
                    unreadable);
        }
    }

    /// The unpacked packages of Asterisk and espeak-ng.
    public Path rootfs() {
        return directory.resolve("asterisk/rootfs");
    }

    private boolean isComplete(String tree) {
        return Files.isRegularFile(directory.resolve(tree).resolve("MANIFEST"));
    }

    /// By `--library-path`, not LD_LIBRARY_PATH, which the program's own children would inherit.
    private List<String> loader(String tree, String program) {
        Path rootfs = directory.resolve(tree).resolve("rootfs");
        Path libraries = rootfs.resolve(LIBRARIES);
        return List.of(
                libraries.resolve("ld-linux-x86-64.so.2").toString(),
                "--argv0",
                Path.of(program).getFileName().toString(),
                "--library-path",
                libraries + ":" + libraries.resolve("pulseaudio"),
                rootfs.resolve(program).toString());
    }

    private void runScript(List<Extra> extras, Consumer<String> progress) {
        try {
            Path script = Files.createTempFile("get-asterisk", ".sh");
            try {
                Files.writeString(script, script());
                var command = new ArrayList<>(List.of("bash", script.toString()));
                extras.forEach(extra -> command.add("--with-" + extra.tree()));
                command.add(directory.toString());
                follow(new ProcessBuilder(command).redirectErrorStream(true).start(), progress);
            } finally {
                Files.deleteIfExists(script);
            }
        } catch (IOException failure) {
            throw new SiteFault(
                    "Asterisk cannot be fetched: %s. bash and a writable temporary directory are needed."
                            .formatted(failure.getMessage()),
                    failure);
        }
    }

    /// The script's last line, when it fails, is the sentence for the user.
    private static void follow(Process process, Consumer<String> progress) throws IOException {
        String last = "Asterisk cannot be fetched: the script ended without a word.";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                if (line.startsWith("asterisk: ")) {
                    progress.accept(line.substring("asterisk: ".length()));
                }
            }
            if (process.waitFor() != 0) {
                throw new SiteFault(last);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SiteFault("Interrupted while Asterisk was fetched.", interrupted);
        } finally {
            process.destroy();
        }
    }

    private static String script() throws IOException {
        try (InputStream in =
                AsteriskSoftware.class.getResourceAsStream("/asterisk-conf/get-asterisk.sh")) {
            if (in == null) {
                throw new IOException("asterisk-conf/get-asterisk.sh is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
