package org.earshot.audit;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Cosigns the checkpoints of one log as long as each is an extension of the one before
/// ([tlog-witness](https://c2sp.org/tlog-witness)). The newest is on the disk before it answers, so
/// a kill does not make it forget. It should be another user's, on another machine.
public final class Witness implements WitnessLink {

    private static final String NEWEST = "checkpoint";
    private static final int BAD = 400;
    private static final int FORBIDDEN = 403;
    private static final int UNKNOWN = 404;
    private static final int NO_EXTENSION = 422;
    private static final int UNABLE = 503;

    private final DurableFiles files;
    private final NoteSigner signer;
    private final NoteKey log;
    private final InstantSource clock;

    // Both under `this`.
    private Checkpoint newest;
    private boolean dead;

    Witness(DurableFiles files, NoteSigner signer, NoteKey log, InstantSource clock) {
        this.files = files;
        this.signer = signer;
        this.log = log;
        this.clock = clock;
        this.newest =
                files.read(NEWEST).map(this::own).orElse(Checkpoint.of(log.name(), 0, Hash.EMPTY));
    }

    /// @param folder its own, where it keeps what it cosigned last
    /// @throws NotALog when that is not what it wrote
    public static Witness in(Path folder, NoteSigner signer, NoteKey log, InstantSource clock) {
        return new Witness(new DurableFiles(folder, Disk.REAL), signer, log, clock);
    }

    @Override
    public synchronized WitnessAnswer ask(String request) {
        if (dead) {
            return new WitnessAnswer(UNABLE, "its folder could not be written; restart it\n");
        }
        try {
            return answer(WitnessRequest.parse(request));
        } catch (NotALog misfit) {
            return new WitnessAnswer(BAD, misfit.getMessage() + "\n");
        } catch (UncheckedIOException failure) {
            dead = true; // what is on the disk now is known again after a restart
            return new WitnessAnswer(UNABLE, "its folder cannot be written\n");
        }
    }

    private WitnessAnswer answer(WitnessRequest request) {
        var asked = Checkpoint.parse(request.checkpoint().text());
        WitnessAnswer refusal = refusal(request, asked);
        if (refusal != null) {
            return refusal;
        }
        var line = signer.cosign(request.checkpoint(), clock.instant());
        // Only the lines of the log: others may be of anybody.
        var kept = new Note(request.checkpoint().text(), request.checkpoint().by(log)).with(line);
        files.write(NEWEST, kept.toString().getBytes(StandardCharsets.UTF_8));
        newest = asked;
        return new WitnessAnswer(WitnessAnswer.COSIGNED, Note.write(line));
    }

    private @Nullable WitnessAnswer refusal(WitnessRequest request, Checkpoint asked) {
        if (!asked.origin().equals(log.name())) {
            return new WitnessAnswer(UNKNOWN, "another log\n");
        }
        try {
            Checkpoint.signed(request.checkpoint(), log);
        } catch (NotALog unsigned) {
            return new WitnessAnswer(FORBIDDEN, unsigned.getMessage() + "\n");
        }
        if (request.old() > asked.size()) {
            return new WitnessAnswer(BAD, "the old size is above that of the checkpoint\n");
        }
        if (request.old() != newest.size()
                || (asked.size() == newest.size() && !asked.root().equals(newest.root()))) {
            return new WitnessAnswer(WitnessAnswer.CONFLICT, newest.size() + "\n");
        }
        return Proofs.consistent(
                        newest.size(), asked.size(), newest.root(), asked.root(), request.proof())
                ? null
                : new WitnessAnswer(NO_EXTENSION, "no extension of what was cosigned\n");
    }

    private Checkpoint own(byte[] bytes) {
        var note = Note.parse(new String(bytes, StandardCharsets.UTF_8));
        if (Cosignature.time(note, signer.key()).isEmpty()) {
            throw new NotALog("the checkpoint in the witness's folder is not cosigned by it");
        }
        return Checkpoint.signed(note, log);
    }
}
