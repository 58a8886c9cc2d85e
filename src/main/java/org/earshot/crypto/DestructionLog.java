package org.earshot.crypto;

/// Where it is written down, for ever, that a key is destroyed.
public interface DestructionLog {

    /// Before the first byte is touched. May be said twice, after a crash in between.
    ///
    /// @throws RuntimeException when it cannot be written; the key lives on then
    void intended(Bucket bucket);

    /// Nothing opens under it any more.
    void done(Bucket bucket);
}
