package org.earshot.cases;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.earshot.db.Database;
import org.earshot.telephony.CallId;

/// What reporters add to their cases in later calls. Every method may be repeated.
public final class NoteDesk {

    private final NoteRepository notes;
    private final InstantSource clock;

    NoteDesk(Database db, InstantSource clock) {
        this.notes = new NoteRepository(db);
        this.clock = clock;
    }

    /// The reporter begins to speak.
    ///
    /// @param note its id, chosen by whoever asks so that this may be repeated
    public void begin(UUID note, UUID caseId, CallId call, Locale language) {
        notes.begin(new NoteRepository.Begun(note, caseId, call, language, clock.instant()));
    }

    /// The first ending stands, and leaves a line in the history of the case.
    public void end(UUID note, ReportEnding how) {
        notes.end(note, how, clock.instant());
    }

    /// Ends what is still open of a call that is over.
    ///
    /// @return whether the call has any note
    public boolean finish(CallId call, ReportEnding how) {
        notes.open(call).forEach(note -> end(note, how));
        return notes.has(call);
    }

    /// Ends what a core left behind.
    ///
    /// @param live calls that are still up; theirs are not touched
    public void closeUnfinished(Set<CallId> live) {
        notes.unfinished().stream()
                .filter(call -> !live.contains(call))
                .forEach(call -> finish(call, ReportEnding.LOST));
    }

    /// Of a case, oldest first.
    public List<CaseNote> of(UUID caseId) {
        return notes.of(caseId);
    }
}
