package org.earshot.staff;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.earshot.audit.Act;
import org.earshot.audit.Actor;
import org.earshot.rights.Role;
import org.jspecify.annotations.Nullable;

/// A house without an administrator gets one: on the console only, by whoever holds the machine.
public final class FirstPeople {

    /// Somebody to be. Codes are short-lived: whoever types the command stands beside them.
    ///
    /// @param code their invitation
    public record Made(Person person, String code) {

        @Override
        public String toString() {
            return "Made(" + person + ")";
        }
    }

    public static final Duration LASTS = Duration.ofHours(1);

    /// The first pledge is the same day's and must be renewed by then.
    private static final int PLEDGE_YEARS = 1;

    private final PersonRepository people;
    private final UnitRepository units;
    private final Desk desk;
    private final People calendar;

    FirstPeople(PersonRepository people, UnitRepository units, Desk desk, People calendar) {
        this.people = people;
        this.units = units;
        this.desk = desk;
        this.calendar = calendar;
    }

    /// @param custodian sign-in name of a second person, who keeps the keys; null for later
    /// @throws StaffRefused when there is an administrator already
    public List<Made> make(String house, String administrator, @Nullable String custodian) {
        var who = new Actor.Component("console");
        var unit =
                units.all().stream()
                        .filter(root -> root.parent() == null)
                        .findFirst()
                        .orElse(new Unit(UUID.randomUUID(), null, Names.shown("unit", house)));
        var made = new ArrayList<Made>();
        made.add(made(administrator, Role.ADMINISTRATOR, unit));
        if (custodian != null) {
            made.add(made(custodian, Role.CUSTODIAN, unit));
        }
        var acts = new ArrayList<Act>();
        acts.add(desk.acts().unit("init", who, unit.id(), Map.of()));
        for (var one : made) {
            var roles = one.person().roles().stream().map(Role::name).toList();
            acts.add(desk.acts().person("init", who, one.person().id(), Map.of("roles", roles)));
        }
        var now = desk.now();
        var invitations = made.stream().map(one -> desk.secrets().invitation(one.code())).toList();
        people.makeFirst(
                unit,
                made.stream().map(Made::person).toList(),
                invitations,
                now,
                now.plus(LASTS),
                acts);
        return made;
    }

    private Made made(String signInName, Role role, Unit unit) {
        String name = Names.signIn(signInName);
        var person =
                new Person(
                        UUID.randomUUID(),
                        name,
                        name,
                        unit.id(),
                        Set.of(role),
                        calendar.today().plusYears(PLEDGE_YEARS),
                        null);
        return new Made(person, Enrolment.newCode());
    }
}
