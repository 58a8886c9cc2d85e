package org.earshot.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.earshot.rights.Role.ADMINISTRATOR;
import static org.earshot.rights.Role.AGENT;
import static org.earshot.rights.Role.AUDITOR;
import static org.earshot.rights.Role.CUSTODIAN;
import static org.earshot.rights.Role.REVIEWER;
import static org.earshot.rights.Role.SUPERVISOR;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.earshot.audit.Actor;
import org.earshot.db.Database;
import org.earshot.rights.Role;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("People and units")
@ExtendWith(TestPostgres.class)
@SuppressWarnings("NullAway.Init")
class PeopleIT {

    @TempDir private static Path directory;

    private House house;
    private People people;
    private Units units;

    @BeforeEach
    void open(Database db) {
        house = new House(db, directory);
        people = house.staff.people();
        units = house.staff.units();
    }

    @Test
    void a_unit_cannot_lie_below_itself() {
        var upper = house.unit(house.root.id());
        var lower = house.unit(upper.id());

        assertThatThrownBy(() -> move(upper, lower))
                .isInstanceOf(StaffRefused.class)
                .hasMessage("a unit cannot lie below itself");
        assertThatThrownBy(() -> move(upper, upper)).isInstanceOf(StaffRefused.class);
        assertThatThrownBy(() -> move(house.root, lower)).isInstanceOf(StaffRefused.class);
        assertThatThrownBy(() ->
                        house.run(
                                "UPDATE unit SET parent = '%s' WHERE id = '%s'"
                                        .formatted(lower.id(), upper.id())))
                .hasMessageContaining("a unit cannot lie below itself");
        assertThat(units.find(upper.id()).parent()).isEqualTo(house.root.id());
    }

    @Test
    void of_two_moves_that_make_a_cycle_together_one_is_refused() throws Exception {
        for (int round = 0; round < 20; round++) {
            var one = house.unit(house.root.id());
            var other = house.unit(house.root.id());

            int refused =
                    together(
                            () -> units.change(House.CONSOLE, below(one, other)),
                            () -> units.change(House.CONSOLE, below(other, one)));

            assertThat(refused).isEqualTo(1);
        }
    }

    @Test
    void there_is_one_topmost_unit() {
        assertThatThrownBy(() ->
                        house.run("INSERT INTO unit (id, name) VALUES (gen_random_uuid(), 'Two')"))
                .hasMessageContaining("unit_one_root");
    }

    @Test
    void roles_that_must_not_meet_do_not() {
        for (var roles :
                List.of(
                        Set.of(AUDITOR, AGENT),
                        Set.of(CUSTODIAN, ADMINISTRATOR),
                        Set.of(ADMINISTRATOR, SUPERVISOR),
                        Set.of(AUDITOR, CUSTODIAN))) {
            var person = house.person();

            assertThatThrownBy(() -> people.setRoles(House.CONSOLE, person.id(), roles))
                    .isInstanceOf(StaffRefused.class)
                    .hasMessageContaining("must not meet");
        }
        assertThat(house.person(AGENT, REVIEWER, SUPERVISOR).roles()).hasSize(3);
    }

    @Test
    void the_database_refuses_them_by_itself() {
        var auditor = house.person(AUDITOR);

        for (String duty : List.of("WORK", "AUDIT")) {
            assertThatThrownBy(() ->
                            house.run(
                                    "INSERT INTO staff_role VALUES ('%s', 'AGENT', '%s', now())"
                                            .formatted(auditor.id(), duty)))
                    .hasMessageContaining("constraint");
        }
    }

    @Test
    void nobody_changes_their_own_roles() {
        var administrator = house.person(ADMINISTRATOR);
        var self = new Actor.Staff(administrator.id());

        assertThatThrownBy(() -> people.setRoles(self, administrator.id(), Set.of(AGENT)))
                .hasMessageContaining("nobody changes their own roles");
    }

    @Test
    void two_administrators_cannot_dismiss_each_other_at_once() throws Exception {
        people.all().stream()
                .filter(person -> person.roles().contains(ADMINISTRATOR))
                .skip(1)
                .forEach(person -> people.setRoles(House.CONSOLE, person.id(), Set.of()));
        var one = house.person(ADMINISTRATOR);
        var other = house.person(ADMINISTRATOR);
        people.all().stream()
                .filter(person -> person.roles().contains(ADMINISTRATOR))
                .filter(person -> !Set.of(one.id(), other.id()).contains(person.id()))
                .forEach(person -> people.setRoles(House.CONSOLE, person.id(), Set.of()));

        int refused =
                together(
                        () -> people.setRoles(new Actor.Staff(one.id()), other.id(), Set.of()),
                        () -> people.leave(new Actor.Staff(other.id()), one.id(), null));

        assertThat(refused).isEqualTo(1);
    }

    @Test
    void no_role_is_in_force_without_a_pledge_in_date() {
        var agent = house.person(AGENT);
        people.pledge(House.CONSOLE, agent.id(), House.TODAY.plusDays(1));
        assertThat(rolesNow(agent)).containsExactly(AGENT);

        house.clock.advance(Duration.ofDays(1));
        assertThat(rolesNow(agent)).containsExactly(AGENT);
        house.clock.advance(Duration.ofDays(1));
        assertThat(rolesNow(agent)).isEmpty();
        house.clock.advance(Duration.ofDays(-30));
        assertThat(rolesNow(agent)).containsExactly(AGENT);

        people.pledge(House.CONSOLE, agent.id(), null);
        assertThat(rolesNow(agent)).isEmpty();
    }

