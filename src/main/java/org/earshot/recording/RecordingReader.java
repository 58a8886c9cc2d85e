package org.earshot.recording;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.earshot.audio.G711;
import org.earshot.audio.Sound;
import org.earshot.crypto.KeyService;

/// Gives the sound of a recording back, of one that is still made as well: up to the last second
/// stored.
public final class RecordingReader {

    private final Folder folder;
    private final KeyService keys;

    public RecordingReader(KeyService keys, RecordingSettings settings) {
        this.keys = keys;
        this.folder = new Folder(settings.directory());
    }

    /// Whether nobody writes to it any more: what is missing now is missing for ever.
    ///
    /// @throws RecordingUnreadable when there is no such recording, or no second of it yet
    public boolean isComplete(UUID recording) {
        return !Files.exists(folder.mark(recording))
                || StoredRecording.read(folder, recording, keys, _ -> {}).manifest().isPresent();
    }

    /// One leg from answer to hang-up, 8,000 samples a second; silence where nothing was captured.
    ///
    /// @throws RecordingUnreadable when there is no such recording
    /// @throws org.earshot.crypto.KeyDestroyed when its day has come
    public short[] leg(UUID recording, Leg leg) {
        return read(recording).leg(leg);
    }

    /// Left the caller, right the system and the agent.
    ///
    /// @throws RecordingUnreadable when there is no such recording
    /// @throws org.earshot.crypto.KeyDestroyed when its day has come
    public Sound stereo(UUID recording) {
        var read = read(recording);
        short[] ours = mix(read.leg(Leg.SYSTEM), read.leg(Leg.AGENT));
        return Sound.stereo(Samples.PER_SECOND, read.leg(Leg.CALLER), ours);
    }

    /// Looks at every second: `sealed` only if none was altered or taken away.
    ///
    /// @throws RecordingUnreadable when there is no such recording
    /// @throws org.earshot.crypto.KeyDestroyed when its day has come
    public SealedRecording verify(UUID recording) {
        var stored = StoredRecording.read(folder, recording, keys, _ -> {});
        long length = stored.length();
        return new SealedRecording(
                recording,
                stored.header().call(),
                Samples.duration(length),
                Samples.duration(stored.tracks().gaps(length)),
                stored.intact());
    }

    private Read read(UUID recording) {
        var slots = new ArrayList<Slot>();
        return new Read(StoredRecording.read(folder, recording, keys, slots::add), slots);
    }

    /// Slots are placed when all are read, as a later one may correct the place of an earlier one.
    private record Read(StoredRecording stored, List<Slot> slots) {

        short[] leg(Leg leg) {
            var samples = new short[Math.toIntExact(stored.length())];
            for (Slot slot : slots) {
                if (slot.leg() == leg) {
                    place(slot, samples);
                }
            }
            return samples;
        }

        /// What lies after the hang-up is not played.
        private void place(Slot slot, short[] into) {
            short[] from = G711.decodeALaw(slot.bytes());
            stored.tracks()
                    .place(
                            slot,
                            (position, sample, count) -> {
                                int fits = (int) Math.min(count, into.length - position);
                                if (fits > 0) {
                                    System.arraycopy(from, sample, into, (int) position, fits);
                                }
                            });
        }
    }

    private static short[] mix(short[] one, short[] other) {
        var mixed = new short[one.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (short) Math.clamp(one[i] + other[i], Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return mixed;
    }
}
