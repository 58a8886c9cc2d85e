/// The timetable: few, coarse jobs that may run again at any time. [org.earshot.jobs.Job] is one
/// call into a feature, [org.earshot.jobs.Timetable] runs it on one of several cores by Quartz,
/// [org.earshot.jobs.JobRepository] remembers how it ended. Knows no feature.
@NullMarked
package org.earshot.jobs;

import org.jspecify.annotations.NullMarked;
