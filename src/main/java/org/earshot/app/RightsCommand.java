package org.earshot.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.earshot.rights.Decision;
import org.earshot.rights.Grant;
import org.earshot.rights.Policy;
import org.earshot.rights.PolicyPage;
import org.earshot.rights.Relation;
import org.earshot.rights.Right;
import org.earshot.rights.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot rights`
@Command(
        name = "rights",
        mixinStandardHelpOptions = true,
        description = "The policy: who may do what. Asks nothing of the installation.",
        subcommands = {RightsCommand.Show.class, RightsCommand.Explain.class})
final class RightsCommand {

    private static final Policy POLICY = Policy.builtIn();

    /// One place of the table.
    record Row(String act, String what, boolean content, String role, Map<String, String> may) {}

    /// What the policy says to somebody with these roles.
    record Answer(String act, List<String> roles, String where, String grant, String reason) {}

    /// `earshot rights show`
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "What each role may, or one.",
            footer = {"", "Examples:", "  ./earshot rights show agent", "  ./earshot rights show"})
    static final class Show implements Callable<Integer> {

        @Mixin private JsonOption json = new JsonOption();

        @Parameters(paramLabel = "ROLE", arity = "0..1", description = "For instance unit-officer.")
        private @Nullable String role;

        @Override
        public Integer call() {
            Set<Role> roles = role == null ? EnumSet.allOf(Role.class) : EnumSet.of(role(role));
            if (json.wanted()) {
                Output.json(rows(roles));
                return 0;
            }
            var page = new PolicyPage(POLICY);
            for (Role each : roles) {
                Output.text(each.id());
                for (Right right : Right.values()) {
                    String may = page.cell(each, right);
                    if (!may.isEmpty()) {
                        Output.text("  %-24s %s".formatted(right.id(), may));
                    }
                }
            }
            return 0;
        }

        private static List<Row> rows(Set<Role> roles) {
            var rows = new ArrayList<Row>();
            for (Right right : Right.values()) {
                var act = POLICY.act(right);
                roles.forEach(role ->
                        rows.add(
                                new Row(
                                        right.id(),
                                        act.words(),
                                        act.isContent(),
                                        role.id(),
                                        places(role, right))));
            }
            return rows;
        }

        private static Map<String, String> places(Role role, Right right) {
            var places = new LinkedHashMap<String, String>();
            for (Relation relation : Relation.values()) {
                places.put(relation.toString(), POLICY.cell(role, right, relation).toString());
            }
            return places;
        }
    }

    /// `earshot rights explain`
    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description = "Whether somebody with these roles may do an act, and why.",
            footer = {
                "",
                "Example:",
                "  ./earshot rights explain case.read --role reviewer --where same",
                "",
                "Exit codes: 0 granted in some way, 1 denied, 2 wrong usage."
            })
    static final class Explain implements Callable<Integer> {

        @Mixin private JsonOption json = new JsonOption();

        @Parameters(paramLabel = "ACT", description = "As in the log, for instance case.read.")
        private String act = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                description = "One the person has; may be given several times.")
        private List<String> roles = new ArrayList<>();

        @Option(
                names = "--where",
                paramLabel = "PLACE",
                defaultValue = "none",
                description =
                        "Where the object stands to the person: own, same, below, above, other,"
                                + " deleted or none (default: ${DEFAULT-VALUE}).")
        private String where = "none";

        @Override
        public Integer call() {
            Right right =
                    Right.named(act)
                            .orElseThrow(() ->
                                    new Complaint(
                                            "There is no act '%s'; './earshot rights show' lists them."
                                                    .formatted(act)));
            Set<Role> known = roles.stream().map(RightsCommand::role).collect(Collectors.toSet());
            Decision decision = POLICY.decide(known, right, place(where));
            json.print(
                    new Answer(
                            right.id(),
                            known.stream().sorted().map(Role::id).toList(),
                            decision.relation().toString(),
                            decision.grant().toString(),
                            decision.reason()),
                    decision.grant().words() + ": " + decision.reason());
            return decision.grant() == Grant.DENIED ? 1 : 0;
        }
    }

    private static Role role(String name) {
        return Role.named(name)
                .orElseThrow(() ->
                        new Complaint(
                                "There is no role '%s'; there are %s."
                                        .formatted(
                                                name,
                                                Arrays.stream(Role.values())
                                                        .map(Role::id)
                                                        .collect(Collectors.joining(", ")))));
    }

    private static Relation place(String name) {
        return Arrays.stream(Relation.values())
                .filter(relation -> relation.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new Complaint(
                                "There is no place '%s'; there are %s."
                                        .formatted(name, Arrays.toString(Relation.values()))));
    }
}
