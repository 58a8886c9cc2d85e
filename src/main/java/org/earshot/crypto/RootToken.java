package org.earshot.crypto;

/// A key inside a PKCS#11 token: the token encrypts 32 random bytes, and what comes out becomes the
/// sealing key. Parameters: initialisation vector 16, those random bytes 32.
///
/// ```
/// sealing key = HKDF-Expand(AES-256-CBC(token's key, vector, random bytes), "earshot root token v1")
/// ```
///
/// AES under an unknown key is a pseudorandom function, so nobody without the token learns anything
/// from the parameters; an altered file gives another sealing key, which opens nothing. The token
/// only ever encrypts, with a mechanism every module has, and gives away one sealing key, never its
/// own. It is asked anew each time, so that a token that was taken away is noticed. See decision
/// 0013.
record RootToken(Pkcs11Token token) implements RootKey {

    static final byte KIND = 3;
    static final String NEEDED = "its PKCS#11 token";

    private static final int VECTOR_BYTES = 16;
    private static final int SEED_BYTES = 32;

    @Override
    public byte kind() {
        return KIND;
    }

    @Override
    public int parameterBytes() {
        return VECTOR_BYTES + SEED_BYTES;
    }

    @Override
    public byte[] newParameters(boolean first) {
        return Bytes.random(parameterBytes());
    }

    @Override
    public byte[] key(byte[] parameters) {
        return Kdf.subkey(token.encrypt(parameters, VECTOR_BYTES), "root token v1");
    }

    @Override
    public String needed() {
        return NEEDED;
    }

    @Override
    public String wrong() {
        return "with the key "
                + token.key()
                + "; name the key it was sealed with, or put back a copy of the keystore if it was"
                + " altered";
    }
}
