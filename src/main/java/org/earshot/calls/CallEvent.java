package org.earshot.calls;

import java.time.Duration;
import java.util.Locale;
import org.earshot.ivr.Consent;

/// What happens in a call, as it happens, for a live picture of it. Holds words of the caller: it
/// goes to a person who may see them, never to a log. A key is an event; which key is not.
public sealed interface CallEvent {

    /// @param caller what people call the caller today; empty without a shield
    /// @param dialled the number of ours that was dialled; empty when it is not known
    record Ringing(String caller, String dialled) implements CallEvent {}

    record Answered() implements CallEvent {}

    record Resumed(String step) implements CallEvent {}

    record StepEntered(String step) implements CallEvent {}

    record PromptPlayed(String prompt) implements CallEvent {}

    record KeyPressed() implements CallEvent {}

    record LanguageChosen(Locale language) implements CallEvent {}

    record Consented(Consent consent) implements CallEvent {}

    record ReportBegun() implements CallEvent {}

    record ReportEnded(String how) implements CallEvent {}

    /// Words that may still change.
    record Hearing(String words) implements CallEvent {}

    /// Words that stay.
    record Heard(String words) implements CallEvent {}

    record NoteBegun() implements CallEvent {}

    record NoteEnded(String how) implements CallEvent {}

    /// A question about a case by its code.
    ///
    /// @param answer found, unknown, locked (too many wrong codes) or away
    record LookedUp(String answer) implements CallEvent {}

    /// @param begins in the calendar's own zone
    record CallbackBooked(String begins) implements CallEvent {}

    /// Somebody else was faster.
    record CallbackRefused() implements CallEvent {}

    /// @param how joined, refused, talked, closed or left
    record QueueMoved(String queue, String how) implements CallEvent {}

    /// @param target its name in the settings
    record Connecting(String target, boolean emergency) implements CallEvent {}

    /// @param outcome TALKED, BUSY, NO_ANSWER or UNAVAILABLE
    record Connected(String outcome) implements CallEvent {}

    record CaseOpened(String trackingNumber) implements CallEvent {}

    record CodeConfirmed() implements CallEvent {}

    record CodeWrong() implements CallEvent {}

    record Ended(String by, Duration length) implements CallEvent {}

    record Sealed(Duration length, Duration gaps) implements CallEvent {}

    /// @param live whether it was made while the caller spoke; otherwise it is still to be made
    ///   from the recording
    record Transcribed(boolean live) implements CallEvent {}

    record Screened(String trackingNumber, String category, String priority) implements CallEvent {}

    record Failed(String what) implements CallEvent {}
}
