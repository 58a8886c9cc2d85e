package org.earshot.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeyService;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.recording.RecordingFailed.Reason;
import org.earshot.telephony.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts, resumes and ends recordings. One for each core.
///
/// After a restart of the core: first [#resume(CallId)] for every call that is still up, then
/// [#sealAbandoned(Set)] for the rest.
public final class Recorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String RETENTION_CLASS = "RECORDING";

    private final RecordingSettings settings;
    private final KeyService keys;
    private final RecordingCatalog catalog;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Disk disk;
    private final Folder folder;
    private final Committer committer = new Committer();
    private final Registrar registrar = new Registrar();
    private final Map<CallId, LiveRecording> live = new ConcurrentHashMap<>();
    private final LeftBehind leftBehind;
    private volatile BiConsumer<CallId, RecordingFailed> onFailure =
            (call, failure) -> LOG.error("{}", failure.getMessage());

    private Recorder(
            RecordingSettings settings,
            KeyService keys,
            RecordingCatalog catalog,
            InstantSource clock,
            LongSupplier nanos,
            Disk disk) {
        this.settings = settings;
        this.keys = keys;
        this.catalog = catalog;
        this.clock = clock;
        this.nanos = nanos;
        this.disk = disk;
        this.folder = new Folder(settings.directory());
        this.leftBehind = new LeftBehind(folder, keys);
    }

    /// Opens the directory and finds what an earlier core left unfinished in it.
    ///
    /// @throws RecordingFailed when the directory cannot be made or read
    public static Recorder open(
            RecordingSettings settings,
            KeyService keys,
            RecordingCatalog catalog,
            InstantSource clock) {
        return open(settings, keys, catalog, clock, System::nanoTime, new LocalDisk());
    }

    static Recorder open(
            RecordingSettings settings,
            KeyService keys,
            RecordingCatalog catalog,
            InstantSource clock,
            LongSupplier nanos,
            Disk disk) {
        var recorder = new Recorder(settings, keys, catalog, clock, nanos, disk);
        recorder.findLeftBehind();
        recorder.committer.commit(recorder.new WarmUp());
        return recorder;
    }

    /// Is told once for each recording that is not kept; before this is set, the log is. Must not
    /// block.
    public void onFailure(BiConsumer<CallId, RecordingFailed> listener) {
        onFailure = listener;
    }

    /// For the decision to take another call.
    ///
    /// @throws RecordingFailed when the disk has less space than is kept for calls that are up
    public void requireSpace() {
        long free;
        try {
            free = disk.freeBytes(settings.directory());
        } catch (IOException failure) {
            throw new RecordingFailed(
                    Reason.DISK_ERROR,
                    "The recordings directory cannot be looked at; check its disk",
                    failure);
        }
        if (free < settings.keepFreeBytes()) {
            throw new RecordingFailed(
                    Reason.DISK_FULL,
                    "The disk of the recordings directory has %d MiB left, %d are kept for calls that are up; free some space"
                            .formatted(free >> 20, settings.keepFreeBytes() >> 20));
        }
    }

    /// Does no I/O itself and does not fail: what goes wrong is told to [#onFailure].
    public LiveRecording start(CallId call, Instant answeredAt) {
        return start(call, answeredAt, UUID.randomUUID());
    }

    LiveRecording start(CallId call, Instant answeredAt, UUID id) {
        return start(new Header(id, call, answeredAt), new CallClock(answeredAt, clock, nanos));
    }

    private LiveRecording start(Header header, CallClock position) {
        Instant answeredAt = header.answeredAt();
        LocalDate destroyOn = answeredAt.atZone(ZoneOffset.UTC).toLocalDate().plus(settings.keep());
        var journal =
                new Journal(
                        folder, disk, header, () -> keys.newDataKey(RETENTION_CLASS, destroyOn));
        return follow(header, journal, 0, position);
    }

    /// Goes on with the recording of a call that outlived a core; the time away becomes a gap.
    /// Empty when nothing of it was stored, or it is sealed: then start a new one or leave it.
    public Optional<LiveRecording> resume(CallId call) {
        var stored = leftBehind.take(call);
        if (stored.isEmpty() || stored.get().manifest().isPresent()) {
            stored.ifPresent(this::register);
            return Optional.empty();
        }
        var journal = new Journal(folder, disk, stored.get());
        LOG.info("Call {}: its recording goes on after a restart", call);
        var header = stored.get().header();
        return Optional.of(
                follow(
                        header,
                        journal,
                        stored.get().tracks().end(),
                        new CallClock(header.answeredAt(), clock, nanos)));
    }

    /// Whether something of it may still be on its way to the disk.
    boolean isWriting(UUID recording) {
        return live.values().stream().anyMatch(it -> it.id().equals(recording));
    }

    /// Takes in what Asterisk recorded by itself while no core was there: the caller's leg only.
    ///
    /// @param samples 8,000 a second
    public SealedRecording takeIn(CallId call, Instant beganAt, short[] samples) {
        var elapsed = new AtomicLong(); // its time passes as fast as we write
        var recording =
                start(
                        new Header(UUID.randomUUID(), call, beganAt),
                        new CallClock(
                                beganAt, () -> beganAt.plusNanos(elapsed.get()), elapsed::get));
        for (int at = 0; at < samples.length; at += Samples.PER_SECOND) {
            int end = Math.min(samples.length, at + Samples.PER_SECOND);
            elapsed.set(Samples.duration(end).toNanos());
            recording.write(Leg.CALLER, Arrays.copyOfRange(samples, at, end));
        }
        return recording.close(beganAt.plus(Samples.duration(samples.length)));
    }

    /// Seals what an earlier core left, except for calls that are still up, up to the last second
    /// stored. What was sealed already but is unknown to the database is made known to it.
    public List<SealedRecording> sealAbandoned(Set<CallId> stillLive) {
        var sealed =
                leftBehind.calls().stream()
                        .filter(call -> !stillLive.contains(call))
                        .flatMap(call -> leftBehind.take(call).stream())
                        .map(this::sealNow)
                        .toList();
        if (!sealed.isEmpty() && !registrar.settle(PATIENCE)) {
            LOG.warn("{} recordings are sealed, but the database does not know yet", sealed.size());
        }
        return sealed;
    }

    /// Stores what is in hand and stops; the calls may go on.
    @Override
    public void close() {
        live.values().forEach(LiveRecording::detach);
        committer.close();
        registrar.close();
    }

    private void findLeftBehind() {
        try {
            disk.createDirectories(folder.open());
            leftBehind.find();
        } catch (IOException failure) {
            throw new RecordingFailed(
                    Reason.DISK_ERROR,
                    "The recordings directory "
                            + settings.directory()
                            + " cannot be used ("
                            + failure.getClass().getSimpleName()
                            + "); make it writable for this user",
                    failure);
        }
    }

    private LiveRecording follow(
            Header header, Journal journal, long storedBefore, CallClock position) {
        var keeper = keeper(header.call(), journal);
        var recording =
                new LiveRecording(header, position, keeper, journal.generation(), storedBefore);
        live.put(header.call(), recording);
        keeper.open();
        return recording;
    }

    private JournalKeeper keeper(CallId call, Journal journal) {
        return new JournalKeeper(call, journal, committer, new Follower());
    }

    private SealedRecording sealNow(StoredRecording stored) {
        if (stored.manifest().isPresent()) {
            register(stored);
            return sealedRecording(stored);
        }
        var header = stored.header();
        var outcome =
                keeper(header.call(), new Journal(folder, disk, stored))
                        .seal(stored.length())
                        .join();
        return new SealedRecording(
                header.id(),
                header.call(),
                Samples.duration(outcome.length()),
                Samples.duration(outcome.gaps()),
                outcome.sealed());
    }

    private static SealedRecording sealedRecording(StoredRecording stored) {
        var manifest = stored.manifest().orElseThrow();
        return new SealedRecording(
                stored.header().id(),
                stored.header().call(),
                Samples.duration(manifest.length()),
                Samples.duration(manifest.gaps()),
                stored.intact());
    }

    private void register(StoredRecording stored) {
        var manifest = stored.manifest().orElseThrow();
        register(
                stored.header(),
                stored.key().bucket().destroyOn(),
                manifest.length(),
                manifest.gaps(),
                stored.manifestSha256().orElseThrow());
    }

    private void register(
            Header header, LocalDate destroyOn, long length, long gaps, ByteBuffer manifestSha256) {
        var entry =
                new RecordingCatalog.Entry(
                        header.id(),
                        header.call(),
                        header.answeredAt(),
                        RecordingCatalog.State.SEALED,
                        Optional.of(Samples.duration(length)),
                        Samples.duration(gaps),
                        destroyOn);
        Instant sealedAt = clock.instant();
        var sha256 = new byte[manifestSha256.remaining()];
        manifestSha256.duplicate().get(sha256);
        registrar.tell(() -> {
            catalog.sealed(entry, sealedAt, sha256);
            leftBehind.removeMark(header.id());
        });
    }

    private LocalDate destroyOn(Instant answeredAt) {
        return answeredAt.atZone(ZoneOffset.UTC).toLocalDate().plus(settings.keep());
    }

    /// Seals a second of nothing, so that the first call finds today's key and warm code: cold, the
    /// first seal of a process takes some hundred milliseconds.
    private final class WarmUp implements Committer.Work {

        @Override
        public void write() {
            try {
                var key = keys.newDataKey(RETENTION_CLASS, destroyOn(clock.instant()));
                Slot.manifest(new byte[Slot.BODY_BYTES])
                        .seal(key.files(), new Slot.Place(UUID.randomUUID(), 0, 0));
            } catch (KeysUnavailable | KeyDestroyed failure) {
                LOG.error("Recordings have no key: {}", failure.getMessage());
            }
        }

        @Override
        public boolean commit() {
            return false;
        }
    }

    /// What becomes of a recording once it left this class.
    private final class Follower implements JournalKeeper.Watcher {

        @Override
        public void opened(Journal journal) {
            var header = journal.header();
            LocalDate destroyOn = journal.destroyOn();
            registrar.tell(() ->
                    catalog.began(header.id(), header.call(), header.answeredAt(), destroyOn));
        }

        @Override
        public void failed(CallId call, RecordingFailed failure) {
            onFailure.accept(call, failure);
        }

        @Override
        public void sealed(Journal journal, JournalKeeper.Outcome outcome) {
            var header = journal.header();
            live.remove(header.call());
            ByteBuffer sha256 = outcome.manifestSha256();
            if (sha256 != null) {
                register(header, journal.destroyOn(), outcome.length(), outcome.gaps(), sha256);
            }
        }
    }
}
