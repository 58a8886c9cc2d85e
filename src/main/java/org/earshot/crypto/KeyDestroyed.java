package org.earshot.crypto;

/// The key of this data was destroyed on its day. The data is gone, here and in every backup.
public final class KeyDestroyed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeyDestroyed(Bucket bucket) {
        super("The key " + bucket + " was destroyed; what it sealed cannot be read again");
    }
}
