package org.earshot.texts;

import java.util.Optional;
import org.earshot.telephony.CallerToken;

/// A short message as it arrived, well formed.
///
/// @param transaction what a retransmission has in common with it: branch, Call-ID, CSeq, tag, text
/// @param sender empty for one who has no token
/// @param dialled whom it was sent to
/// @param text in UTF-8, never empty
record IncomingText(byte[] transaction, Optional<CallerToken> sender, String dialled, byte[] text) {

    /// Nobody is named, nothing is told.
    @Override
    public String toString() {
        return "IncomingText[" + text.length + " bytes]";
    }
}
