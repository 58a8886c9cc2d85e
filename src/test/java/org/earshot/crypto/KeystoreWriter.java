package org.earshot.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// A process that does to a key directory all that is ever done to it;
/// `src/test/sh/keystore-faults.sh` fails and kills its system calls.
final class KeystoreWriter {

    static final LocalDate DAY = LocalDate.of(2026, 11, 29);

    private KeystoreWriter() {}

    public static void main(String[] arguments) {
        if (arguments[0].equals("check")) {
            for (int i = 1; i < arguments.length; i++) {
                check(Path.of(arguments[i]));
            }
            return;
        }
        Path root = Path.of(arguments[0]);
        var keys = KeyService.open(places(root));
        switch (arguments[1]) {
            case "write" -> write(keys);
            case "prepare" -> keep(root, keys.newDataKey("CASE", DAY.plusYears(4)).wrapped());
            default -> throw new IllegalArgumentException(arguments[1]);
        }
    }

    private static void write(KeyService keys) {
        keys.newDataKey("ID", DAY);
        keys.rotate();
        var clock = Clock.fixed(Instant.parse("2026-11-29T00:00:01Z"), ZoneOffset.UTC);
        var steady = SteadyClock.ofThisMachine(clock);
        var outcome = new Destruction(keys, new Silent(), steady, clock).run();
        if (!outcome.isGood()) {
            throw new IllegalStateException(outcome.trouble());
        }
    }

    /// After a fault: everything opens, in both directories, and the next change goes through.
    private static void check(Path root) {
        var health = KeyService.open(places(root)).check();
        var again = KeyService.open(places(root));
        again.rotate();
        var second = again.check();
        if (!health.isGood()
                || !second.isGood()
                || again.unwrap(kept(root)).wrapped().length == 0) {
            throw new IllegalStateException(root + " is broken: " + health + ", " + second);
        }
    }

    private static void keep(Path root, byte[] wrapped) {
        try {
            Files.write(root.resolve("kept"), wrapped);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] kept(Path root) {
        try {
            return Files.readAllBytes(root.resolve("kept"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static KeyPlaces places(Path root) {
        Path first = root.resolve("keys");
        return new KeyPlaces(
                first,
                Optional.of(root.resolve("second")),
                KeyPlaces.keyFile(first),
                Optional.empty(),
                Optional.of(root.resolve("keys.mark")));
    }

    private static final class Silent implements DestructionLog {

        @Override
        public void intended(Bucket bucket) {}

        @Override
        public void done(Bucket bucket) {}
    }
}
