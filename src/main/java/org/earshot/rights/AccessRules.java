package org.earshot.rights;

import static org.earshot.rights.Relation.OWN;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// When an access looks improper: facts in, suspicions out.
///
/// @param window what is counted together
/// @param deniedOften denials of content in the window at which somebody is trying doors
/// @param outside different objects in the window that are not one's own
/// @param bulk different objects in the window, one's own too; nobody works on so many
/// @param opens when work begins
/// @param closes when work is over; the same as `opens` where somebody always works
/// @param rest days without work
public record AccessRules(
        Duration window,
        int deniedOften,
        int outside,
        int bulk,
        LocalTime opens,
        LocalTime closes,
        Set<DayOfWeek> rest,
        ZoneId zone) {

    public AccessRules {
        rest = Set.copyOf(rest);
        if (deniedOften < 1 || outside < 1 || bulk < 1) {
            throw new IllegalArgumentException("a rule needs at least one access to look at");
        }
    }

    /// Six in the morning to ten at night leaves out no shift of an office; a hotline that never
    /// closes sets both to the same.
    public static AccessRules usual(ZoneId zone) {
        return new AccessRules(
                Duration.ofMinutes(30),
                3,
                15,
                40,
                LocalTime.of(6, 0),
                LocalTime.of(22, 0),
                EnumSet.noneOf(DayOfWeek.class),
                zone);
    }

    /// What `now` looks like after what came before. A count is suspicious when it is reached, not
    /// at each access after it: one alarm each.
    ///
    /// @param before accesses of the same person, the oldest first; older ones than the window are
    ///   not looked at
    public Set<Suspicion> judge(List<Access> before, Access now) {
        var found = EnumSet.noneOf(Suspicion.class);
        if (now.isAboutSelf()) {
            found.add(Suspicion.ONESELF);
        }
        if (!now.isContent()) {
            return found;
        }
        if (reaches(deniedOften, before, now, Access::isDenied)) {
            found.add(Suspicion.DENIED_OFTEN);
        }
        if (reaches(outside, before, now, AccessRules::isOutside)) {
            found.add(Suspicion.OUTSIDE_OWN_CASES);
        }
        if (reaches(bulk, before, now, access -> !access.isDenied())) {
            found.add(Suspicion.BULK);
        }
        if (isOff(now) && recent(before, now).stream().noneMatch(this::isOff)) {
            found.add(Suspicion.OFF_HOURS);
        }
        return found;
    }

    private static boolean isOutside(Access access) {
        return !access.isDenied() && access.decision().relation() != OWN;
    }

    /// Whether `now` is what makes it `limit` different objects.
    private boolean reaches(int limit, List<Access> before, Access now, Predicate<Access> counted) {
        if (!counted.test(now)) {
            return false;
        }
        var objects =
                recent(before, now).stream()
                        .filter(counted)
                        .map(Access::kindAndObject)
                        .distinct()
                        .toList();
        return objects.size() == limit - 1 && !objects.contains(now.kindAndObject());
    }

    private List<Access> recent(List<Access> before, Access now) {
        var from = now.at().minus(window);
        return before.stream()
                .filter(access -> access.isContent() && access.at().isAfter(from))
                .toList();
    }

    private boolean isOff(Access access) {
        var local = access.at().atZone(zone);
        var time = local.toLocalTime();
        if (rest.contains(local.getDayOfWeek())) {
            return true;
        }
        boolean within =
                opens.isBefore(closes)
                        ? !time.isBefore(opens) && time.isBefore(closes)
                        : !time.isBefore(opens) || time.isBefore(closes); // over midnight
        return !within && !opens.equals(closes);
    }
}
