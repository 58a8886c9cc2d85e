package org.earshot.audit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A checkpoint that is known from elsewhere: the witness's newest, or one that was kept.
///
/// @param by who has it, as it is named to people
/// @param witness who cosigned it; null when nobody did
public record Seen(String by, Checkpoint checkpoint, @Nullable NoteKey witness) {

    /// The checkpoint in a witness's folder, or a copy of it.
    ///
    /// @throws NotALog when it is not signed by both
    public static Seen byWitness(byte[] file, NoteKey log, NoteKey witness) {
        var note = Note.parse(new String(file, StandardCharsets.UTF_8));
        var checkpoint = Checkpoint.signed(note, log);
        if (Cosignature.time(note, witness).isEmpty()) {
            throw new NotALog("the checkpoint is not cosigned by " + witness.name());
        }
        return new Seen("the witness", checkpoint, witness);
    }

    /// A checkpoint kept by a person, whose copy is believed.
    ///
    /// @throws NotALog when it is not signed by the log
    public static Seen kept(byte[] file, NoteKey log) {
        var note = Note.parse(new String(file, StandardCharsets.UTF_8));
        return new Seen("a kept checkpoint", Checkpoint.signed(note, log), null);
    }
}
