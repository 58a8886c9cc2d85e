package org.earshot.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.earshot.crypto.Ed25519Keys;

/// A log or a witness, with its private key.
public final class NoteSigner {

    private final NoteKey key;
    private final Ed25519Keys secret;

    private NoteSigner(NoteKey key, Ed25519Keys secret) {
        this.key = key;
        this.secret = secret;
    }

    /// @param name one word without `+`, for instance `hotline.example/log`
    public static NoteSigner log(String name, Ed25519Keys secret) {
        return new NoteSigner(NoteKey.ofLog(name, secret.publicKey()), secret);
    }

    public static NoteSigner witness(String name, Ed25519Keys secret) {
        return new NoteSigner(NoteKey.ofWitness(name, secret.publicKey()), secret);
    }

    /// To be given to those who verify.
    public NoteKey key() {
        return key;
    }

    Note sign(Checkpoint checkpoint) {
        var note = new Note(checkpoint.text(), List.of());
        return note.with(line(sign(checkpoint.text())));
    }

    Note.Line cosign(Note note, Instant at) {
        return line(Cosignature.write(at, sign(Cosignature.message(at, note.text()))));
    }

    private byte[] sign(String text) {
        return secret.sign(text.getBytes(StandardCharsets.UTF_8));
    }

    private Note.Line line(byte[] signature) {
        return new Note.Line(key.name(), key.id(), signature);
    }

    /// Never the private key.
    @Override
    public String toString() {
        return key.toString();
    }
}
