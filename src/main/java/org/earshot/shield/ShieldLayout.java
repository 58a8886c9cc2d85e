package org.earshot.shield;

import java.util.List;
import org.earshot.telephony.CallerToken;

/// What the proxy must know of the site.
///
/// @param dialled the numbers and names of ours that may be called and shown: exact, or a prefix
///   that ends in `*`; empty for any digits and short names
/// @param shownDefault what called parties see where the inside names no number of ours
public record ShieldLayout(Edge outer, Edge inner, List<String> dialled, String shownDefault) {

    public ShieldLayout {
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
