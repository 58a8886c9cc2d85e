package org.earshot.api;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.earshot.rights.Role;
import org.earshot.staff.Conflict;
import org.earshot.staff.Enrolment;
import org.earshot.staff.Person;
import org.earshot.staff.SignedIn;
import org.earshot.staff.Staff;
import org.earshot.staff.Unit;
import org.jspecify.annotations.Nullable;

/// The operations about people and units. Who may, is decided in front of them.
final class PeopleOperations {

    record PersonForm(String signInName, String name, String unit) {

        @Override
        public String toString() {
            return "PersonForm";
        }
    }

    record PersonChange(@Nullable String name, @Nullable String unit) {

        @Override
        public String toString() {
            return "PersonChange";
        }
    }

    record RolesForm(List<String> roles) {}

    record PledgeForm(@Nullable String until) {}

    record LeaveForm(@Nullable String successor) {}

    record ConflictForm(@Nullable String otherPerson, @Nullable String unit, String why) {

        @Override
        public String toString() {
            return "ConflictForm";
        }
    }

    record SettleForm(String conflict) {}

    record UnitForm(@Nullable String parent, @Nullable String name) {}

    /// The invitation is shown once.
    record Invitation(String invitation) {

        @Override
        public String toString() {
            return "Invitation";
        }
    }

    record PersonFile(PersonView person, List<ConflictView> conflicts, List<WorkView> work) {}

    private final Staff staff;
    private final StaffDoor door;

    PeopleOperations(Staff staff, StaffDoor door) {
        this.staff = staff;
        this.door = door;
    }

    /// By `operationId`.
    Map<String, Operation> all() {
        var all = new HashMap<String, Operation>();
        all.put("listPeople", door.signed((_, _) -> people()));
        all.put("addPerson", door.signed(this::add));
        all.put("readPerson", door.signed((_, request) -> read(id(request))));
        all.put("changePerson", door.signed(this::change));
        all.put("setRoles", door.signed(this::roles));
        all.put("setPledge", door.signed(this::pledge));
        all.put("leave", door.signed(this::leave));
        all.put("invitePerson", door.signed(this::invite));
        all.put("declareConflict", door.signed(this::declare));
        all.put("settleConflict", door.signed(this::settle));
        all.put("listUnits", door.signed((_, _) -> units()));
        all.put("addUnit", door.signed(this::addUnit));
        all.put("changeUnit", door.signed(this::changeUnit));
        return Map.copyOf(all);
    }

    private Response people() {
        return Response.ok(staff.people().all().stream().map(this::view).toList());
    }

    private Response add(SignedIn who, Request request) {
        var form = request.body(PersonForm.class);
        var unit = UUID.fromString(form.unit());
        var person = staff.people().add(who.actor(), form.signInName(), form.name(), unit);
        return Response.of(201, view(person));
    }

    private Response read(UUID id) {
        var person = staff.people().find(id);
        return Response.ok(
                new PersonFile(
                        view(person),
                        staff.people().conflicts(id).stream().map(ConflictView::of).toList(),
                        staff.people().work(id).stream().map(WorkView::of).toList()));
    }

    private Response change(SignedIn who, Request request) {
        var form = request.body(PersonChange.class);
        var before = staff.people().find(id(request));
        return Response.ok(
                view(
                        staff.people()
                                .change(
                                        who.actor(),
                                        before.id(),
                                        form.name() == null ? before.name() : form.name(),
                                        form.unit() == null
                                                ? before.unit()
                                                : UUID.fromString(form.unit()))));
    }

    private Response roles(SignedIn who, Request request) {
        var roles =
                request.body(RolesForm.class).roles().stream()
                        .flatMap(role -> Role.named(role).stream())
                        .collect(Collectors.toUnmodifiableSet());
        return Response.ok(view(staff.people().setRoles(who.actor(), id(request), roles)));
    }

    private Response pledge(SignedIn who, Request request) {
        var until = request.body(PledgeForm.class).until();
        try {
            var last = until == null ? null : LocalDate.parse(until);
            return Response.ok(view(staff.people().pledge(who.actor(), id(request), last)));
        } catch (DateTimeParseException wrong) {
            return Response.error(422, "There is no day " + until + ".");
        }
    }

    private Response leave(SignedIn who, Request request) {
        var to = request.body(LeaveForm.class).successor();
        var given =
                staff.people()
                        .leave(who.actor(), id(request), to == null ? null : UUID.fromString(to));
        return Response.ok(given.stream().map(WorkView::of).toList());
    }

    private Response invite(SignedIn who, Request request) {
        return Response.of(
                201,
                new Invitation(
                        staff.enrolment().invite(who.actor(), id(request), Enrolment.USUAL)));
    }

    private Response declare(SignedIn who, Request request) {
        var form = request.body(ConflictForm.class);
        var conflict =
                new Conflict(
                        UUID.randomUUID(),
                        id(request),
                        form.otherPerson() == null ? null : UUID.fromString(form.otherPerson()),
                        form.unit() == null ? null : UUID.fromString(form.unit()));
        return Response.of(
                201, ConflictView.of(staff.people().declare(who.actor(), conflict, form.why())));
    }

    private Response settle(SignedIn who, Request request) {
        var conflict = UUID.fromString(request.body(SettleForm.class).conflict());
        staff.people().settle(who.actor(), id(request), conflict);
        return StaffDoor.done();
    }

    private Response units() {
        return Response.ok(staff.units().all().stream().map(UnitView::of).toList());
    }

    private Response addUnit(SignedIn who, Request request) {
        var form = request.body(UnitForm.class);
        if (form.parent() == null || form.name() == null) {
            return Response.error(422, "A unit has a name and lies below another.");
        }
        var unit = staff.units().add(who.actor(), UUID.fromString(form.parent()), form.name());
        return Response.of(201, UnitView.of(unit));
    }

    private Response changeUnit(SignedIn who, Request request) {
        var form = request.body(UnitForm.class);
        var before = staff.units().find(id(request));
        var changed =
                new Unit(
                        before.id(),
                        form.parent() == null ? before.parent() : UUID.fromString(form.parent()),
                        form.name() == null ? before.name() : form.name());
        return Response.ok(UnitView.of(staff.units().change(who.actor(), changed)));
    }

    private PersonView view(Person person) {
        return PersonView.of(person, staff.people().today());
    }

    private static UUID id(Request request) {
        return UUID.fromString(request.path().getOrDefault("id", ""));
    }
}
