package org.earshot.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeyService;
import org.earshot.telephony.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What callers say who agreed to text and no sound, sealed as recordings are, each under a key of
/// its own, until their words are written down: a recogniser that dies in the middle of the call
/// must not cost them. Nobody can listen to it; who reads it is the recogniser. Destroyed with its
/// key, which lies in the same file, when the transcript is whole, or its last day has come.
///
/// A draft has the id of the recording it belongs to, which is silent where the draft is not.
public final class Drafts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);

    /// For what nobody could write down until then.
    private static final Period KEEP = Period.ofDays(2);

    /// A-law has no zero: its quietest sample is 8 (ITU-T G.711).
    private static final int SILENT = 8;

    private final Folder folder;
    private final Recorder recorder;
    private final RecordingReader reader;
    private final KeyService keys;
    private final InstantSource clock;

    private Drafts(
            RecordingSettings settings, Recorder recorder, KeyService keys, InstantSource clock) {
        this.folder = new Folder(settings.directory());
        this.recorder = recorder;
        this.reader = new RecordingReader(keys, settings);
        this.keys = keys;
        this.clock = clock;
    }

    /// @param recordings where the recordings lie: drafts lie in a directory of theirs in it
    /// @throws RecordingFailed when the directory cannot be made or read
    public static Drafts open(RecordingSettings recordings, KeyService keys, InstantSource clock) {
        return open(recordings, keys, clock, System::nanoTime, new LocalDisk());
    }

    /// @param nanos time that nobody sets, as [System#nanoTime]
    public static Drafts open(
            RecordingSettings recordings,
            KeyService keys,
            InstantSource clock,
            LongSupplier nanos) {
        return open(recordings, keys, clock, nanos, new LocalDisk());
    }

    static Drafts open(
            RecordingSettings recordings,
            KeyService keys,
            InstantSource clock,
            LongSupplier nanos,
            Disk disk) {
        var settings =
                new RecordingSettings(
                        recordings.directory().resolve("drafts"), KEEP, recordings.keepFreeBytes());
        return new Drafts(
                settings,
                Recorder.open(settings, keys, new Unlisted(), clock, nanos, disk),
                keys,
                clock);
    }

    /// Does no I/O itself and does not fail.
    public LiveRecording begin(CallId call, Instant answeredAt, UUID recording) {
        return recorder.start(call, answeredAt, recording);
    }

    /// Goes on with the draft of a call that outlived a core.
    public Optional<LiveRecording> resume(CallId call) {
        return recorder.resume(call);
    }

    /// Closes what an earlier core left, except for calls that are still up.
    public void sealAbandoned(Set<CallId> stillLive) {
        var _ = recorder.sealAbandoned(stillLive);
    }

    /// Whether there is a draft of this recording, whole or not.
    public boolean holds(UUID recording) {
        return Files.isDirectory(folder.of(recording));
    }

    /// The caller's leg of a call: what was recorded and what was drafted, at the same time. A
    /// draft that cannot be opened, now or ever, adds nothing; a disk that fails, or has not taken
    /// all of it yet, may be asked again.
    ///
    /// @param recorded the caller's leg of the recording
    /// @throws RecordingUnreadable when the disk fails, or the draft is still written
    public short[] completed(UUID recording, short[] recorded) {
        if (recorder.isWriting(recording)) {
            throw new RecordingUnreadable("Draft " + recording + " is still being written");
        }
        if (!holds(recording) || !isReadable(recording)) {
            return recorded;
        }
        short[] drafted = reader.leg(recording, Leg.CALLER);
        var both = new short[Math.max(recorded.length, drafted.length)];
        for (int i = 0; i < both.length; i++) {
            int one = i < recorded.length ? recorded[i] : 0;
            int other = i < drafted.length ? drafted[i] : 0;
            both[i] = (short) (Math.abs(one) <= SILENT ? other : one);
        }
        return both;
    }

    private boolean isReadable(UUID draft) {
        try {
            return StoredRecording.header(folder, draft, keys).isPresent();
        } catch (KeyDestroyed _) {
            return false;
        } catch (IOException failure) {
            throw new RecordingUnreadable(
                    "Draft " + draft + " cannot be read: " + failure, failure);
        }
    }

    /// Destroys what is complete and not needed any more, or too old.
    ///
    /// @param needed by its recording's id
    public void tidy(Predicate<UUID> needed) {
        try {
            for (UUID draft : complete(() -> {})) {
                if (isTooOld(draft) || !needed.test(draft)) {
                    destroy(draft);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("drafts could not be looked at", failure);
        }
    }

    /// Those that nobody writes to any more. The mark of a draft is there before the draft is, so
    /// drafts are listed first: one that begins meanwhile is not listed, or has its mark.
    ///
    /// @param meanwhile what happens between the two looks
    List<UUID> complete(Runnable meanwhile) throws IOException {
        List<UUID> found = all();
        meanwhile.run();
        found.removeAll(new HashSet<>(folder.marked()));
        return found;
    }

    private boolean isTooOld(UUID draft) throws IOException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try {
            if (today.isBefore(begun(draft).plus(KEEP))) {
                return false;
            }
        } catch (NoSuchFileException _) { // destroyed meanwhile
            return false;
        }
        LOG.error("Draft {} is destroyed, for its last day has come", draft);
        return true;
    }

    private LocalDate begun(UUID draft) throws IOException {
        try {
            var header = StoredRecording.header(folder, draft, keys);
            if (header.isPresent()) {
                return LocalDate.ofInstant(header.get().answeredAt(), ZoneOffset.UTC);
            }
        } catch (KeyDestroyed _) {
            return LocalDate.EPOCH;
        }
        Instant touched = Files.getLastModifiedTime(folder.of(draft)).toInstant();
        return LocalDate.ofInstant(touched, ZoneOffset.UTC);
    }

    /// Destroys a draft with its key; harmless when there is none.
    public void destroy(UUID recording) {
        Path draft = folder.of(recording);
        if (!Files.isDirectory(draft)) {
            return;
        }
        try (var files = Files.walk(draft)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder.mark(recording));
        } catch (IOException failure) {
            throw new UncheckedIOException("a draft could not be destroyed", failure);
        }
    }

    private List<UUID> all() throws IOException {
        try (var entries = Files.list(folder.root())) {
            var found = new ArrayList<UUID>();
            entries.forEach(entry -> named(entry).ifPresent(found::add));
            return found;
        }
    }

    /// People and file systems leave other things in a directory.
    private static Optional<UUID> named(Path entry) {
        try {
            return Optional.of(UUID.fromString(entry.getFileName().toString()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        recorder.close();
    }

    /// Nobody looks for a draft.
    private static final class Unlisted implements RecordingCatalog {

        @Override
        public void began(UUID id, CallId call, Instant startedAt, LocalDate destroyOn) {}

        @Override
        public void sealed(Entry entry, Instant sealedAt, byte[] manifestSha256) {}

        @Override
        public Optional<Entry> find(UUID id) {
            return Optional.empty();
        }

        @Override
        public Optional<Entry> ofCall(CallId call) {
            return Optional.empty();
        }
    }
}
