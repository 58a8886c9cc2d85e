package org.earshot.jobs;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;

/// What Quartz makes by name and calls; it hands over to the [Timetable] that runs here.
@DisallowConcurrentExecution
public final class QuartzJob implements org.quartz.Job {

    @Override
    public void execute(JobExecutionContext context) {
        String name = context.getJobDetail().getKey().getName();
        Timetable.of(context.getScheduler()).run(name);
    }
}
