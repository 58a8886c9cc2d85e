package org.earshot.calls;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.earshot.cases.ReporterStatus;
import org.earshot.cases.StatusAnswer;
import org.earshot.house.CallMemory;
import org.earshot.ivr.CaseInquiry;
import org.earshot.ivr.ReportEnd;
import org.earshot.telephony.CallerToken;

/// Who knows a query code asks in a call how the case stands, and adds to it.
///
/// Wrong codes are held back twice: in one call after a few, and by caller over calls, as on the
/// web. A withheld number is another caller at each call; there the rate over all holds.
final class CallInquiry implements CaseInquiry {

    /// Who keys it wrong so often in one call does not have it before him.
    private static final int MOST_WRONG = 5;

    /// How long a caller is kept waiting. A restart of PostgreSQL takes 1 to 3 s.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration BEGIN_PATIENCE = Duration.ofSeconds(2);

    private final CallServices services;
    private final LiveCall call;
    private final CallState state;
    private final String source;
    private int wrong;

    CallInquiry(
            CallServices services, LiveCall call, CallState state, Optional<CallerToken> caller) {
        this.services = services;
        this.call = call;
        this.state = state;
        this.source =
                caller.filter(CallerToken::isDialable)
                        .map(token -> "caller:" + token.value())
                        .orElse("call:" + call.id());
    }

    @Override
    public LookUp look(String code) {
        return tell(answer(code));
    }

    private LookUp answer(String code) {
        if (wrong >= MOST_WRONG) {
            return new LookUp.TooMany();
        }
        try {
            return told(
                    call.journal()
                            .commit(
                                    "question about a case",
                                    () -> services.cases().statusByPhone(code, source),
                                    PATIENCE));
        } catch (TimeoutException | ExecutionException away) {
            return new LookUp.Unavailable();
        }
    }

    private LookUp told(StatusAnswer answer) {
        return switch (answer) {
            case StatusAnswer.Found(var status, var caseId) -> {
                state.remember(new CallMemory(Optional.of(caseId), Optional.empty()));
                yield new LookUp.Found(state(status));
            }
            case StatusAnswer.NotFound _ -> {
                wrong++;
                yield new LookUp.Unknown();
            }
            case StatusAnswer.TryLater _ -> new LookUp.TooMany();
        };
    }

    @Override
    public LookUp known() {
        Optional<UUID> inquired = state.memory().inquired();
        if (inquired.isEmpty()) {
            return new LookUp.Unknown();
        }
        try {
            return tell(
                    call.journal()
                            .commit(
                                    "question about a known case",
                                    () -> services.cases().status(inquired.get()),
                                    PATIENCE)
                            .<LookUp>map(status -> new LookUp.Found(state(status)))
                            .orElseGet(LookUp.Unknown::new));
        } catch (TimeoutException | ExecutionException away) {
            return tell(new LookUp.Unavailable());
        }
    }

    private LookUp tell(LookUp answer) {
        call.tell(
                new CallEvent.LookedUp(
                        switch (answer) {
                            case LookUp.Found _ -> "found";
                            case LookUp.Unknown _ -> "unknown";
                            case LookUp.TooMany _ -> "locked";
                            case LookUp.Unavailable _ -> "away";
                        }));
        return answer;
    }

    /// The reporter's own words for where a case stands.
    private static State state(ReporterStatus status) {
        return switch (status) {
            case RECEIVED -> State.RECEIVED;
        };
    }

    @Override
    public void noteBegun() {
        UUID caseId = state.memory().inquired().orElseThrow();
        // of a call that is taken up again: the note that was begun before
        UUID note = state.memory().note().orElseGet(UUID::randomUUID);
        state.remember(new CallMemory(Optional.of(caseId), Optional.of(note)));
        Locale language = call.language();
        call.tell(new CallEvent.NoteBegun());
        call.hears();
        try {
            call.journal()
                    .commit(
                            "begin of a note",
                            () -> {
                                services.cases().notes().begin(note, caseId, call.id(), language);
                                return true;
                            },
                            BEGIN_PATIENCE);
        } catch (TimeoutException | ExecutionException notNow) {
            call.tell(
                    new CallEvent.Failed(
                            "the note is not in the database yet; it is being recorded"));
        }
    }

    @Override
    public void noteEnded(ReportEnd how) {
        call.heardOut();
        Optional<UUID> note = state.memory().note();
        state.remember(new CallMemory(state.memory().inquired(), Optional.empty()));
        call.tell(new CallEvent.NoteEnded(how.name().toLowerCase(Locale.ROOT)));
        note.ifPresent(begun ->
                call.journal()
                        .write(
                                "end of a note",
                                () -> services.cases().notes().end(begun, CallIntake.ending(how))));
    }
}
