package org.earshot.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// That a witness has seen a checkpoint, and when
/// ([tlog-cosignature](https://c2sp.org/tlog-cosignature) v1).
final class Cosignature {

    private static final int SIGNATURE_BYTES = 64;

    private Cosignature() {}

    static String message(Instant at, String text) {
        return "cosignature/v1\ntime " + at.getEpochSecond() + "\n" + text;
    }

    static byte[] write(Instant at, byte[] signature) {
        return ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(at.getEpochSecond())
                .put(signature)
                .array();
    }

    /// When `witness` cosigned the note; empty when it did not.
    static Optional<Instant> time(Note note, NoteKey witness) {
        return note.signatures().stream()
                .flatMap(line -> time(note.text(), line, witness).stream())
                .findFirst();
    }

    /// When `witness` made this line; empty when it did not.
    static Optional<Instant> time(String text, Note.Line line, NoteKey witness) {
        return line.isBy(witness) ? time(text, line.signature(), witness) : Optional.empty();
    }

    private static Optional<Instant> time(String text, byte[] blob, NoteKey witness) {
        if (!witness.isWitness() || blob.length != Long.BYTES + SIGNATURE_BYTES) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(blob);
        long seconds = in.getLong();
        var signature = new byte[SIGNATURE_BYTES];
        in.get(signature);
        if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
            return Optional.empty();
        }
        var at = Instant.ofEpochSecond(seconds);
        return witness.verifies(message(at, text), signature) ? Optional.of(at) : Optional.empty();
    }
}
