package org.earshot.calls;

import java.time.InstantSource;
import org.earshot.cases.CaseDesk;
import org.earshot.house.FlowsInForce;
import org.earshot.ivr.Flow;
import org.earshot.recording.Drafts;
import org.earshot.recording.Recorder;
import org.earshot.transcription.Transcriber;

/// What every call needs of the house.
///
/// @param drafts what may be heard only until it is written down
/// @param flows what callers hear
/// @param numbers that answer with a flow of their own
/// @param feed who watches calls as they happen
public record CallServices(
        CallRepository calls,
        Recorder recorder,
        Drafts drafts,
        Transcriber transcriber,
        CaseDesk cases,
        FlowsInForce flows,
        Numbers numbers,
        Desks desks,
        LiveFeed feed,
        InstantSource clock) {

    /// What callers hear first, but for numbers with a flow of their own.
    Flow flow() {
        return flows.now().entry();
    }
}
