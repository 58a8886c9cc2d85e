package org.earshot.audit;

import java.util.List;

/// That a leaf is in the log, to be checked by anybody who knows the keys
/// ([tlog-proof](https://c2sp.org/tlog-proof)).
///
/// @param entry the leaf, in base64; whoever checks the proof must have it
/// @param path hashes in base64, lowest first
/// @param checkpoint the signed note
public record InclusionProof(long index, String entry, List<String> path, String checkpoint) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /// As the specification writes it.
    @Override
    public String toString() {
        var text = new StringBuilder("c2sp.org/tlog-proof@v1\nindex ").append(index).append('\n');
        path.forEach(hash -> text.append(hash).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}
