package org.earshot.site;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// SoftHSM 2, one for all tests of a JVM: a real PKCS#11 library whose tokens are directories, so
/// that a test can take one away.
public final class TestSoftHsm {

    public static final String PIN = "271828";

    private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";
    private static final List<String> NEEDED = List.of("libstdc++.so.6", "libcrypto.so.3");
    private static final TestSoftHsm SHARED = new TestSoftHsm();

    private final Path rootfs = TestAsterisk.software(AsteriskSoftware.Extra.SOFTHSM).softHsm();
    private final Path directory;

    /// A token with its label.
    public record Token(String label, Path place, Path pinFile, TestSoftHsm hsm) {

        /// Address of a key in it, with the PIN from [#pinFile].
        public String uri(String key) {
            return uriWithoutPin(key) + "&pin-source=file:" + pinFile;
        }

        public String uriWithoutPin(String key) {
            return "pkcs11:token=" + label + ";object=" + key + "?module-path=" + hsm.module();
        }

        public void takeAway() throws IOException {
            Files.move(place, away());
        }

        public void putBack() throws IOException {
            Files.move(away(), place);
        }

        /// SoftHSM writes its own files at each sign-in, and a kill in the middle of that loses the
        /// token. A test about kills keeps a copy, as people who run it should.
        public void keepCopy() throws IOException {
            copy(place, copy());
        }

        public void putBackCopy() throws IOException {
            copy(copy(), place);
        }

        private Path copy() {
            return hsm.directory.resolve("copy-" + label);
        }

        private static void copy(Path from, Path to) throws IOException {
            Files.createDirectories(to);
            try (var files = Files.list(from)) {
                for (Path file : files.toList()) {
                    Files.copy(
                            file,
                            to.resolve(file.getFileName()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }

        /// A key made elsewhere.
        public void importAes(String key, byte[] bytes) throws IOException {
            Path file = Files.write(hsm.directory.resolve(UUID.randomUUID().toString()), bytes);
            hsm.util(
                    "--import",
                    file.toString(),
                    "--aes",
                    "--token",
                    label,
                    "--label",
                    key,
                    "--id",
                    "a1",
                    "--pin",
                    PIN);
        }

        private Path away() {
            return hsm.directory.resolve("away-" + label);
        }
    }

    @SuppressWarnings("restricted") // System.load
    private TestSoftHsm() {
        try {
            directory = Files.createTempDirectory("earshot-softhsm");
            Files.createDirectory(directory.resolve("tokens"));
            Files.writeString(
                    directory.resolve("softhsm2.conf"),
                    """
                    directories.tokendir = %s
                    objectstore.backend = file
                    log.level = ERROR
                    slots.removable = false
                    """
                            .formatted(directory.resolve("tokens")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            try {
                                Directories.delete(directory);
                            } catch (IOException left) {
                                System.err.println("[test] left behind: " + left.getMessage());
                            }
                        }));
        NEEDED.stream()
                .filter(library -> !Files.exists(Path.of("/", LIBRARIES, library)))
                .forEach(library -> System.load(rootfs.resolve(LIBRARIES) + "/" + library));
        setForThisProcess("SOFTHSM2_CONF", directory.resolve("softhsm2.conf").toString());
    }

    public static TestSoftHsm shared() {
        return SHARED;
    }

    public Path module() {
        return rootfs.resolve("usr/lib/softhsm/libsofthsm2.so");
    }

    /// Loads, but is no PKCS#11 library.
    public Path anotherLibrary() {
        return rootfs.resolve(LIBRARIES).resolve("libsqlite3.so.0");
    }

    /// For a process that shall see the same tokens.
    public Map<String, String> environment() {
        return Map.of(
                "SOFTHSM2_CONF",
                directory.resolve("softhsm2.conf").toString(),
                "LD_LIBRARY_PATH",
                rootfs.resolve(LIBRARIES).toString());
    }

    /// A new one without keys.
    public synchronized Token token() throws IOException {
        String label = "t" + UUID.randomUUID().toString().substring(0, 8);
        Set<Path> before = places();
        util("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "314159");
        Set<Path> after = places();
        after.removeAll(before);
        Path pin = directory.resolve(label + ".pin");
        Files.createFile(
                pin,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(pin, PIN + "\n");
        return new Token(label, after.iterator().next(), pin, this);
    }

    private Set<Path> places() throws IOException {
        try (var places = Files.list(directory.resolve("tokens"))) {
            return new HashSet<>(places.toList());
        }
    }

    private void util(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(rootfs.resolve("usr/bin/softhsm2-util").toString());
        command.addAll(List.of("--module", module().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("softhsm2-util: " + said);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /// SoftHSM asks getenv(3), which Java cannot change.
    @SuppressWarnings("restricted")
    private static void setForThisProcess(String name, String value) {
        var linker = Linker.nativeLinker();
        try (var arena = Arena.ofConfined()) {
            var setenv =
                    linker.downcallHandle(
                            linker.defaultLookup().find("setenv").orElseThrow(),
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
            Object answer =
                    setenv.invokeWithArguments(
                            arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (!answer.equals(0)) {
                throw new IllegalStateException("setenv: " + answer);
            }
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
