package org.earshot.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import org.earshot.flows.FlowCheck;
import org.earshot.flows.Names;
import org.earshot.flows.PromptLengths;
import org.earshot.ivr.Calendars;
import org.earshot.ivr.IvrRefused;

/// Lays files out as the folder they once were, so that they are read and checked as any other.
final class Workbench {

    private final Path scratch;
    private final Path recordings;
    private final Names names;

    /// @param scratch where folders are laid out for a moment
    /// @param recordings a folder with `<language>/<id>.wav`, recorded prompts that go with any
    ///   release
    /// @param names queues, targets and hooks of the settings
    Workbench(Path scratch, Path recordings, Names names) {
        this.scratch = scratch;
        this.recordings = recordings;
        this.names = names;
    }

    /// Done while the folder is there.
    interface Work<T> {
        T with(FlowCheck check, Calendars calendars) throws IvrRefused, InterruptedException;
    }

    /// @throws IvrRefused with all problems at once
    <T> T read(Collection<FlowFile> files, Work<T> work) throws IvrRefused, InterruptedException {
        try {
            Files.createDirectories(scratch);
            var folder = Files.createTempDirectory(scratch, "flows");
            try {
                lay(files, folder);
                return work.with(
                        FlowCheck.of(folder, names, PromptLengths.unknown()),
                        Calendars.read(folder.resolve("calendars")));
            } finally {
                delete(folder);
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "Flows cannot be checked, " + scratch + " cannot be written", unusable);
        }
    }

    private void lay(Collection<FlowFile> files, Path folder) throws IOException {
        for (var file : files) {
            var to = file.place().in(folder);
            createParent(to);
            Files.write(to, file.source());
        }
        if (Files.isDirectory(recordings)) {
            try (var all = Files.walk(recordings)) {
                for (var from : all.filter(Workbench::isRecording).toList()) {
                    // as text: they may lie in a jar, which is another file system
                    var to = folder.resolve("prompts").resolve(recordings.relativize(from) + "");
                    createParent(to);
                    link(from, to);
                }
            }
        }
    }

    /// There may be hundreds of megabytes of them.
    private static void link(Path from, Path to) throws IOException {
        if (from.getFileSystem().equals(to.getFileSystem())) {
            try {
                Files.createSymbolicLink(to, from.toAbsolutePath());
                return;
            } catch (UnsupportedOperationException | FileSystemException cannot) {
                // copied then
            }
        }
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isRecording(Path file) {
        return file.toString().endsWith(".wav");
    }

    private static void createParent(Path file) throws IOException {
        var parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
