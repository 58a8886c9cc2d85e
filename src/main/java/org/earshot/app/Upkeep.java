package org.earshot.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.earshot.backup.Backups;
import org.earshot.backup.SecondCopy;
import org.earshot.backup.WalStream;
import org.earshot.crypto.Destruction;
import org.earshot.crypto.KeyService;
import org.earshot.crypto.SteadyClock;
import org.earshot.db.Database;
import org.earshot.jobs.Job;
import org.earshot.jobs.Timetable;
import org.earshot.recording.RecordingPurge;
import org.earshot.recording.RecordingRepository;
import org.earshot.site.DataDirectory;
import org.slf4j.LoggerFactory;

/// What the core does by the clock: keys die on their day, backups are made and tried.
final class Upkeep implements AutoCloseable {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, BooleanSupplier> health = new TreeMap<>();
    private final Database database;
    private final KeyService keys;
    private final InstantSource clock;
    private final LeafRepository leaves;

    private Upkeep(Database database, KeyService keys, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
        this.leaves = new LeafRepository(database, keys, clock);
    }

    static Upkeep start(
            Places places,
            Installed data,
            Database database,
            KeyService keys,
            InstantSource clock) {
        var upkeep = new Upkeep(database, keys, clock);
        try {
            upkeep.wire(places, data);
            return upkeep;
        } catch (RuntimeException failure) {
            upkeep.close();
            throw failure;
        }
    }

    /// Red while a key that is due still opens, one copy of the keys is away, or no drill was good
    /// for a day.
    Map<String, BooleanSupplier> health() {
        return Map.copyOf(health);
    }

    private void wire(Places places, Installed data) {
        var jobs = new ArrayList<Job>();
        jobs.add(destruction(data));
        health.put("keys", () -> keys.trouble().isEmpty());
        if (BackupPlace.isWanted(data.settings())) {
            orRed(
                    "backup",
                    () ->
                            jobs.addAll(
                                    backups(BackupPlace.of(places, data.data(), data.settings()))));
        }
        orRed(
                "timetable",
                () -> {
                    var timetable = closing(Timetable.start(jobs, database, clock));
                    health.put("timetable", timetable::isInTime);
                });
    }

    /// Calls are taken all the same.
    private void orRed(String part, Runnable start) {
        try {
            start.run();
        } catch (RuntimeException failure) {
            LoggerFactory.getLogger(Upkeep.class)
                    .error("The part {} does not work until the next start", part, failure);
            health.put(part, () -> false);
        }
    }

    /// An installation and its settings.
    record Installed(DataDirectory data, Settings settings) {}

    private Job destruction(Installed data) {
        var destruction =
                new Destruction(
                        keys, leaves, SteadyClock.ofThisMachine(clock), leaves.databaseClock());
        var purge =
                new RecordingPurge(
                        new RecordingRepository(database),
                        keys,
                        Core.recordingSettings(data.data(), data.settings()),
                        clock);
        return new Job(
                "destroy-due-keys",
                Duration.ofSeconds(5),
                HOUR,
                DAY.plus(HOUR),
                () -> {
                    String trouble = destruction.run().trouble();
                    purge.run();
                    return trouble.isEmpty() && !keys.check().isGood()
                            ? "the keys are not in order; run 'earshot keys check'"
                            : trouble;
                });
    }

    private List<Job> backups(BackupPlace place) {
        Backups backups = place.backups(keys);
        var second =
                place.settings()
                        .second()
                        .map(to ->
                                new SecondCopy(
                                        place.settings().directory(),
                                        to,
                                        place.settings().files()));
        Consumer<java.nio.file.Path> kept = piece -> second.ifPresent(copy -> copy.add(piece));
        var stream = closing(WalStream.start(place.cluster(), place.settings(), keys, clock, kept));
        health.put("backup", stream::isUp);
        var drill = place.drill(backups, keys);
        return List.of(
                new Job(
                        "backup",
                        Duration.ofMinutes(10),
                        HOUR,
                        HOUR.multipliedBy(2).plusMinutes(15),
                        () -> {
                            String id = backups.run(place.cluster(), database).id();
                            second.ifPresent(SecondCopy::run);
                            leaves.leave("backup.run", "backup", id);
                            return "";
                        }),
                new Job(
                        "drill",
                        Duration.ofMinutes(30),
                        DAY,
                        DAY.plusHours(2),
                        () -> {
                            var result = drill.newest();
                            leaves.drilled(result);
                            return String.join("; ", result.problems());
                        }));
    }

    private <T extends AutoCloseable> T closing(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                LoggerFactory.getLogger(Upkeep.class)
                        .warn("a part did not stop in good order", failure);
            }
        }
    }
}
