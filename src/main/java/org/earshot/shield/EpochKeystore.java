package org.earshot.shield;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.earshot.crypto.ClockWitness;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.crypto.SealedFile;
import org.earshot.crypto.Secret;
import org.earshot.crypto.SteadyClock;
import org.earshot.crypto.Unsealing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys of the shield: one file, sealed, which all shields of a site share.
///
/// [#turn] does whatever the hour asks for: makes the keys of the coming days, moves on at midnight
/// UTC, destroys what is due and certifies it, and takes over what another process wrote. Reading
/// keys never waits for a disk.
public final class EpochKeystore {

    private static final Logger LOG = LoggerFactory.getLogger(EpochKeystore.class);

    /// How often the trusted time is written down. With [ClockWitness#STEP] it leaves 50 minutes
    /// for a restart of the machine that needs no waiting afterwards.
    private static final Duration CHECKPOINT = Duration.ofMinutes(10);

    private final SealedFile file;
    private final CertificateFolder certificates;
    private final SteadyClock clock;
    private final int keepDays;
    private volatile Turn now;

    /// What network threads read.
    private record Turn(KeyRing ring, LocalDate today, boolean held) {}

    private EpochKeystore(KeySettings settings, SteadyClock clock) {
        file = file(settings);
        certificates = CertificateFolder.of(settings);
        this.clock = clock;
        keepDays = settings.keepDays();
        file.shredLeftovers();
        now = change(UnaryOperator.identity());
    }

    /// Opens the keystore; on first use makes it.
    ///
    /// @throws KeysUnavailable with one sentence for the person who started this
    public static EpochKeystore open(KeySettings settings, InstantSource wall) {
        return open(settings, SteadyClock.ofThisMachine(wall));
    }

    static EpochKeystore open(KeySettings settings, SteadyClock clock) {
        return new EpochKeystore(settings, clock);
    }

    /// From now on only `next` opens the keystore; its keys stay the same. Shields that run go on
    /// with the keys they hold and must be told `next` at a restart.
    ///
    /// @throws KeysUnavailable with one sentence; the keystore is then as it was
    public static void reseal(KeySettings settings, Unsealing next) {
        SealedFile before = file(settings);
        before.shredLeftovers();
        SealedFile after = before.reseal(next);
        var _ =
                after.read()
                        .map(KeyRingForm::read)
                        .orElseThrow(() -> new KeysUnavailable("There is no keystore " + after));
    }

    static SealedFile file(KeySettings settings) {
        return new SealedFile(settings.keystore(), "shield keys", settings.unsealing());
    }

    /// The long-lived key of capsules, Call-IDs and branches.
    public Secret dialog() {
        return now.ring().dialog();
    }

    /// The long-lived key of the vault.
    public Secret vault() {
        return now.ring().vault();
    }

    /// Call it every second or so, from one thread.
    ///
    /// @throws KeysUnavailable when the keystore cannot be read or written; the keys at hand stay
    ///   good
    public synchronized void turn() {
        var reading = clock.read();
        KeyRing ring = now.ring();
        var witness = ring.clock().observe(reading);
        LocalDate today = day(witness.time(reading));
        if (file.changed() || isWorkToDo(ring, witness, today)) {
            now = change(UnaryOperator.identity());
        } else {
            now = new Turn(ring, today, witness.isHeld());
        }
    }

    /// Destroys at once, whatever the clock says. The day in use gets a new key.
    ///
    /// @param day empty: every day
    /// @return file names of the certificates
    public synchronized List<String> destroy(Optional<LocalDate> day) {
        Instant at = clock.read().wall();
        int before = now.ring().destroyed().size();
        now =
                change(ring -> {
                    KeyRing left = ring;
                    for (Epoch epoch : ring.epochs()) {
                        if (day.isEmpty() || epoch.day().equals(day.get())) {
                            left = left.without(epoch, at, Tombstone.Reason.ASKED);
                        }
                    }
                    return left;
                });
        List<Tombstone> graves = now.ring().destroyed();
        return graves.subList(Math.min(before, graves.size()), graves.size()).stream()
                .filter(grave -> grave.reason() == Tombstone.Reason.ASKED)
                .map(Certificate::fileName)
                .toList();
    }

    /// A person says that the clock, which jumped, is right.
    public synchronized void confirmClock() {
        now = change(ring -> ring.at(ClockWitness.of(clock.read())));
    }

    /// A new dialog key. Calls in progress lose their way back, so not while there are any; shields
    /// take it at their next start.
    public synchronized void renewDialogKey() {
        now = change(ring -> ring.withDialog(Secret.random()));
    }

    /// What health pages and people see.
    public KeyReport report() {
        var turn = now;
        return KeyReport.of(turn.ring(), turn.today(), turn.held());
    }

    KeyRing ring() {
        return now.ring();
    }

    /// The epoch that seals now.
    Epoch current() {
        var turn = now;
        return turn.ring()
                .current(turn.today())
                .orElseThrow(() ->
                        new KeysUnavailable(
                                "There is no epoch key; run 'earshot shield-keys rotate'"));
    }

    private boolean isWorkToDo(KeyRing ring, ClockWitness witness, LocalDate today) {
        return isClockNews(ring.clock(), witness)
                || !ring.rotated(today, keepDays).equals(ring)
                || (!witness.isHeld() && !ring.due(today).isEmpty());
    }

    /// One change under the lock, on what the file holds by now.
    private Turn change(UnaryOperator<KeyRing> wish) {
        return file.exclusively(() -> {
            var reading = clock.read();
            Optional<KeyRing> stored = file.read().map(KeyRingForm::read);
            KeyRing before = stored.orElseGet(() -> KeyRing.create(reading));
            KeyRing after = advanced(wish.apply(before), reading);
            if (stored.isEmpty() || !after.equals(before)) {
                file.write(KeyRingForm.write(after));
                after = file.read().map(KeyRingForm::read).orElseThrow();
            }
            certify(after);
            boolean held = after.clock().isHeld();
            return new Turn(after, day(after.clock().time(reading)), held);
        });
    }

    private KeyRing advanced(KeyRing ring, ClockWitness.Reading reading) {
        var witness = ring.clock().observe(reading);
        LocalDate today = day(witness.time(reading));
        KeyRing next = isClockNews(ring.clock(), witness) ? ring.at(witness) : ring;
        if (!witness.isHeld()) {
            for (Epoch epoch : next.due(today)) {
                next = next.without(epoch, reading.wall(), Tombstone.Reason.DUE);
            }
        }
        return next.rotated(today, keepDays);
    }

    private void certify(KeyRing onDisk) {
        for (Certificate certificate : certificates.issue(onDisk)) {
            LOG.info(
                    "The key of {} was destroyed; its certificate is {}.",
                    certificate.tombstone().day(),
                    Certificate.fileName(certificate.tombstone()));
        }
    }

    private static boolean isClockNews(ClockWitness before, ClockWitness after) {
        Duration since = Duration.between(before.seen(), after.seen()).abs();
        return !Objects.equals(before.jumped(), after.jumped())
                || !before.trusted().equals(after.trusted())
                || since.compareTo(CHECKPOINT) >= 0;
    }

    static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
