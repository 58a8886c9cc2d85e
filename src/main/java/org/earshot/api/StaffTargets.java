package org.earshot.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.earshot.http.Request;
import org.earshot.rights.Target;
import org.earshot.rights.UnitPath;
import org.earshot.staff.Staff;
import org.earshot.staff.StaffRefused;
import org.earshot.staff.Unit;

/// Whom and which units the operations about people touch.
final class StaffTargets {

    private final Staff staff;

    StaffTargets(Staff staff) {
        this.staff = staff;
    }

    /// By `operationId`.
    Map<String, Targets> all() {
        var all = new HashMap<String, Targets>();
        List.of(
                        "readPerson",
                        "setRoles",
                        "setPledge",
                        "leave",
                        "invitePerson",
                        "declareConflict",
                        "settleConflict")
                .forEach(id -> all.put(id, request -> List.of(person(id(request)))));
        all.put("addPerson", request -> named(request, "unit").toList());
        all.put("addUnit", request -> named(request, "parent").toList());
        all.put("changePerson", request -> with(person(id(request)), moved(request, "unit")));
        all.put("changeUnit", request -> with(unit(id(request)), moved(request, "parent")));
        return Map.copyOf(all);
    }

    private static List<Target> with(Target first, Stream<Target> more) {
        return Stream.concat(Stream.of(first), more).toList();
    }

    /// Where it is moved to, if it is: whoever may not touch that may not move anything there.
    private Stream<Target> moved(Request request, String field) {
        return request.body().hasNonNull(field) ? named(request, field) : Stream.empty();
    }

    private Stream<Target> named(Request request, String field) {
        return Stream.of(unit(uuid(request.body().path(field).asText())));
    }

    private Target person(Optional<UUID> id) {
        try {
            return id.map(staff.people()::find)
                    .map(person -> unit(Optional.of(person.unit())).ownedBy(person.id()))
                    .orElse(Target.STRAY);
        } catch (StaffRefused unknown) {
            return Target.STRAY;
        }
    }

    private Target unit(Optional<UUID> id) {
        var parents = new HashMap<UUID, Unit>();
        staff.units().all().forEach(unit -> parents.put(unit.id(), unit));
        var path = new ArrayList<UUID>();
        var next = id.map(parents::get);
        while (next.isPresent()) {
            path.add(next.get().id());
            next = Optional.ofNullable(next.get().parent()).map(parents::get);
        }
        Collections.reverse(path);
        return path.isEmpty() ? Target.STRAY : Target.of(new UnitPath(path));
    }

    private static Optional<UUID> id(Request request) {
        return uuid(request.path().getOrDefault("id", ""));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
