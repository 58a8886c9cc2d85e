package org.earshot.jobs;

import static org.quartz.DateBuilder.IntervalUnit.SECOND;
import static org.quartz.DateBuilder.futureDate;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.SimpleScheduleBuilder.simpleSchedule;
import static org.quartz.TriggerBuilder.newTrigger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.earshot.db.Database;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs jobs by [Quartz](https://www.quartz-scheduler.org/), whose store in PostgreSQL lets several
/// cores share them: each is run by one, and by another when that one dies. What a job is lies in
/// the program; the store only knows its name and when it is due.
public final class Timetable implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
    private static final String GROUP = "earshot";
    private static final String SELF = "timetable";

    private final Map<String, Job> jobs;
    private final JobRepository runs;
    private final InstantSource clock;
    private final Instant since;
    private final Scheduler scheduler;
    private final String store;

    private Timetable(List<Job> jobs, Database database, InstantSource clock) {
        this.jobs = jobs.stream().collect(Collectors.toMap(Job::name, Function.identity()));
        this.runs = new JobRepository(database, clock);
        this.clock = clock;
        this.since = clock.instant();
        this.store = "earshot-" + UUID.randomUUID();
        DBConnectionManager.getInstance()
                .addConnectionProvider(store, new PoolConnections(database));
        try {
            scheduler = new StdSchedulerFactory(properties(store)).getScheduler();
            scheduler.getContext().put(SELF, this);
        } catch (SchedulerException failure) {
            throw new IllegalStateException("the timetable cannot be set up", failure);
        }
    }

    /// Each job is due some time after this start, and then at its interval.
    public static Timetable start(List<Job> jobs, Database database, InstantSource clock) {
        var timetable = new Timetable(jobs, database, clock);
        try {
            timetable.schedule();
            timetable.scheduler.start();
            return timetable;
        } catch (SchedulerException failure) {
            timetable.close();
            throw new IllegalStateException("the timetable cannot be started", failure);
        }
    }

    static Timetable of(Scheduler scheduler) {
        try {
            return (Timetable) Objects.requireNonNull(scheduler.getContext().get(SELF), SELF);
        } catch (SchedulerException failure) {
            throw new IllegalStateException("no timetable", failure);
        }
    }

    /// Whether every job has ended well lately, for health.
    public boolean isInTime() {
        return jobs.values().stream().allMatch(job -> trouble(job).isEmpty());
    }

    /// Empty, or one sentence why `job` needs somebody.
    public String trouble(Job job) {
        Optional<JobRepository.Run> run = runs.find(job.name());
        Optional<Instant> good = run.flatMap(JobRepository.Run::good);
        if (!Lateness.isLate(job, good, since, clock.instant())) {
            return "";
        }
        return "%s has not ended well since %s: %s"
                .formatted(
                        job.name(),
                        good.map(Instant::toString).orElse("the start"),
                        run.map(JobRepository.Run::trouble)
                                .filter(text -> !text.isEmpty())
                                .orElse("it did not run"));
    }

    /// On the thread that asks; also for commands and tests.
    public void run(String name) {
        Job job = jobs.get(name);
        if (job == null) {
            LOG.warn("There is no job {} in this version", name);
            return;
        }
        runs.began(name);
        String trouble = outcome(job);
        runs.ended(name, trouble);
        if (!trouble.isEmpty()) {
            LOG.error("{} did not end well: {}", name, trouble);
        }
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(false);
        } catch (SchedulerException failure) {
            LOG.warn("The timetable did not stop in good order", failure);
        }
    }

    private static String outcome(Job job) {
        try {
            return job.work().run();
        } catch (RuntimeException failure) {
            LOG.error("{} failed", job.name(), failure);
            return String.valueOf(failure.getMessage());
        }
    }

    private void schedule() throws SchedulerException {
        for (JobKey key : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
            if (!jobs.containsKey(key.getName())) {
                scheduler.deleteJob(key);
            }
        }
        for (Job job : jobs.values()) {
            JobDetail detail =
                    newJob(QuartzJob.class)
                            .withIdentity(job.name(), GROUP)
                            .requestRecovery()
                            .build();
            Trigger trigger =
                    newTrigger()
                            .withIdentity(job.name(), GROUP)
                            .startAt(futureDate((int) job.first().toSeconds(), SECOND))
                            .withSchedule(
                                    simpleSchedule()
                                            .withIntervalInSeconds((int) job.every().toSeconds())
                                            .repeatForever()
                                            .withMisfireHandlingInstructionNowWithRemainingCount())
                            .build();
            scheduler.scheduleJob(detail, new HashSet<>(List.of(trigger)), true);
        }
    }

    private static Properties properties(String store) {
        var settings = new Properties();
        settings.putAll(
                Map.ofEntries(
                        Map.entry("org.quartz.scheduler.instanceName", "earshot"),
                        Map.entry("org.quartz.scheduler.instanceId", store),
                        Map.entry("org.quartz.scheduler.skipUpdateCheck", "true"),
                        // An idle core notices what another stored only after this long.
                        Map.entry("org.quartz.scheduler.idleWaitTime", millis(5)),
                        Map.entry("org.quartz.threadPool.class", VirtualThreadPool.class.getName()),
                        Map.entry(
                                "org.quartz.jobStore.class",
                                "org.quartz.impl.jdbcjobstore.JobStoreTX"),
                        Map.entry(
                                "org.quartz.jobStore.driverDelegateClass",
                                "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate"),
                        Map.entry("org.quartz.jobStore.dataSource", store),
                        Map.entry("org.quartz.jobStore.tablePrefix", "quartz.qrtz_"),
                        Map.entry("org.quartz.jobStore.useProperties", "true"),
                        Map.entry("org.quartz.jobStore.isClustered", "true"),
                        Map.entry("org.quartz.jobStore.clusterCheckinInterval", millis(5)),
                        Map.entry("org.quartz.jobStore.misfireThreshold", millis(60))));
        return settings;
    }

    private static String millis(int seconds) {
        return String.valueOf(Duration.ofSeconds(seconds).toMillis());
    }
}
