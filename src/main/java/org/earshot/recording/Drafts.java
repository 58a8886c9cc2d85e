package org.earshot.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.earshot.crypto.KeyService;
import org.earshot.telephony.CallId;

/// What callers say who agreed to text and no sound, sealed as recordings are, each under a key of
/// its own, until their words are written down: a recogniser that dies in the middle of the call
/// must not cost them. Nobody can listen to it; who reads it is the recogniser. Destroyed with its
/// key, which lies in the same file, when the transcript is whole or given up.
///
/// A draft has the id of the recording it belongs to, which is silent where the draft is not.
public final class Drafts implements AutoCloseable {

    /// Should nobody come to destroy it, the key of its day does.
    private static final Period KEEP = Period.ofDays(2);

    /// A-law has no zero: its quietest sample is 8 (ITU-T G.711).
    private static final int SILENT = 8;

    private final Folder folder;
    private final Recorder recorder;
    private final RecordingReader reader;

    private Drafts(Folder folder, Recorder recorder, RecordingReader reader) {
        this.folder = folder;
        this.recorder = recorder;
        this.reader = reader;
    }

    /// @param recordings where the recordings lie: drafts lie in a directory of theirs in it
    /// @throws RecordingFailed when the directory cannot be made or read
    public static Drafts open(RecordingSettings recordings, KeyService keys, InstantSource clock) {
        return open(recordings, keys, clock, System::nanoTime);
    }

    static Drafts open(
            RecordingSettings recordings,
            KeyService keys,
            InstantSource clock,
            LongSupplier nanos) {
        var settings =
                new RecordingSettings(
                        recordings.directory().resolve("drafts"), KEEP, recordings.keepFreeBytes());
        return new Drafts(
                new Folder(settings.directory()),
                Recorder.open(settings, keys, new Unlisted(), clock, nanos, new LocalDisk()),
                new RecordingReader(keys, settings));
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

    /// The caller's leg of a call: what was recorded and what was drafted, at the same time.
    ///
    /// @param recorded the caller's leg of the recording
    public short[] completed(UUID recording, short[] recorded) {
        if (!Files.isDirectory(folder.of(recording))) {
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

    /// Destroys what is complete and not needed any more.
    ///
    /// @param needed by its recording's id
    public void tidy(Predicate<UUID> needed) {
        try {
            var marked = new HashSet<>(folder.marked());
            for (UUID draft : all()) {
                if (!marked.contains(draft) && !needed.test(draft)) {
                    destroy(draft);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("drafts could not be looked at", failure);
        }
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
            entries.filter(entry -> !entry.equals(folder.open()))
                    .forEach(entry -> found.add(UUID.fromString(entry.getFileName().toString())));
            return found;
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