    @Test
    void a_leaver_hands_over_open_work_or_does_not_leave() {
        var leaver = house.person(AGENT);
        var successor = house.person(AGENT);
        house.give("one-" + leaver.id(), leaver.id());
        house.give("two-" + leaver.id(), leaver.id());
        int leaves = house.leaves().size();

        assertThatThrownBy(() -> people.leave(House.CONSOLE, leaver.id(), null))
                .hasMessageContaining("has 2 open pieces of work");
        assertThat(people.find(leaver.id()).isHere()).isTrue();
        assertThat(rolesNow(leaver)).containsExactly(AGENT);
        assertThat(house.leaves()).hasSize(leaves);

        assertThat(people.leave(House.CONSOLE, leaver.id(), successor.id())).hasSize(2);
        assertThat(people.work(successor.id())).hasSize(2);
        assertThat(people.subject(leaver.id())).isEmpty();
        assertThat(house.leaves()).hasSize(leaves + 3);
    }

    @Test
    void whoever_has_left_gets_no_work_no_roles_and_is_not_followed_under_the_same_name() {
        var leaver = house.person(AGENT);
        var worker = house.person(AGENT);
        house.give("three-" + worker.id(), worker.id());
        people.leave(House.CONSOLE, leaver.id(), null);

        assertThatThrownBy(() -> house.give("four", leaver.id()))
                .hasMessageContaining("people who are here");
        assertThatThrownBy(() -> people.leave(House.CONSOLE, worker.id(), leaver.id()))
                .hasMessageContaining("has left");
        assertThatThrownBy(() -> people.setRoles(House.CONSOLE, leaver.id(), Set.of(AGENT)))
                .hasMessageContaining("has left");
        assertThatThrownBy(() ->
                        people.add(House.CONSOLE, leaver.signInName(), "Other", house.root.id()))
                .hasMessageContaining("given to somebody before");
    }

    @Test
    void a_conflict_with_a_unit_is_one_with_those_below_it() {
        var upper = house.unit(house.root.id());
        var lower = house.unit(upper.id());
        var agent = house.person(AGENT);

        var conflict = new Conflict(UUID.randomUUID(), agent.id(), null, upper.id());
        people.declare(House.CONSOLE, conflict, "a brother works there");

        assertThat(people.subject(agent.id()).orElseThrow().conflicts())
                .containsExactlyInAnyOrder(upper.id(), lower.id());
        assertThatThrownBy(
                        () -> people.settle(new Actor.Staff(agent.id()), agent.id(), conflict.id()))
                .hasMessageContaining("nobody ends a conflict of their own");
        people.settle(House.CONSOLE, agent.id(), conflict.id());
        assertThat(people.subject(agent.id()).orElseThrow().conflicts()).isEmpty();
    }

    @Test
    void a_conflict_between_people_holds_for_both() {
        var one = house.person(AGENT);
        var other = house.person(REVIEWER);

        people.declare(
                House.CONSOLE, new Conflict(UUID.randomUUID(), one.id(), other.id(), null), "kin");

        assertThat(people.conflictedPeople(one.id())).containsExactly(other.id());
        assertThat(people.conflictedPeople(other.id())).containsExactly(one.id());
        assertThatThrownBy(() -> new Conflict(UUID.randomUUID(), one.id(), one.id(), null))
                .isInstanceOf(StaffRefused.class);
    }

    @Test
    void where_a_person_stands_is_the_path_from_the_root() {
        var upper = house.unit(house.root.id());
        var lower = house.unit(upper.id());
        var officer = house.person(lower.id(), Role.UNIT_OFFICER);

        assertThat(people.subject(officer.id()).orElseThrow().unit().units())
                .containsExactly(house.root.id(), upper.id(), lower.id());
    }

    @Test
    void every_change_is_a_leaf_and_no_name_is_in_one() {
        int before = house.leaves().size();
        var person = house.person(AGENT); // added, pledged, roles
        people.change(House.CONSOLE, person.id(), "Zhang Wei", house.root.id());
        var unit = house.unit(house.root.id());
        move(unit, house.root);
        people.leave(House.CONSOLE, person.id(), null);

        var leaves = house.leaves();
        assertThat(leaves).hasSize(before + 7);
        assertThat(leaves)
                .map(leaf -> new String(leaf, StandardCharsets.ISO_8859_1))
                .noneMatch(leaf -> leaf.contains("Kim") || leaf.contains("Zhang"))
                .noneMatch(leaf -> leaf.contains(person.signInName()));
    }

    private Set<Role> rolesNow(Person person) {
        return people.subject(person.id()).orElseThrow().roles();
    }

    private void move(Unit unit, Unit below) {
        units.change(House.CONSOLE, below(unit, below));
    }

    private static Unit below(Unit unit, Unit above) {
        return new Unit(unit.id(), above.id(), unit.name());
    }

    /// @return how many of the two were refused
    private static int together(Callable<?> one, Callable<?> other) throws Exception {
        var start = new CyclicBarrier(2);
        int refused = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> results =
                    List.of(one, other).stream()
                            .map(work -> threads.submit(() -> wasRefused(start, work)))
                            .toList();
            for (var result : results) {
                refused += result.get() ? 1 : 0;
            }
        }
        return refused;
    }

    private static boolean wasRefused(CyclicBarrier start, Callable<?> work) throws Exception {
        start.await();
        try {
            work.call();
            return false;
        } catch (StaffRefused refused) {
            return true;
        }
    }
}
