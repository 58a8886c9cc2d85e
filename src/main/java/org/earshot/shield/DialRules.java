package org.earshot.shield;

import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.earshot.telephony.PhoneNumber;

/// Which numbers may be called out to, when, and how often (toll fraud). Only ever asked about
/// numbers the shield itself opened from a token.
///
/// Shared by all threads; its lock is held for a few comparisons.
public final class DialRules {

    /// Premium, shared cost, universal and satellite numbers, and ranges that are known for fraud.
    public static final List<String> COSTLY =
            List.of(
                    "+1900", "+1976", "+808", "+870", "+878", "+881", "+882", "+883", "+888",
                    "+979", "+991", "+4490", "+4491", "+4498", "+4470", "+49900", "+49137",
                    "+33899", "+3389", "+34803", "+34806", "+34807", "+39899", "+39166", "+4190",
                    "+43900", "+43930", "+6119", "+8260");

    /// @param allowed prefixes in E.164; empty for all
    /// @param refused prefixes refused although allowed
    /// @param from first minute of the day at which calls go out, in `zone`
    /// @param until the minute from which they do not; the same as `from` for round the clock
    /// @param perMinute new calls of the whole site
    /// @param perHour new calls of the whole site
    /// @param perNumberAndHour new calls to one number
    public record Limits(
            List<String> allowed,
            List<String> refused,
            LocalTime from,
            LocalTime until,
            ZoneId zone,
            int perMinute,
            int perHour,
            int perNumberAndHour) {

        /// Costly numbers refused, 120 calls a minute, 2,000 an hour, 10 an hour to one number.
        public static Limits usual() {
            return new Limits(
                    List.of(),
                    COSTLY,
                    LocalTime.MIDNIGHT,
                    LocalTime.MIDNIGHT,
                    ZoneId.of("UTC"),
                    120,
                    2000,
                    10);
        }

        /// Nothing limited: tests and measurements.
        public static Limits none() {
            int many = Integer.MAX_VALUE;
            return new Limits(
                    List.of(),
                    List.of(),
                    LocalTime.MIDNIGHT,
                    LocalTime.MIDNIGHT,
                    ZoneId.of("UTC"),
                    many,
                    many,
                    many);
        }

        public Limits {
            allowed = List.copyOf(allowed);
            refused = List.copyOf(refused);
            for (String prefix : allowed) {
                checkPrefix(prefix);
            }
            for (String prefix : refused) {
                checkPrefix(prefix);
            }
            if (perMinute < 0 || perHour < 0 || perNumberAndHour < 0) {
                throw new IllegalArgumentException("A limit of calls is 0 or more");
            }
        }

        private static void checkPrefix(String prefix) {
            if (!prefix.matches("\\+[0-9]{1,15}")) {
                throw new IllegalArgumentException(
                        "'%s' is no prefix of telephone numbers: write + and digits, such as +49"
                                .formatted(prefix));
            }
        }
    }

    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    private final Limits limits;
    private final InstantSource clock;
    private final CallCount site = new CallCount();
    private final CallCount numbers = new CallCount();
    private final RecentAttempts recent = new RecentAttempts();

    public DialRules(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// @param attempt the same for all retransmissions of one request, which count once
    /// @return 0 when the call may go out, else the status it is refused with
    public synchronized int refusal(PhoneNumber number, long attempt) {
        if (!mayBeCalled(number)) {
            return 403;
        }
        long now = clock.instant().getEpochSecond();
        if (recent.contains(attempt)) {
            return 0;
        }
        if (!isOpen()) {
            return 480;
        }
        long perNumber = number.e164().hashCode() & 0xFFFF_FFFFL;
        boolean full =
                site.of(0, now, MINUTE) >= limits.perMinute
                        || site.of(1, now, HOUR) >= limits.perHour
                        || numbers.of(perNumber, now, HOUR) >= limits.perNumberAndHour;
        if (full) {
            return 503;
        }
        site.add(0, now, MINUTE);
        site.add(1, now, HOUR);
        numbers.add(perNumber, now, HOUR);
        recent.add(attempt);
        return 0;
    }

    /// Whether a call to `number` would go out now, as far as range and hour say.
    public DialPermission.Verdict verdict(PhoneNumber number) {
        if (!mayBeCalled(number)) {
            return new DialPermission.Verdict(false, "calls to this range are refused");
        }
        return isOpen()
                ? new DialPermission.Verdict(true, "allowed")
                : new DialPermission.Verdict(false, "calls go out at other hours");
    }

    private boolean mayBeCalled(PhoneNumber number) {
        String e164 = number.e164();
        boolean allowed =
                limits.allowed.isEmpty() || limits.allowed.stream().anyMatch(e164::startsWith);
        return allowed && limits.refused.stream().noneMatch(e164::startsWith);
    }

    private boolean isOpen() {
        if (limits.from.equals(limits.until)) {
            return true;
        }
        LocalTime time = LocalTime.ofInstant(clock.instant(), limits.zone);
        boolean afterFrom = !time.isBefore(limits.from);
        boolean beforeUntil = time.isBefore(limits.until);
        return limits.from.isBefore(limits.until)
                ? afterFrom && beforeUntil
                : afterFrom || beforeUntil;
    }
}
