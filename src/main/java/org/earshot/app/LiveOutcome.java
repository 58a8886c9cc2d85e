package org.earshot.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.earshot.calls.CallEvent;

/// What came of a live call, in the phrases of dialogues: what the core told of it, and what it
/// kept of what the flow found out.
final class LiveOutcome {

    private LiveOutcome() {}

    /// @param found the variables of the flow's `outcome`
    static List<String> of(List<CallEvent> events, Map<String, String> found) {
        var phrases = new ArrayList<String>();
        String target = "";
        for (var event : events) {
            if (event instanceof CallEvent.Connecting(var name, var emergency)) {
                target = (emergency ? "emergency " : "transfer ") + name;
            } else if (event instanceof CallEvent.Connected(var how)) {
                phrases.add(target + " " + how.toLowerCase(Locale.ROOT).replace('_', ' '));
            } else if (event instanceof CallEvent.Ended(var by, _)) {
                new TreeMap<>(found)
                        .forEach((name, value) -> phrases.add("outcome " + name + " is " + value));
                phrases.add("call ended by " + (by.equals("flow") ? "us" : by));
            } else {
                phrase(event).ifPresent(phrases::add);
            }
        }
        return phrases;
    }

    private static Optional<String> phrase(CallEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case CallEvent.Consented(var consent) ->
                            "agreed " + consent.name().toLowerCase(Locale.ROOT).replace('_', '-');
                    case CallEvent.ReportEnded(var how) -> "report ends by " + how;
                    case CallEvent.NoteEnded(var how) -> "note ends by " + how;
                    case CallEvent.CaseOpened _ -> "case opened";
                    case CallEvent.CodeConfirmed _ -> "code confirmed";
                    case CallEvent.CodeWrong _ -> "code wrong";
                    case CallEvent.LookedUp(var answer) -> lookedUp(answer);
                    case CallEvent.CallbackBooked(var begins) ->
                            "callback booked " + begins.replace('T', ' ');
                    case CallEvent.CallbackRefused _ -> "callback refused";
                    case CallEvent.QueueMoved(var queue, var how) -> "queue " + queue + " " + how;
                    case CallEvent.Ringing _,
                            CallEvent.Answered _,
                            CallEvent.Resumed _,
                            CallEvent.StepEntered _,
                            CallEvent.PromptPlayed _,
                            CallEvent.KeyPressed _,
                            CallEvent.LanguageChosen _,
                            CallEvent.ReportBegun _,
                            CallEvent.NoteBegun _,
                            CallEvent.Hearing _,
                            CallEvent.Heard _,
                            CallEvent.Connecting _,
                            CallEvent.Connected _,
                            CallEvent.Ended _,
                            CallEvent.Sealed _,
                            CallEvent.Transcribed _,
                            CallEvent.Screened _,
                            CallEvent.Failed _ ->
                            null;
                });
    }

    private static String lookedUp(String answer) {
        return switch (answer) {
            case "found" -> "case found";
            case "unknown" -> "case not found";
            case "locked" -> "codes locked";
            default -> "case unavailable";
        };
    }

    /// The same but for the time of a callback: a real calendar offers times of the coming days.
    static List<String> comparable(List<String> phrases) {
        return phrases.stream()
                .map(phrase -> phrase.replaceFirst("^(callback booked) .*", "$1"))
                .toList();
    }
}
