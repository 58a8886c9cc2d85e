package org.earshot.masking;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.earshot.telephony.CallId;

/// The call detail record of one attempt to reach a mask: a call, answered or not, or a short
/// message.
///
/// @param channelId Asterisk's unique id; empty for a short message
/// @param caller a token or `agent:NAME`; empty: unknown
/// @param called whom it was put through to, answered or not
/// @param display the mask the called party saw
/// @param releaseCause Q.850
/// @param endsBy when the longest talk is over
public record Cdr(
        CallId id,
        Kind kind,
        String channelId,
        String mask,
        MaskMode mode,
        Optional<UUID> binding,
        Optional<String> caller,
        Optional<String> called,
        Optional<String> display,
        Instant callInAt,
        Optional<Instant> callOutAt,
        Optional<Instant> alertingAt,
        Optional<Instant> answeredAt,
        Optional<Instant> releasedAt,
        Optional<ReleaseBy> releasedBy,
        Optional<Integer> releaseCause,
        Optional<Integer> resultCode,
        String userData,
        Optional<Instant> endsBy) {

    /// What was sent to the mask.
    public enum Kind {
        CALL,
        /// A short message; when it was handed on is [Cdr#callOutAt].
        SMS
    }

    /// From when talk is counted: of a call nobody answered, the moment of its release.
    public Optional<Instant> startAt() {
        return answeredAt.or(this::releasedAt);
    }

    /// Zero when nobody answered.
    public Duration talk() {
        return startAt()
                .flatMap(start -> releasedAt.map(end -> Duration.between(start, end)))
                .orElse(Duration.ZERO);
    }

    /// Without the parties.
    @Override
    public String toString() {
        return "Cdr[" + id + ", " + mode + "]";
    }
}
