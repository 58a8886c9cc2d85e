package org.earshot.calls;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.earshot.masking.Party;

/// The ways out: callers are dialled by their token, and only through the number shield, who alone
/// knows their number; agents by their telephone's name.
///
/// @param shield the inner side of the shield; empty: there is none, so no caller can be dialled
public record Outward(Optional<InetSocketAddress> shield) {

    /// What Asterisk dials; empty when there is no way.
    Optional<String> endpoint(Party party) {
        return switch (party) {
            case Party.Caller caller -> shield.map(to -> through(to, caller.text()));
            case Party.Agent agent -> Optional.of("PJSIP/" + agent.name());
        };
    }

    /// The address in digits: by a name, `localhost` say, the shield does not know itself.
    private static String through(InetSocketAddress shield, String token) {
        return "PJSIP/trunk/sip:%s@%s:%d"
                .formatted(token, shield.getAddress().getHostAddress(), shield.getPort());
    }
}
