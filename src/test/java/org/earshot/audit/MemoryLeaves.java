package org.earshot.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Leaves as PostgreSQL keeps them, in memory and open to whoever wants to tamper.
final class MemoryLeaves implements Leaves {

    final List<Indexed> rows = new ArrayList<>();
    final List<byte[]> waiting = new ArrayList<>();

    static byte[] leaf(long number) {
        return ("act " + number + " and its details").getBytes(StandardCharsets.UTF_8);
    }

    static MemoryLeaves of(List<byte[]> leaves) {
        var memory = new MemoryLeaves();
        memory.waiting.addAll(leaves);
        memory.assign(leaves.size());
        return memory;
    }

    void record(int count) {
        for (int i = 0; i < count; i++) {
            waiting.add(leaf(rows.size() + waiting.size()));
        }
    }

    List<byte[]> leaves() {
        var leaves = new ArrayList<byte[]>();
        rows.forEach(row -> leaves.add(Objects.requireNonNull(row.leaf())));
        return leaves;
    }

    @Override
    public void assign(int limit) {
        while (!waiting.isEmpty() && limit > 0) {
            rows.add(new Indexed(size(), waiting.removeFirst()));
        }
    }

    @Override
    public long size() {
        return rows.isEmpty() ? 0 : rows.getLast().index() + 1;
    }

    @Override
    public List<Indexed> read(long from, int limit) {
        return rows.stream().filter(row -> row.index() >= from).limit(limit).toList();
    }

    @Override
    public long strays() {
        return 0;
    }
}
