package org.earshot.crypto;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A key directory out of the shares of the escrow, after both copies were lost.
public final class EscrowRecovery {

    private EscrowRecovery() {}

    /// @param places where there are no keys
    /// @param shares the directory of the shares, or a copy of it
    /// @return names of what the key opened, now in `places`
    /// @throws KeysUnavailable when there are keys already, or nothing opens; nothing was written
    ///   then
    public static List<String> into(KeyPlaces places, Path shares, EscrowKey key) {
        Map<String, byte[]> found = Escrow.recover(shares, key);
        if (found.isEmpty()) {
            throw new KeysUnavailable(
                    "No share in " + shares + " opens with this escrow key; give the right one");
        }
        var copies = KeyCopies.open(places);
        var roots = new RootStore(places, copies);
        return roots.exclusively(() -> {
            if (!copies.names(KeyCopies.WRAPPED).isEmpty()) {
                throw new KeysUnavailable(
                        "There are keys in " + copies + " already; move them away first");
            }
            var ring = RootRing.fresh();
            // Keys before their root: a kill in between leaves nothing that looks whole.
            found.forEach((name, bytes) ->
                    copies.createOrRead(name + KeyCopies.WRAPPED, ring.wrap(name, bytes)));
            roots.write(ring);
            return List.copyOf(found.keySet());
        });
    }
}
