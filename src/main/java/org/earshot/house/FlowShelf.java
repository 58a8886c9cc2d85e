package org.earshot.house;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.db.Database;
import org.earshot.flows.FlowCheck;
import org.earshot.flows.Names;
import org.earshot.house.FlowRelease.Origin;
import org.earshot.house.FlowVersionRepository.InForce;
import org.earshot.ivr.Flow;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The flows of the hotline with their calendars and prompts, in every version that was ever kept.
/// What is in force at one time is a *release*: all files together, checked together. Nothing is
/// put in force that does not pass; then what was in force stays.
///
/// ```
/// draft --publish--> in force --publish, rollback--> was in force --rollback--> in force
/// ```
///
/// Several processes may share one shelf.
public final class FlowShelf {

    private static final Logger LOG = LoggerFactory.getLogger(FlowShelf.class);

    private final FlowVersionRepository versions;
    private final Workbench bench;
    private final FlowDrafts drafts;
    private final String entry;
    private final InstantSource clock;

    /// @param entry the flow that callers hear first
    /// @param scratch a directory for folders that are laid out to be checked
    /// @param recordings prompts that people recorded, `<language>/<id>.wav`; may be missing
    /// @param names queues, targets and hooks of the settings, which flows may name
    public FlowShelf(
            Database database,
            String entry,
            Path scratch,
            Path recordings,
            Names names,
            InstantSource clock) {
        this.versions = new FlowVersionRepository(database);
        this.bench = new Workbench(scratch, recordings, names);
        this.drafts = new FlowDrafts(versions, bench);
        this.entry = entry;
        this.clock = clock;
    }

    /// Puts files in force beside those that are.
    ///
    /// @return the number of the release; empty when all of it is in force already
    /// @throws IvrRefused when the whole does not pass its checks
    public Optional<Integer> publish(Collection<FlowFile> files)
            throws IvrRefused, InterruptedException {
        return release(files, Origin.OPERATOR, Optional.empty());
    }

    /// Brings in what came with the program: new files, and new versions of those that an earlier
    /// program brought. What somebody published stays.
    ///
    /// @throws IvrRefused when the whole does not pass its checks
    public Optional<Integer> offer(Collection<FlowFile> shipped)
            throws IvrRefused, InterruptedException {
        var published = new ArrayList<FlowFile.Place>();
        versions.inForceAt(versions.newest()).stream()
                .filter(standing -> standing.origin() == Origin.OPERATOR)
                .forEach(standing -> published.add(standing.file().place()));
        var ours = shipped.stream().filter(file -> !published.contains(file.place())).toList();
        return release(ours, Origin.PROGRAM, Optional.empty());
    }

    /// Keeps files without putting them in force, checked as if they were.
    public void draft(Collection<FlowFile> files) throws IvrRefused, InterruptedException {
        check(together(inForce(versions.newest()), files));
        versions.keep(List.copyOf(files), clock.instant());
    }

    /// Puts in force again what was in force at an earlier release. A file that came later stays.
    ///
    /// @param to empty: the release before; after a rollback, the one before the one it restored
    /// @throws IllegalArgumentException when there is no such release
    public Optional<Integer> rollback(Optional<Integer> to)
            throws IvrRefused, InterruptedException {
        int target = to.orElseGet(this::before);
        if (target < 1 || target >= versions.newest()) {
            throw new IllegalArgumentException(
                    target < 1
                            ? "there is no earlier release to go back to; './earshot flow list' shows them"
                            : "release "
                                    + target
                                    + " is not an earlier one; './earshot flow list' shows them");
        }
        return release(inForce(target), Origin.OPERATOR, Optional.of(target));
    }

    private int before() {
        return versions.releases().stream()
                .findFirst()
                .map(newest -> newest.restores().orElse(newest.number()) - 1)
                .orElse(0);
    }

