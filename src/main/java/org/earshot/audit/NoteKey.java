package org.earshot.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.earshot.crypto.Ed25519;

/// Who signs notes, as others know it ([signed-note](https://c2sp.org/signed-note), verifier keys):
/// written `name+hash+key`.
public final class NoteKey {

    private static final byte ED25519 = 1;
    private static final byte COSIGNATURE = 4;
    private static final int ID_BYTES = 4;

    private final String name;
    private final byte kind;
    private final byte[] publicKey;

    private NoteKey(String name, byte kind, byte[] publicKey) {
        if (name.isEmpty() || !name.matches("[^\\s+\\p{Cntrl}]{1,200}")) {
            throw new NotALog("the name of a key is one word without '+'");
        }
        if (!Ed25519.isPublicKey(publicKey)) {
            throw new NotALog("the key of " + name + " is no Ed25519 public key");
        }
        this.name = name;
        this.kind = kind;
        this.publicKey = publicKey.clone();
    }

    /// One that signs checkpoints.
    static NoteKey ofLog(String name, byte[] publicKey) {
        return new NoteKey(name, ED25519, publicKey);
    }

    /// One that cosigns checkpoints, with the time
    /// ([tlog-cosignature](https://c2sp.org/tlog-cosignature)).
    static NoteKey ofWitness(String name, byte[] publicKey) {
        return new NoteKey(name, COSIGNATURE, publicKey);
    }

    /// @throws NotALog when it is none, or its hash does not fit
    public static NoteKey parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new NotALog("a verifier key is written name+hash+key");
        }
        byte[] encoded = Base64Text.decode(parts[2]);
        if (encoded.length == 0 || (encoded[0] != ED25519 && encoded[0] != COSIGNATURE)) {
            throw new NotALog("the key of " + parts[0] + " is of a kind not known here");
        }
        var key = new NoteKey(parts[0], encoded[0], Arrays.copyOfRange(encoded, 1, encoded.length));
        if (!HexFormat.of().formatHex(key.id()).equals(parts[1])) {
            throw new NotALog("the hash in the key of " + parts[0] + " does not fit");
        }
        return key;
    }

    public String name() {
        return name;
    }

    boolean isWitness() {
        return kind == COSIGNATURE;
    }

    byte[] id() {
        var digest = Hash.digest();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update(new byte[] {'\n', kind});
        return Arrays.copyOf(digest.digest(publicKey), ID_BYTES);
    }

    boolean verifies(String text, byte[] signature) {
        return Ed25519.verifies(publicKey, text.getBytes(StandardCharsets.UTF_8), signature);
    }

    @Override
    public String toString() {
        byte[] encoded = ByteBuffer.allocate(1 + publicKey.length).put(kind).put(publicKey).array();
        return name + "+" + HexFormat.of().formatHex(id()) + "+" + Base64Text.encode(encoded);
    }
}
