package org.earshot.flows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.earshot.flows.Finding.Severity;
import org.earshot.ivr.Calendars;
import org.earshot.ivr.Flow;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.StepSchemas;

/// What the checks say about flows: all that is wrong at once, and the flows themselves when
/// nothing is.
///
/// @param findings by file and line
/// @param times how long it takes to come to a person, for each flow a call can begin with
/// @param book empty when a finding refuses the flows
public record FlowCheck(List<Finding> findings, List<PersonTime> times, Optional<FlowBook> book) {

    /// Takes a while to read, and never changes.
    private static final StepSchemas SCHEMAS = new StepSchemas();

    private static final List<Check> CHECKS =
            List.of(
                    new StartCheck(),
                    new TargetCheck(),
                    new ReachableCheck(),
                    new EndCheck(),
                    new LoopCheck(),
                    new ConsentCheck(),
                    new PromptCheck(),
                    new LanguageCheck(),
                    new AttemptsCheck(),
                    new DepthCheck(),
                    new PersonCheck(),
                    new HookCheck(),
                    new VariableCheck(),
                    new CalendarCheck(),
                    new NameCheck(),
                    new WordsCheck(),
                    new FlowCallCheck(),
                    new RecursionCheck());

    public FlowCheck {
        findings = List.copyOf(findings);
        times = List.copyOf(times);
    }

    /// @param place a folder; or a flow, which stands for itself and those it comes to call
    public static FlowCheck of(Path place, Names names, PromptLengths lengths) {
        try {
            return of(FlowFolder.read(place), names, lengths);
        } catch (IvrRefused refused) {
            var findings =
                    refused.problems().stream()
                            .map(problem ->
                                    new Finding(
                                            rule(problem.file()),
                                            Severity.ERROR,
                                            problem.file(),
                                            problem.line(),
                                            problem.sentence()))
                            .toList();
            return new FlowCheck(findings, List.of(), Optional.empty());
        }
    }

    public static FlowCheck of(FlowFolder folder, Names names, PromptLengths lengths) {
        var findings = new Findings();
        var texts = new ArrayList<FlowText>();
        folder.flows()
                .forEach(
                        (name, bytes) -> texts.add(FlowText.parse(name, bytes, SCHEMAS, findings)));
        var outlines = new Outlines(texts.stream().map(FlowText::outline).toList());
        var calendars = CalendarShelf.read(folder.calendars());
        var all = new Checking(outlines, folder.prompts(), calendars, names);
        CHECKS.forEach(check -> check.run(all, findings));
        var found = findings.inOrder();
        return new FlowCheck(
                found,
                new PersonTimes(outlines, lengths).all(),
                found.stream().anyMatch(Finding::refuses)
                        ? Optional.empty()
                        : Optional.of(book(texts, folder, calendars)));
    }

    /// Whether a caller may hear these flows.
    public boolean passes() {
        return book.isPresent();
    }

    /// @param what for the complaint: which flows
    public FlowBook bookOrRefuse(String what) throws IvrRefused {
        if (book.isEmpty()) {
            throw new IvrRefused(
                    what,
                    findings.stream().filter(Finding::refuses).map(Finding::problem).toList());
        }
        return book.get();
    }

    private static FlowBook book(List<FlowText> texts, FlowFolder folder, CalendarShelf calendars) {
        var flows = new TreeMap<String, Flow>();
        texts.forEach(text -> flows.put(text.name(), text.flow()));
        return new FlowBook(flows, folder, new Calendars(calendars.sound()));
    }

    private static Rule rule(String file) {
        return file.startsWith("prompts") ? Rule.PROMPT : Rule.YAML;
    }
}
