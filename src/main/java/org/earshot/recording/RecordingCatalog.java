package org.earshot.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.earshot.telephony.CallId;

/// What is known of recordings without opening them. Every method may be repeated: an entry written
/// twice is written once. Every method throws [org.earshot.db.DatabaseUnavailable] when it is away.
public interface RecordingCatalog {

    /// How far a recording has come.
    enum State {
        CAPTURING,
        SEALED,
        /// Its key was destroyed.
        PURGED
    }

    /// One recording.
    ///
    /// @param length empty while it is made
    record Entry(
            UUID id,
            CallId call,
            Instant startedAt,
            State state,
            Optional<Duration> length,
            Duration gaps,
            LocalDate destroyOn) {}

    void began(UUID id, CallId call, Instant startedAt, LocalDate destroyOn);

    /// Also of a recording that was never announced.
    void sealed(Entry entry, Instant sealedAt, byte[] manifestSha256);

    Optional<Entry> find(UUID id);

    /// The longest one, should the beginning of the call have been lost with a disk.
    Optional<Entry> ofCall(CallId call);
}
