package org.earshot.calls;

import java.time.InstantSource;
import org.earshot.cases.CaseDesk;
import org.earshot.ivr.Flow;
import org.earshot.ivr.Prompts;
import org.earshot.recording.Recorder;
import org.earshot.transcription.Transcriber;

/// What every call needs of the house.
///
/// @param flow what callers hear
/// @param feed who watches calls as they happen
public record CallServices(
        CallRepository calls,
        Recorder recorder,
        Transcriber transcriber,
        CaseDesk cases,
        Prompts prompts,
        Flow flow,
        LiveFeed feed,
        InstantSource clock) {}
