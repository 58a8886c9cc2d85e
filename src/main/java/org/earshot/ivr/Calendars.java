package org.earshot.ivr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The calendars beside the flows, by name.
public final class Calendars {

    private final Map<String, Calendar> calendars;

    public Calendars(List<Calendar> calendars) {
        this.calendars = new TreeMap<>();
        calendars.forEach(calendar -> this.calendars.put(calendar.name(), calendar));
    }

    public Optional<Calendar> named(String name) {
        return Optional.ofNullable(calendars.get(name));
    }

    public Set<String> names() {
        return Set.copyOf(calendars.keySet());
    }

    /// Reads every `*.yaml` of `folder` (`ivr-flows/calendars`); none when it is not there.
    ///
    /// @throws IvrRefused with all problems of all calendars at once
    public static Calendars read(Path folder) throws IvrRefused {
        var problems = new ArrayList<Problem>();
        var calendars = new ArrayList<Calendar>();
        for (var file : files(folder)) {
            try {
                calendars.add(CalendarReader.read(file));
            } catch (IvrRefused refused) {
                problems.addAll(refused.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new IvrRefused("the calendars", problems);
        }
        return new Calendars(calendars);
    }

    private static List<Path> files(Path folder) throws IvrRefused {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var children = Files.list(folder)) {
            return children.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new IvrRefused(
                    "the calendars",
                    List.of(new Problem("calendars", 0, "cannot be listed: " + e.getMessage())));
        }
    }
}
