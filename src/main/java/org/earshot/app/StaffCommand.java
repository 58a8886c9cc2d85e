package org.earshot.app;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.earshot.api.ConflictView;
import org.earshot.api.PersonView;
import org.earshot.api.WorkView;
import org.earshot.rights.Role;
import org.earshot.staff.Enrolment;
import org.earshot.staff.Staff;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot staff`
@Command(
        name = "staff",
        mixinStandardHelpOptions = true,
        description =
                "The people who work here: units, roles, pledges, conflicts of interest, leaving.",
        footer = {
            "",
            "PERSON is a sign-in name or an id, UNIT a name or an id.",
            "Exit codes: 0 done, 1 refused, 2 wrong usage."
        },
        subcommands = {
            StaffInitCommand.class,
            StaffCommand.Add.class,
            StaffCommand.ListPeople.class,
            StaffCommand.Show.class,
            StaffCommand.Roles.class,
            StaffCommand.Pledge.class,
            StaffConflictCommand.class,
            StaffCommand.Leave.class,
            StaffCommand.Reset.class,
            StaffUnitCommand.class
        })
final class StaffCommand {

    /// `earshot staff add`
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds a person and prints their invitation, once.",
            footer = {
                "",
                "Example:",
                "  ./earshot staff add kim --name \"Kim Min-ji\" --unit House --roles agent --pledge 2027-06-30"
            })
    static final class Add extends StaffTask {

        @Parameters(paramLabel = "SIGN-IN-NAME", description = "Small letters, digits and ._-")
        private String signInName = "";

        @Option(names = "--name", required = true, description = "As colleagues see it.")
        private String name = "";

        @Option(names = "--unit", required = true, description = "Where they work.")
        private String unit = "";

        @Option(names = "--roles", description = "As for 'staff role'.")
        private @Nullable String roles;

        @Option(names = "--pledge", paramLabel = "DATE", description = "Last day of the pledge.")
        private @Nullable String pledge;

        @Override
        void run(Staff staff) {
            var given = roles == null ? Set.<Role>of() : roles(roles);
            var until = pledge == null ? null : day(pledge);
            var person = staff.people().add(CONSOLE, signInName, name, unit(staff, unit).id());
            if (until != null) {
                staff.people().pledge(CONSOLE, person.id(), until);
            }
            if (!given.isEmpty()) {
                staff.people().setRoles(CONSOLE, person.id(), given);
            }
            String code = staff.enrolment().invite(CONSOLE, person.id(), Enrolment.USUAL);
            print(
                    Map.of("id", person.id().toString(), "invitation", code),
                    invitation(person, code, "a day"));
        }
    }

    /// `earshot staff list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Who is here, by name.",
            footer = {"", "Example:", "  ./earshot staff list --all --json"})
    static final class ListPeople extends StaffTask {

        @Option(names = "--all", description = "Those who left too.")
        private boolean all;

        @Override
        void run(Staff staff) {
            var today = staff.people().today();
            print(
                    staff.people().all().stream()
                            .filter(person -> all || person.isHere())
                            .map(person -> PersonView.of(person, today))
                            .toList(),
                    StaffTask::onTerminal,
                    "Nobody yet. './earshot staff init --help' says how to begin.");
        }
    }

    /// `earshot staff show`
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "One person, with conflicts of interest and open work.",
            footer = {"", "Example:", "  ./earshot staff show kim --json"})
    static final class Show extends StaffTask {

        @Parameters(paramLabel = "PERSON")
        private String who = "";

        @Override
        void run(Staff staff) {
            var person = person(staff, who);
            var view = PersonView.of(person, staff.people().today());
            var conflicts =
                    staff.people().conflicts(person.id()).stream().map(ConflictView::of).toList();
            var work = staff.people().work(person.id()).stream().map(WorkView::of).toList();
            var document = new LinkedHashMap<String, Object>();
            document.put("person", view);
            document.put("conflicts", conflicts);
            document.put("work", work);
            var text = new StringBuilder(onTerminal(view));
            conflicts.forEach(conflict ->
                    text.append(
                            "\nconflict %s with %s"
                                    .formatted(
                                            conflict.id(),
                                            conflict.unit() == null
                                                    ? "person " + conflict.otherPerson()
                                                    : "unit " + conflict.unit())));
            work.forEach(item -> text.append("\nopen " + item.kind() + " " + item.object()));
            print(document, text.toString());
        }
    }

    /// `earshot staff role`
    @Command(
            name = "role",
            mixinStandardHelpOptions = true,
            description = {
                "Gives a person exactly these roles, separated by commas, or none; ends their sessions.",
                "agent, reviewer, specialist, unit-officer and supervisor may meet in one person;"
                        + " auditor, custodian and administrator each stand alone."
            },
            footer = {"", "Example:", "  ./earshot staff role kim agent,supervisor"})
    static final class Roles extends StaffTask {

        @Parameters(index = "0", paramLabel = "PERSON")
        private String who = "";

        @Parameters(index = "1", paramLabel = "ROLES", description = "Or 'none'.")
        private String roles = "";

        @Override
        void run(Staff staff) {
            var given = roles(roles);
            var person = person(staff, who);
            print(staff, staff.people().setRoles(CONSOLE, person.id(), given));
        }
    }

    /// `earshot staff pledge`
    @Command(
            name = "pledge",
            mixinStandardHelpOptions = true,
            description = "The last day of a person's confidentiality pledge, or none.",
            footer = {"", "Example:", "  ./earshot staff pledge kim 2027-06-30"})
    static final class Pledge extends StaffTask {

        @Parameters(index = "0", paramLabel = "PERSON")
        private String who = "";

        @Parameters(index = "1", paramLabel = "DATE", description = "As 2027-06-30, or 'none'.")
        private String until = "";

        @Override
        void run(Staff staff) {
            var last = until.equals("none") ? null : day(until);
            print(staff, staff.people().pledge(CONSOLE, person(staff, who).id(), last));
        }
    }

    /// `earshot staff leave`
    @Command(
            name = "leave",
            mixinStandardHelpOptions = true,
            description = "Ends a person's sessions, roles and sign-in, and hands their work on.",
            footer = {"", "Example:", "  ./earshot staff leave kim --to lee"})
    static final class Leave extends StaffTask {

        @Parameters(paramLabel = "PERSON")
        private String who = "";

        @Option(
                names = "--to",
                paramLabel = "PERSON",
                description = "Who takes the open work over; not needed where there is none.")
        private @Nullable String successor;

        @Override
        void run(Staff staff) {
            var leaver = person(staff, who);
            var next = successor == null ? null : person(staff, successor).id();
            var given =
                    staff.people().leave(CONSOLE, leaver.id(), next).stream()
                            .map(WorkView::of)
                            .toList();
            print(
                    Map.of("id", leaver.id().toString(), "given", given),
                    "%s has left; %d open pieces of work handed on."
                            .formatted(leaver.signInName(), given.size()));
        }
    }

    /// `earshot staff reset`
    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description =
                    "Takes away whatever a person signs in with and prints a new invitation, once.",
            footer = {"", "Example:", "  ./earshot staff reset kim"})
    static final class Reset extends StaffTask {

        @Parameters(paramLabel = "PERSON")
        private String who = "";

        @Override
        void run(Staff staff) {
            var person = person(staff, who);
            String code = staff.enrolment().invite(CONSOLE, person.id(), Enrolment.USUAL);
            print(
                    Map.of("id", person.id().toString(), "invitation", code),
                    invitation(person, code, "a day"));
        }
    }

    static Set<Role> roles(String text) {
        var roles = EnumSet.noneOf(Role.class);
        if (text.equals("none")) {
            return roles;
        }
        for (String word : text.split(",", -1)) {
            roles.add(role(word.strip()));
        }
        return roles;
    }

    private static Role role(String word) {
        return Role.named(word.toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElseThrow(() ->
                        new Complaint(
                                "There is no role '"
                                        + word
                                        + "'; there are "
                                        + Arrays.stream(Role.values())
                                                .map(Role::id)
                                                .collect(Collectors.joining(", "))
                                        + ", or none."));
    }

    static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException wrong) {
            throw new Complaint("'" + text + "' is no day; write it as 2027-06-30.");
        }
    }
}
