package org.earshot.app;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.earshot.calls.CallEvent;

/// Calls as they happen, a line an event, on a terminal: seconds since the ring, then what
/// happened.
final class LivePicture {

    private final PrintStream out;
    private final Map<String, Long> rings = new HashMap<>(); // guarded by this

    LivePicture(PrintStream out) {
        this.out = out;
    }

    synchronized void show(LiveLine line) {
        String words = words(line.event());
        long ring = rings.computeIfAbsent(line.call(), _ -> line.atMillis());
        if (words.isEmpty()) {
            return;
        }
        String call = line.call().substring(0, Math.min(4, line.call().length()));
        out.printf(
                Locale.ROOT, "  %s %6.2f s  %s%n", call, (line.atMillis() - ring) / 1000.0, words);
        out.flush();
    }

    private static String words(CallEvent event) {
        return switch (event) {
            case CallEvent.Ringing(var caller, _) ->
                    caller.isEmpty() ? "ringing" : "ringing: caller " + caller;
            case CallEvent.Answered _ -> "answered";
            case CallEvent.Resumed(var step) -> "taken up again at step " + step;
            case CallEvent.StepEntered _ -> "";
            case CallEvent.PromptPlayed(var prompt) -> "caller heard: " + prompt;
            case CallEvent.KeyPressed _ -> "key pressed";
            case CallEvent.LanguageChosen(var language) ->
                    "language: " + language.getDisplayLanguage(Locale.ENGLISH);
            case CallEvent.Consented(var consent) ->
                    "agreed: " + consent.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            case CallEvent.ReportBegun _ -> "the report begins";
            case CallEvent.Hearing(var words) -> "… " + words;
            case CallEvent.Heard(var words) -> "“" + words + "”";
            case CallEvent.ReportEnded(var how) -> "the report ends (" + how + ")";
            case CallEvent.NoteBegun _ -> "an addition to a case begins";
            case CallEvent.NoteEnded(var how) -> "the addition ends (" + how + ")";
            case CallEvent.LookedUp(var answer) -> "case asked for by its code: " + answer;
            case CallEvent.CallbackBooked(var begins) -> "a callback is booked: " + begins;
            case CallEvent.CallbackRefused _ -> "that time is taken by now";
            case CallEvent.QueueMoved(var queue, var how) -> "queue " + queue + ": " + how;
            case CallEvent.Connecting(var target, var emergency) ->
                    "ringing " + target + (emergency ? ": an emergency" : "");
            case CallEvent.Connected(var outcome) ->
                    outcome.toLowerCase(Locale.ROOT).replace('_', ' ');
            case CallEvent.CaseOpened(var number) -> "case opened: " + number;
            case CallEvent.CodeConfirmed _ -> "caller keyed the query code back: right";
            case CallEvent.CodeWrong _ -> "caller keyed the query code back: wrong";
            case CallEvent.Ended(var by, var length) ->
                    "ended by " + by + " after " + seconds(length.toMillis());
            case CallEvent.Sealed(var length, var gaps) ->
                    "recording sealed: "
                            + seconds(length.toMillis())
                            + (gaps.isZero()
                                    ? ""
                                    : ", of which missing " + seconds(gaps.toMillis()));
            case CallEvent.Transcribed(var live) ->
                    live ? "transcript stored" : "transcript will be made from the recording";
            case CallEvent.Screened(_, var category, var priority) ->
                    "screened: " + category + ", " + priority;
            case CallEvent.Failed(var what) -> "! " + what;
        };
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
    }
}
