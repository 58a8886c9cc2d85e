package org.earshot.ivr;

import java.time.Duration;
import java.util.Optional;

/// Waiting for an agent.
public interface QueueDesk {

    /// A place in a queue; empty when it takes nobody now.
    Optional<Place> join(String queue);

    /// How long who joins now would wait; empty when nobody can tell, or it takes nobody.
    Optional<Duration> estimate(String queue);

    /// One caller's place. On the call's own thread.
    interface Place {

        /// The callers before this one, plus one.
        int position();

        /// Honest or empty.
        Optional<Duration> estimate();

        /// Waits at most so long for an agent, and for the end of the talk when there is one.
        Outcome await(Duration time) throws org.earshot.telephony.Hangup;

        /// Gives the place up. Also called when the caller hung up, perhaps during the talk.
        void leave();
    }

    /// Of a wait.
    enum Outcome {
        STILL_WAITING,
        TALKED,
        CLOSED
    }
}
