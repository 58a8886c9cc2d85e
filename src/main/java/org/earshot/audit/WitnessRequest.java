package org.earshot.audit;

import java.util.Arrays;
import java.util.List;

/// What a log asks of a witness ([tlog-witness](https://c2sp.org/tlog-witness), add-checkpoint).
///
/// @param old size of the checkpoint that the witness cosigned last
record WitnessRequest(long old, List<Hash> proof, Note checkpoint) {

    private static final int MOST_HASHES = 63;

    /// @throws NotALog when it is none
    static WitnessRequest parse(String body) {
        int end = body.indexOf("\n\n");
        List<String> lines = Arrays.asList(body.substring(0, Math.max(0, end)).split("\n", -1));
        if (!lines.getFirst().matches("old (0|[1-9]\\d{0,17})") || lines.size() > 1 + MOST_HASHES) {
            throw new NotALog("no request: old size, proof, an empty line, checkpoint");
        }
        return new WitnessRequest(
                Long.parseLong(lines.getFirst().substring(4)),
                lines.subList(1, lines.size()).stream().map(Hash::parse).toList(),
                Note.parse(body.substring(end + 2)));
    }

    @Override
    public String toString() {
        var body = new StringBuilder("old ").append(old).append('\n');
        proof.forEach(hash -> body.append(hash).append('\n'));
        return body.append('\n').append(checkpoint).toString();
    }
}
