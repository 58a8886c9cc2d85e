package org.earshot.ivr;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// The steps that bring the caller together with a person: the queue, a transfer, an emergency.
final class Connecting {

    /// How often a caller who waits is listened to for a key.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Voice voice;
    private final House house;

    Connecting(Voice voice, House house) {
        this.voice = voice;
        this.house = house;
    }

    /// @return the id of the next step, as of all methods here
    String transfer(Step.Transfer step) throws Hangup {
        voice.play(step.say(), Voice.NO_KEY);
        return talked(step.target(), step.ring(), false) ? step.next() : step.otherwise();
    }

    String emergency(Step.Emergency step) throws Hangup {
        voice.play(step.say(), Voice.NO_KEY);
        return talked(step.target(), step.ring(), true) ? step.next() : step.otherwise();
    }

    private boolean talked(String target, Duration ring, boolean emergency) throws Hangup {
        return house.outbound().connect(target, ring, emergency) == Outbound.Outcome.TALKED;
    }

    String queue(Step.Queue step) throws Hangup {
        voice.play(step.say(), Voice.NO_KEY);
        var place = house.queues().join(step.queue());
        return place.isPresent() ? new Wait(step, place.get()).over() : step.otherwise();
    }

    /// One caller's wait in a queue.
    private final class Wait {

        private final Step.Queue step;
        private final QueueDesk.Place place;
        private Duration waited = Duration.ZERO;
        private Duration tellAgainAt = Duration.ZERO;
        private boolean offered;

        Wait(Step.Queue step, QueueDesk.Place place) {
            this.step = step;
            this.place = place;
        }

        String over() throws Hangup {
            boolean inQueue = true;
            try {
                while (waited.compareTo(step.longest()) < 0) {
                    if (wantsCallback()) {
                        return step.callback().orElseThrow().next();
                    }
                    var slice = slice();
                    switch (place.await(slice)) {
                        case TALKED -> {
                            inQueue = false;
                            return step.next();
                        }
                        case CLOSED -> {
                            inQueue = false;
                            return step.otherwise();
                        }
                        case STILL_WAITING -> waited = waited.plus(slice);
                    }
                }
                return step.otherwise();
            } finally {
                if (inQueue) {
                    place.leave();
                }
            }
        }

        /// Tells what there is to tell, and listens for the key of the offer meanwhile.
        private boolean wantsCallback() throws Hangup {
            var said = new ArrayList<String>();
            if (waited.compareTo(tellAgainAt) >= 0) {
                said.addAll(QueueWords.of(place.position(), place.estimate()));
                tellAgainAt = waited.plus(step.every());
            }
            var offer = step.callback().filter(one -> waited.compareTo(one.after()) >= 0);
            if (offer.isPresent() && (!offered || !said.isEmpty())) {
                said.addAll(offer.get().say());
                offered = true;
            }
            Set<Dtmf> keys = offer.map(one -> Set.of(one.key())).orElse(Voice.NO_KEY);
            if (voice.play(said, keys).isPresent()) {
                return true;
            }
            return offer.isPresent() && voice.keyPressed(keys).isPresent();
        }

        private Duration slice() {
            return List.of(LOOK_EVERY, step.longest().minus(waited), tellAgainAt.minus(waited))
                    .stream()
                    .filter(Duration::isPositive)
                    .min(Duration::compareTo)
                    .orElse(LOOK_EVERY);
        }
    }
}
