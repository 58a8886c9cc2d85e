package org.earshot.recording;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.db.DatabaseUnavailable;
import org.earshot.telephony.CallId;

/// The catalog without a database; kept honest by [RecordingCatalogContract].
final class InMemoryCatalog implements RecordingCatalog {

    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();
    volatile boolean away;

    @Override
    public void began(UUID id, CallId call, Instant startedAt, LocalDate destroyOn) {
        refuseWhenAway();
        entries.putIfAbsent(
                id,
                new Entry(
                        id,
                        call,
                        startedAt,
                        State.CAPTURING,
                        Optional.empty(),
                        Duration.ZERO,
                        destroyOn));
    }

    @Override
    public void sealed(Entry entry, Instant sealedAt, byte[] manifestSha256) {
        refuseWhenAway();
        began(entry.id(), entry.call(), entry.startedAt(), entry.destroyOn());
        entries.computeIfPresent(
                entry.id(), (_, known) -> known.state() == State.CAPTURING ? entry : known);
    }

    @Override
    public Optional<Entry> find(UUID id) {
        return Optional.ofNullable(entries.get(id));
    }

    @Override
    public Optional<Entry> ofCall(CallId call) {
        return entries.values().stream()
                .filter(entry -> entry.call().equals(call))
                .max(Comparator.comparing(entry -> entry.length().orElse(Duration.ZERO)));
    }

    private void refuseWhenAway() {
        if (away) {
            throw new DatabaseUnavailable("the database is away", new IOException());
        }
    }
}
