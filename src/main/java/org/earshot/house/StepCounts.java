package org.earshot.house;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.earshot.db.Database;
import org.earshot.house.StepCountRepository.StepOfDay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts how many calls come to each step, for the flow page. Counted in memory and written from
/// time to time: a row that every call of the hotline writes at every step would be a bottleneck. A
/// crash loses the seconds since.
public final class StepCounts implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StepCounts.class);

    private final StepCountRepository counts;
    private final InstantSource clock;
    private final ZoneId zone;
    private final ConcurrentMap<StepOfDay, Long> waiting = new ConcurrentHashMap<>();

    /// @param zone whose midnight begins a day
    public StepCounts(Database database, InstantSource clock, ZoneId zone) {
        this.counts = new StepCountRepository(database);
        this.clock = clock;
        this.zone = zone;
    }

    /// A caller came to a step. Never waits.
    public void entered(String flow, String step) {
        waiting.merge(new StepOfDay(today(), flow, step), 1L, Long::sum);
    }

    /// Writes what was counted since.
    @Override
    public void run() {
        var taken = new HashMap<StepOfDay, Long>();
        for (var key : waiting.keySet()) {
            var count = waiting.remove(key);
            if (count != null) {
                taken.put(key, count);
            }
        }
        if (taken.isEmpty()) {
            return;
        }
        try {
            counts.add(taken);
        } catch (RuntimeException away) {
            taken.forEach((key, count) -> waiting.merge(key, count, Long::sum));
            LOG.warn("steps cannot be counted now; tried again later", away);
        }
    }

    /// How often each step of a flow was entered today, by all cores, as far as it is written.
    public Map<String, Long> today(String flow) {
        return counts.entered(flow, today());
    }

    /// How many callers are at each step now: by flow, then step.
    public Map<String, Map<String, Long>> now() {
        return counts.now();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
