package org.earshot.flows;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.earshot.ivr.Calendars;
import org.earshot.ivr.Flow;
import org.earshot.ivr.Flows;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.PromptBook;

/// Flows that passed every check, together with those they call. The only way from a file to a
/// [Flow].
public final class FlowBook implements Flows {

    private final SortedMap<String, Flow> flows;
    private final FlowFolder folder;
    private final Calendars calendars;

    /// Only [FlowCheck] makes one.
    FlowBook(SortedMap<String, Flow> flows, FlowFolder folder, Calendars calendars) {
        this.flows = Collections.unmodifiableSortedMap(new TreeMap<>(flows));
        this.folder = folder;
        this.calendars = calendars;
    }

    /// @param place a folder; or a flow, which stands for itself and those it comes to call
    /// @throws IvrRefused with all problems of all files at once
    public static FlowBook read(Path place) throws IvrRefused {
        return read(place, Names.unknown());
    }

    /// @param names those of the settings
    /// @throws IvrRefused with all problems of all files at once
    public static FlowBook read(Path place, Names names) throws IvrRefused {
        return FlowCheck.of(place, names, PromptLengths.unknown())
                .bookOrRefuse("the flow " + place.getFileName());
    }

    /// By name, in the order of the names.
    public SortedMap<String, Flow> flows() {
        return flows;
    }

    /// @throws IllegalArgumentException when there is none
    public Flow flow(String name) {
        return named(name)
                .orElseThrow(() -> new IllegalArgumentException("no flow '" + name + "'"));
    }

    @Override
    public Optional<Flow> named(String name) {
        return Optional.ofNullable(flows.get(name));
    }

    @Override
    public Optional<Flow> version(String sha256) {
        return flows.values().stream().filter(flow -> flow.sha256().equals(sha256)).findAny();
    }

    /// The words in every language.
    public PromptBook prompts() {
        return folder.prompts();
    }

    /// When the offices of its flows are open.
    public Calendars calendars() {
        return calendars;
    }

    /// The files it was made of.
    public FlowFolder folder() {
        return folder;
    }
}
