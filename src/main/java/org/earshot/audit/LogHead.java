package org.earshot.audit;

import java.util.List;

/// How many acts of the database have an index, and the root of their tree. Read from the rows
/// alone, so that a restored database can be compared with the one it came from.
///
/// @param root in base64
public record LogHead(long size, String root) {

    private static final int BATCH = 4096;

    public static LogHead of(AuditRepository acts) {
        return of(acts, acts.size());
    }

    /// Of the first `size`, or of all when there are fewer.
    public static LogHead of(AuditRepository acts, long size) {
        var frontier = new Frontier();
        while (frontier.size() < size) {
            int limit = (int) Math.min(BATCH, size - frontier.size());
            List<Leaves.Indexed> rows = acts.read(frontier.size(), limit);
            for (Leaves.Indexed row : rows) {
                byte[] leaf = row.leaf();
                if (leaf == null || row.index() != frontier.size()) {
                    throw new NotALog("leaf %d is missing".formatted(frontier.size()));
                }
                frontier.add(Hash.leaf(leaf));
            }
            if (rows.isEmpty()) {
                break;
            }
        }
        return new LogHead(frontier.size(), frontier.root().toString());
    }
}