    private Optional<Integer> release(
            Collection<FlowFile> files, Origin origin, Optional<Integer> restores)
            throws IvrRefused, InterruptedException {
        while (true) {
            int newest = versions.newest();
            var standing = inForce(newest);
            var changed =
                    files.stream()
                            .filter(file -> standing.stream().noneMatch(file::isSameAs))
                            .toList();
            if (changed.isEmpty()) {
                return Optional.empty();
            }
            check(together(standing, changed));
            var number = versions.release(newest, changed, origin, restores, clock.instant());
            if (number.isPresent()) {
                LOG.info("Release {} of the flows is in force: {}", number.get(), changed);
                return number;
            }
        }
    }

    private List<FlowFile> inForce(int number) {
        return versions.inForceAt(number).stream().map(InForce::file).toList();
    }

    static Collection<FlowFile> together(
            Collection<FlowFile> standing, Collection<FlowFile> changed) {
        Map<FlowFile.Place, FlowFile> all = new LinkedHashMap<>();
        standing.forEach(file -> all.put(file.place(), file));
        changed.forEach(file -> all.put(file.place(), file));
        return all.values();
    }

    private void check(Collection<FlowFile> files) throws IvrRefused, InterruptedException {
        bench.read(files, (check, _) -> entry(check));
    }

    private Flow entry(FlowCheck check) throws IvrRefused {
        var book = check.bookOrRefuse("the flows");
        if (book.named(entry).isEmpty()) {
            throw new IvrRefused(
                    "the flows",
                    List.of(
                            new Problem(
                                    entry + ".yaml",
                                    0,
                                    "there is no flow '%s', which the setting calls.flow names; there are: %s."
                                            .formatted(
                                                    entry,
                                                    String.join(", ", book.flows().keySet())))));
        }
        return book.named(entry).orElseThrow();
    }

    /// The number of the newest release; 0 before the first.
    public int newest() {
        return versions.newest();
    }

    /// What was in force when `number` was the newest release, ready to be heard.
    ///
    /// @throws IvrRefused when this program's checks do not pass it any more
    FlowSet load(int number, FlowSet.Speaker speaker) throws IvrRefused, InterruptedException {
        return bench.read(
                inForce(number),
                (check, calendars) ->
                        FlowSet.of(number, entry(check).name(), check, calendars, speaker));
    }

    /// The newest first.
    public List<FlowRelease> releases() {
        return versions.releases();
    }

    /// A version that is kept, in force, once in force, or a draft.
    ///
    /// @param hash the first hex digits of its SHA-256
    /// @throws IllegalArgumentException when it is none or more than one
    public FlowFile find(FlowFile.Place place, String hash) {
        var found =
                versions.versions().stream()
                        .filter(kept -> kept.place().equals(place))
                        .filter(kept -> kept.sha256().startsWith(hash))
                        .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    (found.isEmpty() ? "there is no version " : "there are several versions ")
                            + hash
                            + " of "
                            + place
                            + "; './earshot flow list "
                            + place.name()
                            + "' shows them");
        }
        return versions.version(place, found.getFirst().sha256()).orElseThrow();
    }

    /// When each flow was put in force, as far as the release `number`, and its newest draft.
    public Map<String, FlowHistory> histories(int number) {
        return new FlowHistories(versions).upTo(number);
    }

    /// The newest draft of a flow together with all that was kept in the same act, checked as if it
    /// were in force now.
    ///
    /// @return empty when there is no draft of it
    public Optional<FlowDraft> drafted(String flow) throws InterruptedException {
        return drafts.of(flow);
    }

    /// Every version that is kept, the newest first.
    public List<FlowVersion> list() {
        var newest = versions.newest();
        var standing = inForce(newest);
        var releases = versions.releases();
        return versions.versions().stream()
                .map(kept ->
                        new FlowVersion(
                                kept.place(),
                                kept.sha256(),
                                kept.storedAt(),
                                standing.stream()
                                        .anyMatch(file ->
                                                file.place().equals(kept.place())
                                                        && file.sha256().equals(kept.sha256())),
                                releases.stream()
                                        .filter(release ->
                                                release.files()
                                                        .contains(
                                                                new FlowRelease.Entry(
                                                                        kept.place(),
                                                                        kept.sha256())))
                                        .map(FlowRelease::number)
                                        .sorted()
                                        .toList()))
                .toList();
    }
}
