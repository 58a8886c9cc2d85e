package org.earshot.calls;

import java.util.Map;
import java.util.Optional;
import org.earshot.ari.AriClient;
import org.earshot.masking.Party;

/// Whom flows may connect callers with.
///
/// @param targets by the names flows use: an agent's telephone, or somebody outside by the token
///   under which the shield knows them
public record Switchboard(AriClient ari, Outward outward, Map<String, Party> targets) {

    public Switchboard {
        targets = Map.copyOf(targets);
    }

    /// What Asterisk dials; empty when there is no such target, or no way to it.
    Optional<String> endpoint(String target) {
        return Optional.ofNullable(targets.get(target)).flatMap(outward::endpoint);
    }
}
