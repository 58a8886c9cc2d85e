package org.earshot.house;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.house.FlowFile.Kind;
import org.earshot.house.FlowHistory.Published;
import org.earshot.house.FlowHistory.Waiting;
import org.earshot.house.FlowVersionRepository.Kept;

/// Reads from what is kept when flows were put in force, and what waits to be. A version waits that
/// was never put in force and is no older than what is: whoever published since did so instead of
/// it.
final class FlowHistories {

    private final FlowVersionRepository versions;

    FlowHistories(FlowVersionRepository versions) {
        this.versions = versions;
    }

    /// @param number later releases are left out
    Map<String, FlowHistory> upTo(int number) {
        var published = new HashMap<String, Published>();
        for (var release : versions.releases()) { // the newest first
            for (var entry : release.files()) {
                if (release.number() <= number && entry.place().kind() == Kind.FLOW) {
                    published.putIfAbsent(
                            entry.place().name(),
                            new Published(
                                    release.number(), release.origin(), release.publishedAt()));
                }
            }
        }
        var drafts = new HashMap<String, Waiting>();
        drafts().stream()
                .filter(kept -> kept.place().kind() == Kind.FLOW)
                .forEach(kept -> drafts.putIfAbsent(kept.place().name(), waiting(kept)));
        var names = new HashSet<>(published.keySet());
        names.addAll(drafts.keySet());
        var histories = new HashMap<String, FlowHistory>();
        names.forEach(name ->
                histories.put(
                        name,
                        new FlowHistory(
                                Optional.ofNullable(published.get(name)),
                                Optional.ofNullable(drafts.get(name)))));
        return histories;
    }

    Optional<Waiting> draftOf(String flow) {
        var place = new FlowFile.Place(Kind.FLOW, flow);
        return drafts().stream()
                .filter(kept -> kept.place().equals(place))
                .findFirst()
                .map(FlowHistories::waiting);
    }

    /// The drafts that were kept in one act.
    List<FlowFile> keptAt(Instant storedAt) {
        return drafts().stream()
                .filter(kept -> kept.storedAt().equals(storedAt))
                .map(kept -> versions.version(kept.place(), kept.sha256()).orElseThrow())
                .toList();
    }

    /// The newest first.
    private List<Kept> drafts() {
        var released = new HashSet<FlowRelease.Entry>();
        var since = new HashMap<FlowFile.Place, Instant>();
        for (var release : versions.releases()) { // the newest first
            released.addAll(release.files());
            release.files().forEach(file -> since.putIfAbsent(file.place(), release.publishedAt()));
        }
        return versions.versions().stream()
                .filter(kept ->
                        !released.contains(new FlowRelease.Entry(kept.place(), kept.sha256())))
                .filter(kept ->
                        !kept.storedAt().isBefore(since.getOrDefault(kept.place(), Instant.MIN)))
                .sorted(Comparator.comparing(Kept::storedAt).reversed())
                .toList();
    }

    private static Waiting waiting(Kept kept) {
        return new Waiting(kept.sha256(), kept.storedAt());
    }
}
