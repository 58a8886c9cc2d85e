package org.earshot.texts;

import org.earshot.masking.SmsRelay;
import org.earshot.telephony.CallId;

/// The way to the receiver of a short message.
@FunctionalInterface
public interface HandOver {

    /// What came of an attempt.
    sealed interface Outcome {

        /// The far end has it.
        record Taken() implements Outcome {}

        /// It will never be taken.
        ///
        /// @param cause Q.850
        record Refused(int cause) implements Outcome {}

        /// It may be taken later.
        record NotNow() implements Outcome {}

        /// By the final answer of the far end ([RFC 3261, section
        /// 21](https://www.rfc-editor.org/rfc/rfc3261#section-21)).
        static Outcome of(int status) {
            if (status / 100 == 2) {
                return new Taken();
            }
            return switch (status) {
                case 404, 410, 484, 604 -> new Refused(1); // no such number
                case 408, 480, 486, 500, 502, 503, 504, 600 -> new NotNow();
                default -> new Refused(21);
            };
        }
    }

    /// Blocks until it is known what became of it.
    ///
    /// @param attempt from 0; an attempt that a crash cut off is made again under its number, so
    ///   that a receiver who remembers it takes it for the retransmission it is
    Outcome send(CallId id, int attempt, SmsRelay relay) throws InterruptedException;
}
