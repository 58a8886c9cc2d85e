package org.earshot.ivr;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads one calendar and refuses it with everything that is wrong in it.
public final class CalendarReader {

    private static final StepSchemas SCHEMAS = new StepSchemas();

    private static final Duration USUAL_SLOT = Duration.ofMinutes(30);

    private final LocatedYaml yaml;
    private final Problems problems;

    private CalendarReader(LocatedYaml yaml, Problems problems) {
        this.yaml = yaml;
        this.problems = problems;
    }

    static Calendar read(Path file) throws IvrRefused {
        var name = String.valueOf(file.getFileName());
        var shown = "calendars/" + name;
        try {
            return read(name.replaceFirst("\\.ya?ml$", ""), shown, Files.readString(file));
        } catch (IOException e) {
            throw new IvrRefused(
                    "the calendar " + name,
                    List.of(new Problem(shown, 0, "the file cannot be read as UTF-8 text.")));
        }
    }

    /// @param file for complaints
    /// @throws IvrRefused with all problems at once
    public static Calendar read(String name, String file, String text) throws IvrRefused {
        var yaml = LocatedYaml.parse(file, text);
        var problems = new Problems(yaml, file);
        if (problems.isEmpty()) {
            SCHEMAS.complaintsOfCalendar(yaml.root())
                    .forEach(complaint -> problems.add(complaint.pointer(), complaint.sentence()));
        }
        if (problems.isEmpty()) {
            var calendar = new CalendarReader(yaml, problems).calendar(name);
            if (problems.isEmpty()) {
                return calendar;
            }
        }
        throw new IvrRefused("the calendar " + name, problems.inOrder());
    }

    private Calendar calendar(String name) {
        var root = yaml.root();
        var holidays = days("holidays");
        var workdays = days("workdays");
        workdays.stream()
                .filter(holidays::contains)
                .forEach(day ->
                        problems.add(
                                "/workdays",
                                day + " is both a holiday and a working day; remove it from one."));
        return new Calendar(
                name,
                zone(root.path("zone").asText()),
                week(root.path("week")),
                holidays,
                workdays,
                day(root.path("workdaysAs").asText("mon")),
                root.has("slot") ? YamlStep.time(root.path("slot")) : USUAL_SLOT,
                root.path("slots").asInt(1));
    }

    private ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException _) {
            problems.add("/zone", "there is no time zone '" + zone + "'; write one as Asia/Seoul.");
            return ZoneId.of("UTC");
        }
    }

    private Set<LocalDate> days(String key) {
        var days = new LinkedHashSet<LocalDate>();
        int index = 0;
        for (var day : yaml.root().path(key)) {
            try {
                days.add(LocalDate.parse(day.asText()));
            } catch (DateTimeException _) {
                problems.add(
                        "/" + key + "/" + index,
                        "there is no day " + day.asText() + "; correct it.");
            }
            index++;
        }
        return days;
    }

    private Map<DayOfWeek, List<Calendar.Span>> week(JsonNode week) {
        var days = new EnumMap<DayOfWeek, List<Calendar.Span>>(DayOfWeek.class);
        for (var day : week.properties()) {
            days.put(day(day.getKey()), spans(day.getKey(), day.getValue().asText()));
        }
        return days;
    }

    private List<Calendar.Span> spans(String day, String text) {
        var spans = new ArrayList<Calendar.Span>();
        int free = 0;
        for (var part : text.split(" ", -1)) {
            var span = new Calendar.Span(minute(part.substring(0, 5)), minute(part.substring(6)));
            if (span.from() < free || span.to() <= span.from()) {
                problems.add(
                        "/week/" + day,
                        "the times of '%s' must follow each other, and end after they begin; %s does not."
                                .formatted(day, part));
            }
            free = span.to();
            spans.add(span);
        }
        return spans;
    }

    private static int minute(String time) {
        return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
    }

    /// `mon` … `sun`, as the schema admits.
    private static DayOfWeek day(String name) {
        for (var day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ROOT).startsWith(name)) {
                return day;
            }
        }
        throw new IllegalStateException("a day that no schema admits: " + name);
    }
}
