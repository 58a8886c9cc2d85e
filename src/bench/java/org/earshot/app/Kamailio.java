package org.earshot.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The peer: Kamailio doing the shield's job, unpacked from Debian's packages beside Asterisk.
///
/// @param directory what `get-kamailio.sh` filled
record Kamailio(Path directory) {

    private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";
    private static final Pattern VERSION = Pattern.compile("kamailio (?:\\d+:)?([0-9.]+)");

    /// Fetches what is missing.
    static Kamailio fetch(Path software) throws IOException, InterruptedException {
        var kamailio = new Kamailio(software.resolve("kamailio"));
        if (!Files.isRegularFile(kamailio.manifest())) {
            Path script = Files.createTempFile("get-kamailio", ".sh");
            try {
                Files.writeString(script, resource("get-kamailio.sh"));
                Process process =
                        new ProcessBuilder("bash", script.toString(), software.toString())
                                .redirectErrorStream(true)
                                .start();
                String said =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new Complaint(said.strip().lines().toList().getLast());
                }
            } finally {
                Files.deleteIfExists(script);
            }
        }
        return kamailio;
    }

    /// One worker, for it has one core; the allocator and the memory it does best with.
    List<String> command(Path folder) throws IOException {
        Path libraries = directory.resolve("rootfs").resolve(LIBRARIES);
        Path config = folder.resolve("kamailio.cfg");
        Files.writeString(
                config,
                resource("kamailio-k2.cfg")
                        .replace("@MODULES@", libraries.resolve("kamailio/modules").toString()));
        return List.of(
                libraries.resolve("ld-linux-x86-64.so.2").toString(),
                "--library-path",
                libraries.toString(),
                directory.resolve("rootfs/usr/sbin/kamailio").toString(),
                "-x",
                "tlsf",
                "-X",
                "tlsf",
                "-n",
                "1",
                "-b", // as much of the kernel's memory for a burst as the shield asks for
                "4194304",
                "-m",
                "3072",
                "-M",
                "8",
                "-DD",
                "-E",
                "-f",
                config.toString(),
                "-Y",
                folder.toString());
    }

    String version() throws IOException {
        try (Stream<String> lines = Files.lines(manifest())) {
            return lines.map(VERSION::matcher)
                    .filter(Matcher::lookingAt)
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private Path manifest() {
        return directory.resolve("MANIFEST");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Kamailio.class.getResourceAsStream("/bench/" + name)) {
            if (in == null) {
                throw new IOException("bench/" + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
