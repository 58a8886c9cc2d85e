package org.earshot.app;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The command line that runs another command of this program with this Java and these jars.
final class ChildCommand {

    private ChildCommand() {}

    /// @param archive of loaded classes, made at the end of a first run and used by later ones:
    ///   halves the start
    static List<String> of(List<String> jvmOptions, Path archive, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(
                List.of(
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr"));
        command.addAll(
                List.of(
                        "-Dstdout.encoding=UTF-8", // whatever the locale: words go through these
                        // pipes
                        "-Dstderr.encoding=UTF-8",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        classPath(),
                        Main.class.getName()));
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
