package org.earshot.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.earshot.crypto.Ed25519Keys;
import org.earshot.crypto.SigningPem;

/// A log and its witness, written by one thread. Prints that thread's id; for each number read it
/// grows the log to as many leaves, and prints `done`, or `failed` when it could not.
final class LogWriterProcess {

    private static final int PR_SET_PTRACER = 0x59616d61; // prctl(2)
    private static final long ANYBODY = -1;

    private LogWriterProcess() {}

    /// @param args folder
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws Exception {
        letOthersTrace();
        Path root = Path.of(args[0]);
        try (ExecutorService writer = Executors.newSingleThreadExecutor();
                var in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(writer.submit(LogWriterProcess::thread).get());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int size = Integer.parseInt(line);
                System.out.println(writer.submit(() -> grow(root, size)).get());
            }
        }
    }

    private static String grow(Path root, int size) {
        try (var sequencer = open(root, size)) {
            return sequencer.step().cosigned() ? "done" : "failed";
        } catch (RuntimeException failure) {
            return "failed";
        }
    }

    private static Sequencer open(Path root, int size) {
        var leaves = new ArrayList<byte[]>();
        for (int i = 0; i < size; i++) {
            leaves.add(MemoryLeaves.leaf(i));
        }
        var log = log(root);
        var watching = watching(root);
        var witness = Witness.in(root.resolve("witness"), watching, log.key(), () -> House.NOW);
        return Sequencer.watched(
                MemoryLeaves.of(List.copyOf(leaves)),
                LogFolder.in(root.resolve("log")),
                log,
                witness,
                watching.key());
    }

    static NoteSigner log(Path root) {
        return NoteSigner.log("hotline.example/log", key(root.resolve("log.pem")));
    }

    static NoteSigner watching(Path root) {
        return NoteSigner.witness("witness.example", key(root.resolve("witness.pem")));
    }

    private static Ed25519Keys key(Path file) {
        try {
            return SigningPem.read(Files.readString(file));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String thread() throws IOException {
        Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
        return Objects.requireNonNull(self.getFileName()).toString();
    }

    /// Where only parents may (Yama).
    @SuppressWarnings("restricted")
    private static void letOthersTrace() throws ExecutionException {
        var linker = Linker.nativeLinker();
        var prctl =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("prctl"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG));
        try {
            int _ = (int) prctl.invokeExact(PR_SET_PTRACER, ANYBODY, 0L, 0L, 0L);
        } catch (Throwable impossible) {
            throw new ExecutionException(impossible);
        }
    }
}
