package org.earshot.house;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.earshot.ivr.IvrRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The release that new calls hear in this process, and those that calls still up began in. Follows
/// the shelf: what is published is heard by the next caller, and by nobody who is in a call.
public final class FlowsInForce implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(FlowsInForce.class);

    private final FlowShelf shelf;
    private final FlowSet.Speaker speaker;
    private final ConcurrentMap<Integer, FlowSet> loaded = new ConcurrentHashMap<>();
    private volatile FlowSet now;
    private volatile int refused;

    /// @param shipped what came with the program: heard until the shelf gives something else
    public FlowsInForce(FlowShelf shelf, FlowSet.Speaker speaker, FlowSet shipped) {
        this.shelf = shelf;
        this.speaker = speaker;
        this.now = shipped;
        loaded.put(shipped.release(), shipped);
        run();
    }

    /// What the next caller hears.
    public FlowSet now() {
        return now;
    }

    /// The set a call began in, or the one in force if that cannot be had any more.
    ///
    /// @param release its number
    public FlowSet at(int release) {
        var known = loaded.get(release);
        if (known != null) {
            return known;
        }
        try {
            return load(release);
        } catch (IvrRefused unfit) {
            LOG.error(
                    "Release {} of the flows cannot be used any more; its call goes on in release {}: {}",
                    release,
                    now.release(),
                    unfit.getMessage());
            return now;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return now;
        }
    }

    /// Looks whether something was published. Run it from time to time.
    @Override
    public void run() {
        try {
            int newest = shelf.newest();
            if (newest != now.release() && newest != refused && newest > 0) {
                turnTo(newest);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException away) {
            LOG.warn("whether flows were published cannot be seen now; tried again later", away);
        }
    }

    private void turnTo(int newest) throws InterruptedException {
        try {
            now = load(newest);
            LOG.info("New calls hear release {} of the flows", newest);
        } catch (IvrRefused unfit) {
            refused = newest;
            LOG.error(
                    "Release {} of the flows cannot be used here, release {} stays in force: {}",
                    newest,
                    now.release(),
                    unfit.getMessage());
        }
    }

    private FlowSet load(int release) throws IvrRefused, InterruptedException {
        var set = shelf.load(release, speaker);
        var before = loaded.putIfAbsent(release, set);
        return before == null ? set : before;
    }
}
