package org.earshot.shield;

import java.util.Optional;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;

/// Who is enrolled in the vault. Answered from memory: it stands in the way of every call, so it
/// never waits for a database.
public interface Recognition {

    /// Nobody is enrolled: a site without a vault.
    Recognition NOBODY =
            new Recognition() {
                @Override
                public Optional<CallerToken> enrolled(PhoneNumber number) {
                    return Optional.empty();
                }

                @Override
                public Optional<PhoneNumber> open(CallerToken enrolled) {
                    return Optional.empty();
                }
            };

    /// Waits until it is known who is enrolled, for as long as a start of the shield may take
    /// longer for that: a caller who is not recognised gets the token of a stranger.
    default void awaitKnown() {}

    /// The enrolled token of a party, if it has one.
    Optional<CallerToken> enrolled(PhoneNumber number);

    /// The number behind an enrolled token; empty when it is no longer enrolled.
    Optional<PhoneNumber> open(CallerToken enrolled);
}
