package org.earshot.site;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The files of one PostgreSQL cluster.
///
/// @param programs what [PostgresBinaries] unpacked
record PostgresCluster(Path programs, PostgresSettings settings) {

    /// Messages in English whatever the machine speaks: some are shown.
    static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C", "TZ", "UTC");

    private static final String VERSION_FILE = "PG_VERSION";

    /// Makes the cluster if there is none. It is made under another name and renamed, so that one
    /// under its own name is complete.
    void create() {
        if (Files.exists(settings.directory().resolve(VERSION_FILE))) {
            requireSameVersion();
            return;
        }
        Path parent = settings.directory().getParent();
        try {
            Files.createDirectories(parent);
            if (Files.isDirectory(settings.directory())) {
                Files.delete(settings.directory()); // only an empty one
            }
            Path draft = Files.createTempDirectory(parent, ".postgres");
            try {
                initialise(draft);
                Files.move(draft, settings.directory(), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                PostgresBinaries.delete(draft);
            }
        } catch (IOException failure) {
            throw new SiteFault(
                    "PostgreSQL's directory '%s' cannot be made: %s; make room (60 MB) or choose another with --data."
                            .formatted(settings.directory(), failure.getMessage()),
                    failure);
        }
    }

    private void initialise(Path draft) throws IOException {
        Path password = PostgresAdministrator.passwordFile(settings.directory());
        if (!Files.exists(password)) {
            PrivateFiles.write(password, AsteriskSecrets.secret() + "\n");
        }
        run(
                "",
                "bin/initdb",
                "--pgdata=" + draft,
                "--username=" + PostgresAdministrator.USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // PostgreSQL's own, so that no locale of the machine is needed
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums");
        // One statement a line (postgres(1), --single).
        run(
                """
                CREATE ROLE %1$s LOGIN PASSWORD '%2$s';
                CREATE DATABASE %1$s OWNER %1$s;
                REVOKE ALL ON DATABASE %1$s FROM PUBLIC;
                """
                        .formatted(PostgresServer.USER, settings.password()),
                "bin/postgres",
                "--single",
                "-D",
                draft.toString(),
                "postgres");
    }

    private void run(String input, String program, String... arguments) throws IOException {
        var command = new ArrayList<>(asOrdinaryUser());
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(explain(said));
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static String explain(String said) {
        if (said.contains("unshare")) {
            return "PostgreSQL refuses to run as root, and this machine forbids the user namespace that would make it an ordinary user; run Earshot as an ordinary user, or name a PostgreSQL of your own";
        }
        return said.lines()
                .filter(line -> line.contains("error:") || line.contains("FATAL"))
                .findFirst()
                .orElse(lastLine(said));
    }

    /// PostgreSQL refuses to run as root. In a user namespace of its own it sees itself as an
    /// ordinary user, and its files still belong to root.
    static List<String> asOrdinaryUser() {
        return isRoot() ? List.of("unshare", "--user") : List.of();
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private void requireSameVersion() {
        try {
            String wanted = version();
            String found = Files.readString(settings.directory().resolve(VERSION_FILE)).strip();
            if (!wanted.equals(found)) {
                throw new SiteFault(
                        "'%s' was made by PostgreSQL %s and this is %s; dump it with the old one and load it into the new one, or choose another directory with --data."
                                .formatted(settings.directory(), found, wanted));
            }
        } catch (IOException unreadable) {
            throw new SiteFault(
                    "PostgreSQL's directory '%s' cannot be read: %s."
                            .formatted(settings.directory(), unreadable.getMessage()),
                    unreadable);
        }
    }

    /// The first line of the catalogue's source says for which major version it is.
    private String version() throws IOException {
        try (var lines = Files.lines(programs.resolve("share/postgresql/postgres.bki"))) {
            return lines.findFirst().orElseThrow().replaceFirst("# PostgreSQL ", "").strip();
        }
    }

    static String lastLine(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "it said nothing" : lines.getLast().strip();
    }
}
