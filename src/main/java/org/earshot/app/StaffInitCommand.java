package org.earshot.app;

import java.util.List;
import java.util.stream.Collectors;
import org.earshot.rights.Role;
import org.earshot.staff.FirstPeople;
import org.earshot.staff.Staff;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `earshot staff init`
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the first unit, the first administrator and, better at once, the custodian of the"
                    + " keys; prints their invitations, each good once and for an hour.",
            "Refused when there is an administrator."
        },
        footer = {
            "",
            "Example:",
            "  ./earshot staff init --administrator ann --custodian carl --house \"Anti-fraud office\""
        })
final class StaffInitCommand extends StaffTask {

    record Line(String id, String signInName, List<String> roles, String invitation) {

        static Line of(FirstPeople.Made made) {
            return new Line(
                    made.person().id().toString(),
                    made.person().signInName(),
                    made.person().roles().stream().map(Role::id).toList(),
                    made.code());
        }

        @Override
        public String toString() {
            return "%s %s".formatted(id, signInName);
        }
    }

    @Option(
            names = "--administrator",
            paramLabel = "NAME",
            required = true,
            description = "Sign-in name of who keeps people and settings.")
    private String administrator = "";

    @Option(
            names = "--custodian",
            paramLabel = "NAME",
            description = "Sign-in name of who keeps keys and backups: somebody else.")
    private @Nullable String custodian;

    @Option(
            names = "--house",
            paramLabel = "NAME",
            defaultValue = "House",
            description = "Of the topmost unit (default: ${DEFAULT-VALUE}).")
    private String house = "House";

    @Override
    void run(Staff staff) {
        var made = staff.first().make(house, administrator, custodian);
        print(
                made.stream().map(Line::of).toList(),
                made.stream()
                        .map(one -> invitation(one.person(), one.code(), "an hour"))
                        .collect(Collectors.joining("\n")));
    }
}
