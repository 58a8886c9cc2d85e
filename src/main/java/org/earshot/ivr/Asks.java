package org.earshot.ivr;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// The steps that speak to the caller and wait for an answer: say, menu, listen, consent, collect,
/// survey.
final class Asks {

    private final Voice voice;
    private final House house;
    private final Speaking speaking;

    Asks(Voice voice, House house, Speaking speaking) {
        this.voice = voice;
        this.house = house;
        this.speaking = speaking;
    }

    /// @return the id of the next step, as of all methods here
    String say(Step.Say step) throws Hangup {
        if (step.bargeIn()) {
            voice.playUntilKey(step.say());
        } else {
            voice.play(step.say(), Voice.NO_KEY);
        }
        return step.next();
    }

    /// @param languages of the flow
    String menu(Step.Menu step, List<Locale> languages) throws Hangup {
        var spoken = step.inEachLanguage() ? languages : List.of(voice.language());
        var inquiry = new Inquiry(step.asking());
        while (inquiry.goesOn()) {
            var key = ask(step, inquiry.preface(), spoken);
            var choice = key.map(step.keys()::get);
            if (choice.isPresent()) {
                choice.get().language().ifPresent(voice::changeTo);
                return choice.get().next();
            }
            inquiry.missed(key.isPresent());
        }
        if (step.choosesLanguage()) {
            voice.changeTo(voice.language());
        }
        return inquiry.silent() ? step.silent().orElse(step.otherwise()) : step.otherwise();
    }

    private Optional<Dtmf> ask(Step.Menu step, List<String> preface, List<Locale> spoken)
            throws Hangup {
        var key = voice.play(preface, Voice.ANY_KEY);
        for (int i = 0; i < spoken.size() && key.isEmpty(); i++) {
            key = voice.play(step.say(), spoken.get(i), Voice.ANY_KEY);
        }
        return key.isPresent() ? key : voice.readKey(step.asking().timeout());
    }

    String listen(Step.Listen step) throws Hangup {
        var phrases = phrases(step);
        var inquiry = new Inquiry(step.asking());
        while (inquiry.goesOn()) {
            var pressed = voice.play(inquiry.prompts(step.say()), Voice.ANY_KEY);
            Answer answer =
                    pressed.isPresent()
                            ? new Answer.Key(pressed.get())
                            : voice.hear(phrases.keySet(), step.asking().timeout());
            var choice = chosen(answer, phrases).map(step.choices()::get);
            if (choice.isPresent()) {
                return choice.get().next();
            }
            inquiry.missed(!(answer instanceof Answer.Nothing));
        }
        return step.otherwise();
    }

    /// What may be said in the caller's language, and the key it stands for.
    private Map<String, Dtmf> phrases(Step.Listen step) {
        var phrases = new HashMap<String, Dtmf>();
        step.choices()
                .forEach((key, spoken) ->
                        spoken.words()
                                .getOrDefault(voice.language(), List.of())
                                .forEach(phrase -> phrases.put(phrase, key)));
        return phrases;
    }

    private static Optional<Dtmf> chosen(Answer answer, Map<String, Dtmf> phrases) {
        return switch (answer) {
            case Answer.Key(var key) -> Optional.of(key);
            case Answer.Words(var phrase) -> Optional.ofNullable(phrases.get(phrase));
            case Answer.Nothing _ -> Optional.empty();
        };
    }

    Step.Agreed agree(Step.Agree step) throws Hangup {
        return key(step.say(), step.asking(), step.keys().keySet())
                .map(step.keys()::get)
                .orElse(step.otherwise());
    }

    String collect(Step.Collect step, Memory memory) throws Hangup {
        var keyed = new KeyedDigits(voice).collect(step);
        keyed.ifPresent(digits -> memory.set(step.into(), digits));
        return keyed.isPresent() ? step.next() : step.otherwise();
    }

    String survey(Step.Survey step) throws Hangup {
        for (var question : step.questions()) {
            key(question.say(), question.asking(), question.keys())
                    .ifPresent(key -> house.surveys().answered(step.survey(), question.id(), key));
        }
        if (step.comment().isPresent()) {
            speaking.comment(step.survey(), step.comment().get());
        }
        return step.next();
    }

    /// One of these keys; empty after all attempts.
    private Optional<Dtmf> key(List<String> say, Step.Asking asking, Set<Dtmf> known)
            throws Hangup {
        var inquiry = new Inquiry(asking);
        while (inquiry.goesOn()) {
            var key = voice.ask(inquiry.prompts(say), asking.timeout());
            if (key.filter(known::contains).isPresent()) {
                return key;
            }
            inquiry.missed(key.isPresent());
        }
        return Optional.empty();
    }
}
