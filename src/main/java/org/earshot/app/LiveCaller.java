package org.earshot.app;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.earshot.audio.Sound;
import org.earshot.caller.Ear;
import org.earshot.caller.HeardPrompt;
import org.earshot.caller.NotHeard;
import org.earshot.caller.OutgoingCall;
import org.earshot.calls.Beep;
import org.earshot.flows.Phrase;
import org.earshot.telephony.Dtmf;

/// The caller's part in one live call: listens, speaks and presses keys, and knows nothing but what
/// comes through the line.
final class LiveCaller {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final OutgoingCall call;
    private final Ear ear;
    private final LiveVoice voice;
    private final Knowledge knowledge;
    private int heardSoFar;

    /// What a caller brings along.
    ///
    /// @param digits how many a code has
    /// @param code of a case there is, when the call is about one; empty: the one read out
    /// @param danger whether the caller tells of one
    record Knowledge(int digits, Optional<String> code, boolean danger) {}

    LiveCaller(
            OutgoingCall call,
            Map<String, Sound> vocabulary,
            LiveVoice voice,
            Knowledge knowledge) {
        this.call = call;
        this.ear = new Ear(vocabulary);
        this.voice = voice;
        this.knowledge = knowledge;
    }

    /// @param unmet what is still to be done; shorter with every act
    void play(List<Phrase.Act> acts, List<String> unmet)
            throws NotHeard, IOException, InterruptedException {
        for (var act : acts) {
            play(act);
            unmet.removeFirst();
        }
    }

    private void play(Phrase.Act act) throws NotHeard, IOException, InterruptedException {
        switch (act) {
            case Phrase.Act.Hears(var what) -> hear(what);
            case Phrase.Act.Presses(var keys) -> press(keys.isEmpty() ? code() : keys);
            case Phrase.Act.Says(var words) -> call.speak(voice.saying(words));
            case Phrase.Act.Speaks(var time) -> call.speak(voice.report(time, knowledge.danger()));
            case Phrase.Act.Waits(var time) -> LockSupport.parkNanos(time.toNanos());
            case Phrase.Act.HangsUp() -> call.hangUp();
            case Phrase.Act.CoreRestarts() ->
                    throw new IllegalStateException("no live dialogue has this phrase");
        }
    }

    private void press(String keys) throws InterruptedException {
        call.press(keys.chars().mapToObj(key -> new Dtmf((char) key)).toArray(Dtmf[]::new));
    }

    /// The next of this name after those waited for before.
    private void hear(String what) throws NotHeard, InterruptedException {
        if (what.equals("beep")) {
            call.awaitTone(Beep.HZ, PATIENCE);
            return;
        }
        var heard = call.awaitPrompts(ear, all -> next(all, what) >= 0, PATIENCE);
        heardSoFar = next(heard, what) + 1;
    }

    private int next(List<HeardPrompt> heard, String what) {
        for (int i = heardSoFar; i < heard.size(); i++) {
            if (LiveVocabulary.isMeant(what, LiveVocabulary.prompt(heard.get(i).id()))) {
                return i;
            }
        }
        return -1;
    }

    private String code() throws NotHeard, InterruptedException {
        if (knowledge.code().isPresent()) {
            return knowledge.code().get();
        }
        var heard = call.awaitPrompts(ear, all -> reading(all).isPresent(), PATIENCE);
        return reading(heard).orElseThrow();
    }

    /// The code is read more than once; a reading in which a digit was not understood is none.
    private Optional<String> reading(List<HeardPrompt> heard) {
        var readings = new ArrayList<>(List.of(new StringBuilder()));
        for (var prompt : heard) {
            var name = LiveVocabulary.prompt(prompt.id());
            var id = name.substring(name.indexOf('/') + 1);
            if (id.startsWith(LiveVocabulary.DIGIT)) {
                readings.getLast().append(id.substring(LiveVocabulary.DIGIT.length()));
            } else {
                readings.add(new StringBuilder()); // other words begin a new reading
            }
        }
        return readings.stream()
                .map(StringBuilder::toString)
                .filter(reading -> reading.length() == knowledge.digits())
                .findFirst();
    }
}
