package org.earshot.shield;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.earshot.crypto.ClockWitness;
import org.earshot.crypto.Ed25519Keys;
import org.earshot.crypto.Secret;

/// All keys of a site's shields at one moment.
///
/// @param dialog the long-lived key of capsules, Call-IDs and branches: a CANCEL after midnight
///   must still meet its INVITE
/// @param vault the long-lived key of the vault: what is enrolled must open for years
/// @param signer signs certificates of destruction
/// @param epochs the living ones, by day and serial
record KeyRing(
        Secret dialog,
        Secret vault,
        Ed25519Keys signer,
        ClockWitness clock,
        int lastSerial,
        List<Epoch> epochs,
        List<Tombstone> destroyed) {

    /// Days whose keys exist before they begin, so that shields whose clocks differ, and a keystore
    /// that cannot be written for a day, do no harm.
    static final int DAYS_AHEAD = 2;

    KeyRing {
        epochs =
                epochs.stream()
                        .sorted(Comparator.comparing(Epoch::day).thenComparingInt(Epoch::serial))
                        .toList();
        destroyed = List.copyOf(destroyed);
    }

    static KeyRing create(ClockWitness.Reading now) {
        return new KeyRing(
                Secret.random(),
                Secret.random(),
                Ed25519Keys.generate(),
                ClockWitness.of(now),
                0,
                List.of(),
                List.of());
    }

    /// The epoch that seals on this day: its own; when that is missing, the last one before it, or
    /// else the next.
    Optional<Epoch> current(LocalDate today) {
        Optional<Epoch> last =
                epochs.stream().filter(epoch -> !epoch.day().isAfter(today)).reduce((_, b) -> b);
        return last.or(() -> epochs.stream().findFirst());
    }

    List<Epoch> withId(byte id) {
        return epochs.stream().filter(epoch -> epoch.id() == id).toList();
    }

    List<Epoch> due(LocalDate today) {
        return epochs.stream().filter(epoch -> !epoch.destroyOn().isAfter(today)).toList();
    }

    /// Makes the keys that are missing, and sees to it that none lives longer than `keepDays`: also
    /// not one that a wrong clock made for a day far ahead.
    KeyRing rotated(LocalDate today, int keepDays) {
        int serial = lastSerial;
        var next = new ArrayList<Epoch>();
        for (Epoch epoch : epochs) {
            boolean stray = epoch.day().isAfter(today.plusDays(DAYS_AHEAD));
            LocalDate limit = (stray ? today : epoch.day()).plusDays(keepDays);
            next.add(limit.isBefore(epoch.destroyOn()) ? epoch.destroyedOn(limit) : epoch);
        }
        for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
            LocalDate day = today.plusDays(ahead);
            if (epochs.stream().noneMatch(epoch -> epoch.day().equals(day))) {
                serial++;
                next.add(new Epoch(serial, day, day.plusDays(keepDays), Secret.random()));
            }
        }
        return next.equals(epochs)
                ? this
                : new KeyRing(dialog, vault, signer, clock, serial, next, destroyed);
    }

    KeyRing at(ClockWitness witness) {
        return new KeyRing(dialog, vault, signer, witness, lastSerial, epochs, destroyed);
    }

    KeyRing withDialog(Secret other) {
        return new KeyRing(other, vault, signer, clock, lastSerial, epochs, destroyed);
    }

    /// Without the key of `epoch`, and with its tombstone.
    KeyRing without(Epoch epoch, Instant at, Tombstone.Reason reason) {
        var left = new ArrayList<>(epochs);
        left.remove(epoch);
        var graves = new ArrayList<>(destroyed);
        graves.add(
                new Tombstone(
                        epoch.serial(),
                        epoch.day(),
                        at.truncatedTo(ChronoUnit.SECONDS),
                        reason,
                        Certificate.sha256(epoch.commitment()),
                        CallerTokens.probe(epoch).value()));
        return new KeyRing(dialog, vault, signer, clock, lastSerial, left, graves);
    }
}
