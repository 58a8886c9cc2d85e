package org.earshot.shield;

import java.util.List;
import java.util.Optional;
import org.earshot.sip.Hop;
import org.earshot.telephony.CallerToken;

/// What the proxy must know of the site.
///
/// @param messages where short messages from outside go; empty: nowhere, they are refused with 503
/// @param dialled the numbers and names of ours that may be called and shown: exact, or a prefix
///   that ends in `*`; empty for any digits and short names
/// @param shownDefault what called parties see where the inside names no number of ours
public record ShieldLayout(
        Edge outer, Edge inner, Optional<Hop> messages, List<String> dialled, String shownDefault) {

    public ShieldLayout {
        inner =
                messages.isPresent()
                        ? inner.allowing(messages.get().address().getAddress())
                        : inner;
        dialled = List.copyOf(dialled);
        if (!Dialled.isWellFormed(shownDefault) || CallerToken.isOne(shownDefault)) {
            throw new IllegalArgumentException(
                    "'%s' cannot be shown to called parties: write digits or a short name of small letters"
                            .formatted(shownDefault));
        }
    }

    Edge edge(Side side) {
        return side == Side.OUTER ? outer : inner;
    }
}
