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

    /// @param cache where [ClassArchive]s lie
    static List<String> of(List<String> jvmOptions, Path cache, String... arguments) {
        String classPath = System.getProperty("java.class.path");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(
                List.of(
                        "-Dstdout.encoding=UTF-8", // words pass here, whatever the locale
                        "-Dstderr.encoding=UTF-8",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+ExitOnOutOfMemoryError"));
        if (isJar(classPath)) {
            // Its manifest allows native code; said here it would keep the archive from use.
            command.addAll(ClassArchive.options(cache, arguments[0], Path.of(classPath)));
            command.addAll(List.of("-jar", absolute(classPath)));
        } else {
            command.addAll(
                    List.of(
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            Arrays.stream(classPath.split(File.pathSeparator, -1))
                                    .map(ChildCommand::absolute)
                                    .collect(Collectors.joining(File.pathSeparator)),
                            Main.class.getName()));
        }
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    private static boolean isJar(String classPath) {
        return classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
    }

    private static String absolute(String part) {
        return Path.of(part).toAbsolutePath().toString();
    }
}
