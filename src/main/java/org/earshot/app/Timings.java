package org.earshot.app;

import java.time.Duration;
import java.util.OptionalLong;
import org.earshot.calls.CallEvent;

/// How long each stage of a demo took, in milliseconds; -1 where a stage was not reached.
///
/// @param start until everything was up
/// @param inviteToAnswer as the caller measured it
/// @param inviteToFirstAudio as the caller measured it
/// @param hangUpToSealed from the end of the call until its recording was sealed
/// @param hangUpToTranscript until the transcript was committed
/// @param hangUpToScreened until category and priority were committed
record Timings(
        long start,
        long inviteToAnswer,
        long inviteToFirstAudio,
        long call,
        long hangUpToSealed,
        long hangUpToTranscript,
        long hangUpToScreened) {

    static Timings of(String call, CallWatch watch, DemoCaller.Told told, Duration started) {
        return new Timings(
                started.toMillis(),
                told.inviteToAnswer().toMillis(),
                told.inviteToFirstAudio().toMillis(),
                told.length().toMillis(),
                between(watch, call, CallEvent.Sealed.class),
                between(watch, call, CallEvent.Transcribed.class),
                between(watch, call, CallEvent.Screened.class));
    }

    private static long between(CallWatch watch, String call, Class<? extends CallEvent> end) {
        OptionalLong ended = watch.at(call, CallEvent.Ended.class);
        OptionalLong reached = watch.at(call, end);
        return ended.isPresent() && reached.isPresent()
                ? reached.getAsLong() - ended.getAsLong()
                : -1;
    }
}
