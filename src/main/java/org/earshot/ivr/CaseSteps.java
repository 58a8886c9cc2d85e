package org.earshot.ivr;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// The steps about a case that exists: its state, and additions to it.
final class CaseSteps {

    private final Voice voice;
    private final CaseInquiry cases;
    private final Speaking speaking;
    private final Consumer<Boolean> silenceRecording;

    /// Whether a case was found in this call: then nobody need key its code once more.
    private boolean found;

    CaseSteps(
            Voice voice, CaseInquiry cases, Speaking speaking, Consumer<Boolean> silenceRecording) {
        this.voice = voice;
        this.cases = cases;
        this.speaking = speaking;
        this.silenceRecording = silenceRecording;
    }

    /// @return the id of the next step
    String status(Step.Status step) throws Hangup {
        return switch (find(step.enter())) {
            case CaseInquiry.LookUp.Found(var state) -> {
                found = true;
                voice.play(List.of(prompt(state)), Voice.NO_KEY);
                yield step.next();
            }
            case CaseInquiry.LookUp.Unknown _, CaseInquiry.LookUp.TooMany _ -> step.otherwise();
            case CaseInquiry.LookUp.Unavailable _ -> step.unavailable();
        };
    }

    /// @param again whether an earlier process left the caller here
    String addNote(Step.AddNote step, boolean again) throws Hangup {
        var known = found || again ? cases.known() : new CaseInquiry.LookUp.Unknown();
        var isKnown = known instanceof CaseInquiry.LookUp.Found;
        return switch (isKnown ? known : find(step.enter())) {
            case CaseInquiry.LookUp.Found _ -> {
                found = true;
                speaking.note(step, again && isKnown);
                yield step.next();
            }
            case CaseInquiry.LookUp.Unknown _, CaseInquiry.LookUp.TooMany _ -> step.otherwise();
            case CaseInquiry.LookUp.Unavailable _ -> step.unavailable();
        };
    }

    /// The prompt that tells a state.
    static String prompt(CaseInquiry.State state) {
        return "status-" + state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private CaseInquiry.LookUp find(Optional<Step.CodeEntry> enter) throws Hangup {
        if (enter.isEmpty()) {
            return cases.known();
        }
        silenceRecording.accept(true);
        try {
            return voice.undisturbed(() -> entered(enter.get()));
        } finally {
            silenceRecording.accept(false);
        }
    }

    private CaseInquiry.LookUp entered(Step.CodeEntry enter) throws Hangup {
        var digits = new KeyedDigits(voice);
        CaseInquiry.LookUp found = new CaseInquiry.LookUp.Unknown();
        for (int attempt = 0; attempt < enter.attempts(); attempt++) {
            if (attempt > 0) {
                voice.play(enter.wrong(), Voice.NO_KEY);
            }
            var first = voice.ask(enter.say(), enter.timeout());
            if (first.isEmpty() || first.get().equals(Dtmf.HASH)) {
                return new CaseInquiry.LookUp.Unknown();
            }
            found = cases.look(digits.from(first.get(), enter.pause(), KeyedDigits.LONGEST_CODE));
            voice.dropKeys();
            if (!(found instanceof CaseInquiry.LookUp.Unknown)) {
                return found;
            }
        }
        return found;
    }
}
