package org.earshot.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.earshot.crypto.Ed25519Keys;

/// A log and its witness in a folder of a test, on a disk that does not wait.
final class House {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    final NoteSigner log = NoteSigner.log("hotline.example/log", Ed25519Keys.generate());
    final NoteSigner watching = NoteSigner.witness("witness.example", Ed25519Keys.generate());
    final Path root;

    House(Path root) {
        this.root = root;
    }

    /// A disk that kills the process before its n-th step; 0 never.
    static final class Brittle implements Disk {

        private int left;

        Brittle(int left) {
            this.left = left;
        }

        @Override
        public void force(FileChannel channel) {
            step("force");
        }

        @Override
        public void step(String next) {
            if (left == 1) {
                throw new Killed();
            }
            left = Math.max(0, left - 1);
        }
    }

    /// No exception that anybody may catch.
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    LogFolder folder(Disk disk) {
        return new LogFolder(root.resolve("log"), disk);
    }

    LogFolder folder() {
        return folder(new Brittle(0));
    }

    Witness witness(Disk disk) {
        return new Witness(
                new DurableFiles(root.resolve("witness"), disk), watching, log.key(), () -> NOW);
    }

    Witness witness() {
        return witness(new Brittle(0));
    }

    Sequencer sequencer(Leaves leaves, Disk disk, WitnessLink witness) {
        return Sequencer.watched(leaves, folder(disk), log, witness, watching.key());
    }

    /// Everything that waits, into the log.
    Sequencer.Progress grow(MemoryLeaves leaves, WitnessLink witness) {
        try (var sequencer = sequencer(leaves, new Brittle(0), witness)) {
            return sequencer.step();
        }
    }

    Seen seen() {
        try {
            return Seen.byWitness(
                    Files.readAllBytes(root.resolve("witness/checkpoint")),
                    log.key(),
                    watching.key());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    LogReport verify(Leaves leaves) {
        return LogCheck.verify(folder(), log.key(), leaves, List.of(seen()));
    }
}
