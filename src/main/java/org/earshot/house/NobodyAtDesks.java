package org.earshot.house;

import java.time.Duration;
import java.util.Optional;
import org.earshot.ivr.QueueDesk;

/// Queues without agents: they take nobody, and say so at once, so that flows offer what else there
/// is.
public final class NobodyAtDesks implements QueueDesk {

    @Override
    public Optional<Place> join(String queue) {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> estimate(String queue) {
        return Optional.empty();
    }
}
