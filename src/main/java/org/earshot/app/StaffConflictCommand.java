package org.earshot.app;

import java.util.UUID;
import org.earshot.api.ConflictView;
import org.earshot.staff.Conflict;
import org.earshot.staff.Staff;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot staff conflict`
@Command(
        name = "conflict",
        mixinStandardHelpOptions = true,
        description = "With whom, or with which unit, a person may have nothing to do.",
        footer = {
            "",
            "Example:",
            "  ./earshot staff conflict kim --unit \"City tax office\" --why \"worked there until May\"",
            "  ./earshot staff conflict kim --settle ID"
        })
final class StaffConflictCommand extends StaffTask {

    @Parameters(paramLabel = "PERSON")
    private String who = "";

    @Option(names = "--with", paramLabel = "PERSON", description = "A conflict with a colleague.")
    private @Nullable String with;

    @Option(names = "--unit", paramLabel = "UNIT", description = "A conflict with a unit.")
    private @Nullable String unit;

    @Option(names = "--why", description = "Kept in the log alone, sealed.")
    private String why = "";

    @Option(names = "--settle", paramLabel = "ID", description = "That conflict is over.")
    private @Nullable UUID settled;

    @Override
    void run(Staff staff) {
        var person = person(staff, who);
        if (settled != null) {
            staff.people().settle(CONSOLE, person.id(), settled);
        } else if (with != null || unit != null) {
            var conflict =
                    new Conflict(
                            UUID.randomUUID(),
                            person.id(),
                            with == null ? null : person(staff, with).id(),
                            unit == null ? null : unit(staff, unit).id());
            staff.people().declare(CONSOLE, conflict, why);
        }
        print(
                staff.people().conflicts(person.id()).stream().map(ConflictView::of).toList(),
                view ->
                        "%s %s"
                                .formatted(
                                        view.id(),
                                        view.unit() == null
                                                ? "with person " + view.otherPerson()
                                                : "with unit " + view.unit()),
                "No conflict.");
    }
}
