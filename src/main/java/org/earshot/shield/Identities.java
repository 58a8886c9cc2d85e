package org.earshot.shield;

import java.util.Optional;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;

/// Numbers into tokens and back. Never blocks: called once or twice for each message on a network
/// thread.
public interface Identities {

    /// The caller of a call from outside: epoch token, or enrolled token when recognised.
    CallerToken inward(PhoneNumber number);

    /// A token of its own per call for a withheld or unusable number.
    ///
    /// @param call the outer Call-ID and From tag; the same text gives the same token for as long
    ///   as the call can last
    CallerToken anonymous(String call);

    /// What people call the caller of a call that comes in now, until midnight UTC.
    Pseudonym pseudonym(CallerToken token);

    /// Empty: forged, altered, of a destroyed epoch, anonymous, or no longer enrolled.
    Optional<PhoneNumber> outward(CallerToken token);
}
