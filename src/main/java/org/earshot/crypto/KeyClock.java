package org.earshot.crypto;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which day it is, for keys that must not die early: the system's clock, in step with the kernel's
/// count of seconds since the last look ([ClockWitness]), and another clock that agrees within the
/// hour.
final class KeyClock {

    private static final String FILE = "clock";

    private final KeyCopies copies;
    private final SteadyClock clock;
    private final InstantSource other;

    /// @param other for instance the database's
    KeyClock(KeyCopies copies, SteadyClock clock, InstantSource other) {
        this.copies = copies;
        this.clock = clock;
        this.other = other;
    }

    /// @param today the earlier of what the clocks say
    /// @param held empty, or why nothing may be destroyed
    record Verdict(Instant now, LocalDate today, String held) {}

    /// Looks, and remembers that it looked. Under the directory's lock.
    Verdict look() {
        var reading = clock.read();
        ClockWitness witness =
                read().map(before -> before.observe(reading))
                        .orElseGet(() -> ClockWitness.of(reading));
        write(witness);
        Instant theirs = other.instant();
        Instant earlier = theirs.isBefore(reading.wall()) ? theirs : reading.wall();
        return new Verdict(
                reading.wall(),
                LocalDate.ofInstant(earlier, ZoneOffset.UTC),
                held(witness, reading.wall(), theirs));
    }

    /// A person says that the clock is right.
    void confirm() {
        write(ClockWitness.of(clock.read()));
    }

    private static String held(ClockWitness witness, Instant ours, Instant theirs) {
        Duration apart = Duration.between(ours, theirs).abs();
        if (apart.compareTo(ClockWitness.STEP) > 0) {
            return "the system's clock and the database's differ by %d min; set the wrong one"
                    .formatted(apart.toMinutes());
        }
        return witness.isHeld()
                ? "the clock jumped by more than an hour and is not believed yet; put it right, or run"
                        + " 'earshot keys destroy-due --confirm-clock'"
                : "";
    }

    private Optional<ClockWitness> read() {
        try {
            return copies.read(FILE)
                    .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                    .map(KeyClock::parse);
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw new KeysUnavailable(
                    "The file clock in "
                            + copies
                            + " was altered; put back a copy, or delete it and run 'earshot keys"
                            + " destroy-due --confirm-clock'",
                    broken);
        }
    }

    private void write(ClockWitness witness) {
        String text =
                Stream.of(
                                line(witness.trusted()),
                                witness.seen().toString(),
                                line(witness.jumped()))
                        .collect(Collectors.joining("\n", "", "\n"));
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(bytes, copies.read(FILE).orElse(null))) {
            copies.replace(FILE, bytes);
        }
    }

    private static ClockWitness parse(String text) {
        String[] lines = text.split("\n", -1);
        return new ClockWitness(
                reading(lines[0]),
                Instant.parse(lines[1]),
                lines[2].equals("-") ? null : reading(lines[2]));
    }

    private static ClockWitness.Reading reading(String line) {
        String[] words = line.split(" ", -1);
        return new ClockWitness.Reading(
                Instant.parse(words[0]), words[1], Duration.parse(words[2]));
    }

    private static String line(ClockWitness.@Nullable Reading reading) {
        return reading == null
                ? "-"
                : reading.wall() + " " + reading.boot() + " " + reading.uptime();
    }
}
