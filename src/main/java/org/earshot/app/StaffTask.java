package org.earshot.app;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.earshot.api.PersonView;
import org.earshot.audit.Actor;
import org.earshot.staff.Person;
import org.earshot.staff.Staff;
import org.earshot.staff.StaffRefused;
import org.earshot.staff.Unit;
import picocli.CommandLine.Mixin;

/// What all of `earshot staff` need. Whoever may run it holds the machine; the log says `console`.
abstract class StaffTask implements Callable<Integer> {

    static final Actor CONSOLE = new Actor.Component("console");

    @Mixin private Places places = new Places();

    @Mixin private JsonOption json = new JsonOption();

    abstract void run(Staff staff);

    @Override
    public Integer call() {
        try (var archive = Archive.open(places)) {
            run(archive.staff());
            return 0;
        } catch (StaffRefused refused) {
            String sentence = String.valueOf(refused.getMessage());
            throw new Complaint(
                    Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".");
        }
    }

    void print(Object document, String text) {
        json.print(document, text);
    }

    <T> void print(List<T> views, Function<T, String> line, String none) {
        if (json.wanted()) {
            Output.json(views);
        } else if (views.isEmpty()) {
            Output.text(none);
        } else {
            views.forEach(view -> Output.text(line.apply(view)));
        }
    }

    void print(Staff staff, Person person) {
        var view = PersonView.of(person, staff.people().today());
        print(view, onTerminal(view));
    }

    static String onTerminal(PersonView view) {
        return "%s %-16s %-24s %s%s"
                .formatted(
                        view.id(),
                        view.signInName(),
                        view.name(),
                        String.join(",", view.roles()),
                        state(view))
                .stripTrailing();
    }

    private static String state(PersonView view) {
        if (view.leftAt() != null) {
            return " left " + view.leftAt();
        }
        if (view.pledgedUntil() == null) {
            return " no pledge";
        }
        return (view.inForce() ? " pledged until " : " pledge ended ") + view.pledgedUntil();
    }

    /// @param nameOrId of a person
    static Person person(Staff staff, String nameOrId) {
        return isId(nameOrId)
                ? staff.people().find(UUID.fromString(nameOrId))
                : staff.people().find(nameOrId);
    }

    /// @param nameOrId of a unit
    static Unit unit(Staff staff, String nameOrId) {
        if (isId(nameOrId)) {
            return staff.units().find(UUID.fromString(nameOrId));
        }
        var found =
                staff.units().all().stream().filter(unit -> unit.name().equals(nameOrId)).toList();
        if (found.size() != 1) {
            throw new Complaint(
                    "There are %d units named '%s'; './earshot staff unit list' shows their ids."
                            .formatted(found.size(), nameOrId));
        }
        return found.getFirst();
    }

    private static boolean isId(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    static String invitation(Person person, String code, String lasts) {
        return "%s\nInvitation of %s, good once and for %s: enter it on the sign-in page to choose a password."
                .formatted(code, person.signInName(), lasts);
    }
}
