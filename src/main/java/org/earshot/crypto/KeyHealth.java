package org.earshot.crypto;

import java.util.List;

/// What a look through the key directory found.
///
/// @param buckets that have a key
/// @param healed copied from one directory to the other just now
/// @param broken names that open in neither
/// @param trouble empty, or why there is one copy only
/// @param changing whether a change of the root key is not finished
public record KeyHealth(
        List<Bucket> buckets,
        List<String> healed,
        List<String> broken,
        String trouble,
        boolean changing) {

    public KeyHealth {
        buckets = List.copyOf(buckets);
        healed = List.copyOf(healed);
        broken = List.copyOf(broken);
    }

    public boolean isGood() {
        return broken.isEmpty() && trouble.isEmpty() && !changing;
    }
}
