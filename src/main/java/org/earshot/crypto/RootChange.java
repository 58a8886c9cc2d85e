package org.earshot.crypto;

import static org.earshot.crypto.KeyCopies.WRAPPED;

/// Puts a new root key in the place of the old one.
///
/// ```
/// root.sealed = {new, old} --> each key wrapped anew, one file after the other --> root.sealed = {new}
/// ```
///
/// Between the two writes a key may be under either, and both open. Only under the directory's
/// lock.
final class RootChange {

    private final RootStore roots;
    private final KeyCopies copies;

    RootChange(RootStore roots, KeyCopies copies) {
        this.roots = roots;
        this.copies = copies;
    }

    RootRing change(RootRing before) {
        RootRing next = finished(before).next();
        roots.write(next);
        return finished(next);
    }

    /// Goes on with a change that was cut short.
    RootRing finished(RootRing ring) {
        if (!ring.isChanging()) {
            return ring;
        }
        for (String name : copies.names(WRAPPED)) {
            byte[] wrapped = copies.read(name + WRAPPED).orElseThrow();
            if (!ring.isWrappedAnew(name, wrapped)) {
                copies.replace(name + WRAPPED, ring.wrap(name, open(ring, name, wrapped)));
            }
        }
        RootRing settled = ring.settled();
        roots.write(settled);
        return settled;
    }

    private byte[] open(RootRing ring, String name, byte[] wrapped) {
        try {
            return ring.unwrap(name, wrapped);
        } catch (TamperedException altered) {
            throw new KeysUnavailable(
                    "The key "
                            + name
                            + " in "
                            + copies
                            + " was altered, so the root key cannot be changed; put back a copy"
                            + " of that file",
                    altered);
        }
    }
}
