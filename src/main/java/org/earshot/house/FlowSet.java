package org.earshot.house;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.earshot.flows.Finding;
import org.earshot.flows.FlowBook;
import org.earshot.flows.FlowCheck;
import org.earshot.flows.PersonTime;
import org.earshot.ivr.Calendars;
import org.earshot.ivr.Flow;
import org.earshot.ivr.Flows;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.Pace;
import org.earshot.ivr.PromptBook;
import org.earshot.ivr.Prompts;

/// The flows of one release, ready to be heard. A call keeps the set it began in, so that nothing
/// changes under a caller.
///
/// @param release its number; 0: what came with the program, kept nowhere
/// @param entry the flow that callers hear first
/// @param check what the checks said: they passed
public record FlowSet(
        int release, Flow entry, FlowCheck check, Calendars calendars, Prompts prompts)
        implements Flows {

    /// The flows by name; nothing that is heard was refused.
    public FlowBook book() {
        return check.book().orElseThrow();
    }

    /// What the checks warned of.
    public List<Finding> findings() {
        return check.findings();
    }

    /// How long it takes to come to a person.
    public List<PersonTime> times() {
        return check.times();
    }

    /// The same flows, with prompts that can be heard.
    ///
    /// @param check passed
    public static FlowSet of(
            int release, String entry, FlowCheck check, Calendars calendars, Speaker speaker)
            throws IvrRefused, InterruptedException {
        var book = check.bookOrRefuse("the flows");
        Set<Pace> paces =
                book.flows().values().stream()
                        .flatMap(flow -> flow.paces().stream())
                        .collect(Collectors.toSet());
        return new FlowSet(
                release, book.flow(entry), check, calendars, speaker.speak(book.prompts(), paces));
    }

    /// Makes prompts playable.
    @FunctionalInterface
    public interface Speaker {
        /// @param paces those that the flows speak in
        Prompts speak(PromptBook book, Set<Pace> paces) throws IvrRefused, InterruptedException;
    }

    @Override
    public Optional<Flow> named(String name) {
        return book().named(name);
    }

    @Override
    public Optional<Flow> version(String sha256) {
        return book().version(sha256);
    }
}
