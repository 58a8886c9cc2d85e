package org.earshot.staff;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.earshot.audit.Actor;
import org.earshot.audit.Deed;
import org.earshot.rights.Role;
import org.earshot.rights.Subject;
import org.jspecify.annotations.Nullable;

/// The people of the house. Each change is a leaf of the log, or it did not happen.
public final class People {

    private final PersonRepository people;
    private final SubjectRepository subjects;
    private final WorkRepository work;
    private final StaffActs acts;
    private final InstantSource clock;
    private final ZoneId zone;

    /// @param zone whose calendar a pledge's last day is of
    People(
            PersonRepository people,
            SubjectRepository subjects,
            WorkRepository work,
            StaffActs acts,
            InstantSource clock,
            ZoneId zone) {
        this.people = people;
        this.subjects = subjects;
        this.work = work;
        this.acts = acts;
        this.clock = clock;
        this.zone = zone;
    }

    /// Those who are here first; those who left stay known.
    public List<Person> all() {
        return people.all();
    }

    /// @throws StaffRefused when there is nobody of this id
    public Person find(UUID id) {
        return people.find(id).orElseThrow(() -> StaffRefused.unknown("person"));
    }

    /// @throws StaffRefused when there is nobody of this sign-in name
    public Person find(String signInName) {
        return people.find(Names.signIn(signInName))
                .orElseThrow(() -> StaffRefused.unknown("person"));
    }

    public Person add(Actor who, String signInName, String name, UUID unit) {
        var person =
                new Person(
                        UUID.randomUUID(),
                        Names.signIn(signInName),
                        Names.shown("person", name),
                        unit,
                        Set.of(),
                        null,
                        null);
        people.add(
                person,
                clock.instant(),
                acts.person("add", who, person.id(), Map.of("unit", unit.toString())));
        return person;
    }

    public Person change(Actor who, UUID id, String name, UUID unit) {
        people.change(
                id,
                Names.shown("person", name),
                unit,
                acts.person("change", who, id, Map.of("unit", unit.toString())));
        return find(id);
    }

    /// Gives exactly these roles. Whoever changes roles does not change their own.
    public Person setRoles(Actor who, UUID id, Set<Role> roles) {
        if (who instanceof Actor.Staff(var self) && self.equals(id)) {
            throw StaffRefused.notAllowed("nobody changes their own roles; ask somebody else");
        }
        Duty.of(roles); // refuses before anything is written
        var names = roles.stream().map(Role::name).sorted().toList();
        people.setRoles(
                id, roles, clock.instant(), acts.person("roles", who, id, Map.of("roles", names)));
        return find(id);
    }

    /// @param until last day; null takes the pledge back
    public Person pledge(Actor who, UUID id, @Nullable LocalDate until) {
        people.pledge(
                id, until, acts.person("pledge", who, id, Map.of("until", String.valueOf(until))));
        return find(id);
    }

    public List<Conflict> conflicts(UUID id) {
        return subjects.conflicts(id);
    }

    /// @param why kept in the log alone, sealed
    public Conflict declare(Actor who, Conflict conflict, String why) {
        var details = new HashMap<String, String>();
        details.put("person", String.valueOf(conflict.otherPerson()));
        details.put("unit", String.valueOf(conflict.unit()));
        details.put("why", why);
        subjects.declare(
                conflict,
                clock.instant(),
                acts.person("conflict", who, conflict.person(), details));
        return conflict;
    }

    /// It is over. Nobody says so of their own.
    public void settle(Actor who, UUID person, UUID conflict) {
        if (who instanceof Actor.Staff(var self) && self.equals(person)) {
            throw StaffRefused.notAllowed("nobody ends a conflict of their own; ask somebody else");
        }
        subjects.settle(
                person,
                conflict,
                acts.person("settle", who, person, Map.of("conflict", conflict.toString())));
    }

    /// With whom of the staff a person may have nothing to do, whoever of the two said so.
    public Set<UUID> conflictedPeople(UUID id) {
        return subjects.conflictedPeople(id);
    }

    /// What a person has in hand, the oldest first.
    public List<WorkItem> work(UUID id) {
        return work.of(id);
    }

    /// Sessions end, roles go, open work goes to `successor`: at once, and all of it or nothing.
    ///
    /// @param successor null is right where there is no open work
    /// @return the work that was given on
    public List<WorkItem> leave(Actor who, UUID id, @Nullable UUID successor) {
        if (id.equals(successor)) {
            throw StaffRefused.notAllowed("the work of a leaver goes to somebody else");
        }
        var act = acts.person("leave", who, id, Map.of("successor", String.valueOf(successor)));
        return work.leave(
                id,
                successor,
                clock.instant(),
                act,
                item ->
                        acts.act(
                                new Deed("work.give", who, item.kind(), item.object()),
                                Map.of("from", id.toString(), "to", item.person().toString())));
    }

    /// As the rights see them now; empty when they have left.
    public Optional<Subject> subject(UUID id) {
        return subjects.subject(id, today());
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
