package org.earshot.app;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.earshot.api.UnitView;
import org.earshot.staff.Staff;
import org.earshot.staff.Unit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot staff unit`
@Command(
        name = "unit",
        mixinStandardHelpOptions = true,
        description = "The units of the house: one tree.",
        subcommands = {
            StaffUnitCommand.ListUnits.class,
            StaffUnitCommand.Add.class,
            StaffUnitCommand.Change.class
        })
final class StaffUnitCommand {

    /// `earshot staff unit list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "All units, each with those above it.",
            footer = {"", "Example:", "  ./earshot staff unit list"})
    static final class ListUnits extends StaffTask {

        @Override
        void run(Staff staff) {
            var units = staff.units().all();
            var byId = units.stream().collect(Collectors.toMap(Unit::id, Function.identity()));
            print(
                    units.stream().map(UnitView::of).toList(),
                    view -> view.id() + " " + path(byId, UUID.fromString(view.id())),
                    "No unit yet. './earshot staff init --help' says how to begin.");
        }

        private static String path(Map<UUID, Unit> units, UUID id) {
            Unit unit = units.get(id);
            if (unit == null) {
                return "?"; // added meanwhile
            }
            return unit.parent() == null
                    ? unit.name()
                    : path(units, unit.parent()) + " / " + unit.name();
        }
    }

    /// `earshot staff unit add`
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds a unit.",
            footer = {"", "Example:", "  ./earshot staff unit add \"City\" --below \"Province\""})
    static final class Add extends StaffTask {

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--below", paramLabel = "UNIT", required = true)
        private String below = "";

        @Override
        void run(Staff staff) {
            var view = UnitView.of(staff.units().add(CONSOLE, unit(staff, below).id(), name));
            print(view, view.id() + " " + view.name());
        }
    }

    /// `earshot staff unit change`
    @Command(
            name = "change",
            mixinStandardHelpOptions = true,
            description = "Gives a unit another name, another place, or both.",
            footer = {"", "Example:", "  ./earshot staff unit change City --below \"Province\""})
    static final class Change extends StaffTask {

        @Parameters(paramLabel = "UNIT")
        private String which = "";

        @Option(names = "--below", paramLabel = "UNIT")
        private @Nullable String below;

        @Option(names = "--name")
        private @Nullable String name;

        @Override
        void run(Staff staff) {
            var before = unit(staff, which);
            var view =
                    UnitView.of(
                            staff.units()
                                    .change(
                                            CONSOLE,
                                            new Unit(
                                                    before.id(),
                                                    below == null
                                                            ? before.parent()
                                                            : unit(staff, below).id(),
                                                    name == null ? before.name() : name)));
            print(view, view.id() + " " + view.name());
        }
    }
}
