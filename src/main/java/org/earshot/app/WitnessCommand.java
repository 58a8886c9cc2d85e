package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.earshot.audit.NotALog;
import org.earshot.audit.NoteKey;
import org.earshot.audit.NoteSigner;
import org.earshot.audit.Witness;
import org.earshot.audit.WitnessServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `earshot witness`
@Command(
        name = "witness",
        mixinStandardHelpOptions = true,
        description = {
            "Cosigns the checkpoints of the log of acts, and refuses what is not an extension.",
            "Run it as a user of its own: whoever can write its folder can make it forget."
        },
        footer = {
            "",
            "Example:",
            "  ./earshot witness --folder /var/lib/earshot-witness --log-key NAME+HASH+KEY"
        })
final class WitnessCommand implements Callable<Integer> {

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            required = true,
            description = "Its own: key and newest checkpoint.")
    private Path folder = Path.of("witness");

    @Option(
            names = "--log-key",
            paramLabel = "KEY",
            required = true,
            description = "The log's verifier key.")
    private String logKey = "";

    @Option(
            names = "--name",
            defaultValue = "earshot/witness",
            description = "Its name, one word (default: ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(
            names = "--port",
            defaultValue = "7470",
            description = "On this machine; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        try (var server = start()) {
            Output.text("add-checkpoint at http://127.0.0.1:" + server.port() + "/");
            new CountDownLatch(1).await(); // until killed: nothing is lost by that
        }
        return 0;
    }

    private WitnessServer start() {
        try {
            var signer = signer(folder, name);
            var witness = Witness.in(folder, signer, NoteKey.parse(logKey), InstantSource.system());
            Output.text("key " + signer.key());
            return WitnessServer.start(witness, port);
        } catch (NotALog wrong) {
            throw new Complaint("The witness cannot start: " + wrong.getMessage() + ".");
        } catch (IOException failure) {
            throw new Complaint(
                    "The witness cannot start in '%s' on port %d: %s."
                            .formatted(folder, port, failure.getMessage()));
        }
    }

    /// The key in a witness's folder, made when there is none.
    static NoteSigner signer(Path folder, String name) throws IOException {
        var owner = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
        Path file = folder.resolve("witness.pem");
        return NoteSigner.witness(
                name, Files.exists(file) ? PersonalKey.read(file) : PersonalKey.make(file));
    }
}
