package org.earshot.flows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.earshot.flows.Finding.Severity;
import org.earshot.ivr.Calendar;
import org.earshot.ivr.CalendarReader;
import org.earshot.ivr.IvrRefused;

/// The calendars beside the flows, right or wrong.
///
/// @param names of all of them
/// @param sound those that can be used
/// @param findings what is wrong in the others
record CalendarShelf(Set<String> names, List<Calendar> sound, List<Finding> findings) {

    CalendarShelf {
        sound = List.copyOf(sound);
        findings = List.copyOf(findings);
    }

    /// @param files by the calendars' names
    static CalendarShelf read(SortedMap<String, byte[]> files) {
        var sound = new ArrayList<Calendar>();
        var findings = new ArrayList<Finding>();
        files.forEach((name, bytes) -> {
            var file = "calendars/" + name + ".yaml";
            var text = new String(bytes, StandardCharsets.UTF_8);
            try {
                sound.add(CalendarReader.read(name, file, text));
            } catch (IvrRefused refused) {
                for (var problem : refused.problems()) {
                    findings.add(
                            new Finding(
                                    Rule.CALENDAR,
                                    Severity.ERROR,
                                    problem.file(),
                                    problem.line(),
                                    problem.sentence()));
                }
            }
        });
        return new CalendarShelf(new TreeSet<>(files.keySet()), sound, findings);
    }

    boolean has(String name) {
        return names.contains(name);
    }
}
