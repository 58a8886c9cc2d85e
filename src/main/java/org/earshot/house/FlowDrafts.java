package org.earshot.house;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.earshot.flows.Finding;
import org.earshot.flows.Rule;
import org.earshot.house.FlowVersionRepository.InForce;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.Problem;

/// Drafts, checked as if they were in force. To check one is to read everything a caller could
/// hear, so it is done once for what is in force, and for one draft at a time: pages ask again and
/// again.
final class FlowDrafts {

    private final FlowVersionRepository versions;
    private final Workbench bench;
    private final ReentrantLock making = new ReentrantLock();
    private final Map<String, Made> made = new HashMap<>(); // by flow; guarded by making

    /// @param release that was in force
    private record Made(int release, FlowDraft draft) {

        boolean isOf(int number, FlowHistory.Waiting waiting) {
            return release == number && draft.sha256().equals(waiting.sha256());
        }
    }

    FlowDrafts(FlowVersionRepository versions, Workbench bench) {
        this.versions = versions;
        this.bench = bench;
    }

    /// @return empty when no draft of the flow waits
    Optional<FlowDraft> of(String flow) throws InterruptedException {
        making.lockInterruptibly();
        try {
            int release = versions.newest();
            var waiting = new FlowHistories(versions).draftOf(flow);
            if (waiting.isEmpty()) {
                made.remove(flow);
                return Optional.empty();
            }
            var before = made.get(flow);
            if (before != null && before.isOf(release, waiting.get())) {
                return Optional.of(before.draft());
            }
            var draft = tried(waiting.get(), with(waiting.get(), release));
            made.put(flow, new Made(release, draft));
            return Optional.of(draft);
        } finally {
            making.unlock();
        }
    }

    private Collection<FlowFile> with(FlowHistory.Waiting draft, int release) {
        var standing = versions.inForceAt(release).stream().map(InForce::file).toList();
        return FlowShelf.together(standing, new FlowHistories(versions).keptAt(draft.storedAt()));
    }

    private FlowDraft tried(FlowHistory.Waiting draft, Collection<FlowFile> files)
            throws InterruptedException {
        try {
            var check = bench.read(files, (result, _) -> result);
            return new FlowDraft(
                    draft.sha256(),
                    draft.storedAt(),
                    check.findings(),
                    check.times(),
                    check.book());
        } catch (IvrRefused refused) { // a calendar that cannot be read
            return new FlowDraft(
                    draft.sha256(),
                    draft.storedAt(),
                    refused.problems().stream().map(FlowDrafts::finding).toList(),
                    List.of(),
                    Optional.empty());
        }
    }

    private static Finding finding(Problem problem) {
        return new Finding(
                Rule.CALENDAR,
                Finding.Severity.ERROR,
                problem.file(),
                problem.line(),
                problem.sentence());
    }
}
