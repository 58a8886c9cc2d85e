package org.earshot.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.earshot.audio.Sound;
import org.earshot.audio.Wav;
import org.earshot.caller.CallRefused;
import org.earshot.caller.CallerSettings;
import org.earshot.caller.Ear;
import org.earshot.caller.HeardPrompt;
import org.earshot.caller.NotHeard;
import org.earshot.caller.OutgoingCall;
import org.earshot.caller.SimulatedCaller;
import org.earshot.calls.Beep;
import org.earshot.calls.CallEvent;
import org.earshot.flows.Dialogue;
import org.earshot.flows.DialogueResult;
import org.earshot.flows.Phrase;
import org.earshot.ivr.Prompts;
import org.earshot.telephony.Dtmf;

/// Lives through dialogues on a real line: a simulated caller dials, listens, speaks and presses
/// keys, and knows nothing but what comes through the line. What came of a call is what the core
/// tells of it.
final class LiveDialogues {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// For a caller who does nothing more: the longest silence of a flow, and what it says then.
    private static final Duration TO_THE_END = Duration.ofMinutes(3);

    private static final String DIGIT = "digit-";

    private final InetSocketAddress pbx;
    private final Prompts prompts;
    private final CallWatch watch;
    private final int codeDigits;
    private final Sound voice;

    LiveDialogues(InetSocketAddress pbx, Prompts prompts, CallWatch watch, int codeDigits)
            throws IOException {
        this.pbx = pbx;
        this.prompts = prompts;
        this.watch = watch;
        this.codeDigits = codeDigits;
        voice = voice();
    }

    /// @return with only those outcomes that are told of live calls, also among the expected
    DialogueResult run(Dialogue dialogue) throws IOException, InterruptedException {
        var settings =
                new CallerSettings(pbx, InetAddress.getLoopbackAddress())
                        .withNumber(DemoCaller.NUMBER);
        long began = System.nanoTime();
        var failure = "";
        var id = "";
        var unmet = new ArrayList<String>();
        try (var caller = new SimulatedCaller(settings)) {
            int before;
            OutgoingCall call;
            synchronized (this) { // so that the call that rings last is ours
                before = watch.calls().size();
                call = caller.dial("hotline");
                id = callAfter(before);
            }
            try (call) {
                new Part(call, dialogue).play(unmet);
                call.awaitRemoteHangup(TO_THE_END);
            } catch (NotHeard silence) {
                failure = "the caller " + silence.getMessage();
            }
        } catch (CallRefused refused) {
            failure = String.valueOf(refused.getMessage());
        }
        watch.await(id, CallEvent.Ended.class, PATIENCE);
        return new DialogueResult(
                dialogue,
                outcome(id),
                unmet,
                heard(id),
                failure,
                Duration.ofNanos(System.nanoTime() - began));
    }

    /// Whether the caller met what the dialogue says, as far as live calls tell.
    static boolean passed(DialogueResult result) {
        var told = result.dialogue().outcome().stream().filter(LiveDialogues::isTold).toList();
        return result.failure().isEmpty()
                && result.unmet().isEmpty()
                && result.outcome().equals(told);
    }

    private static boolean isTold(String phrase) {
        return phrase.startsWith("report ends by ")
                || phrase.equals("case opened")
                || phrase.equals("code confirmed")
                || phrase.startsWith("call ended by ");
    }

    private String callAfter(int before) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (watch.calls().size() <= before && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        return watch.newestCall().orElse("");
    }

    private List<String> outcome(String call) {
        return watch.of(call).stream().flatMap(event -> inWords(event).stream()).toList();
    }

    private List<String> heard(String call) {
        return watch.of(call).stream()
                .filter(CallEvent.PromptPlayed.class::isInstance)
                .map(event -> ((CallEvent.PromptPlayed) event).prompt())
                .toList();
    }

    private static Optional<String> inWords(CallEvent event) {
        if (event instanceof CallEvent.ReportEnded(var how)) {
            return Optional.of("report ends by " + how);
        } else if (event instanceof CallEvent.Ended(var by, _)) {
            return Optional.of("call ended by " + (by.equals("caller") ? "caller" : "us"));
        } else if (event instanceof CallEvent.CaseOpened) {
            return Optional.of("case opened");
        }
        return event instanceof CallEvent.CodeConfirmed
                ? Optional.of("code confirmed")
                : Optional.empty();
    }

    /// A second of somebody's report, again and again.
    private static Sound voice() throws IOException {
        try (InputStream shipped =
                LiveDialogues.class.getResourceAsStream("/test-audio/en-bribe.wav")) {
            return Wav.read(Objects.requireNonNull(shipped, "en-bribe.wav is in the jar"))
                    .mono(Sound.TELEPHONE_HZ);
        }
    }

    private Sound voice(Duration length) {
        var samples = new short[(int) (length.toMillis() * Sound.TELEPHONE_HZ / 1_000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = voice.samples()[i % voice.samples().length];
        }
        return Sound.telephone(samples);
    }

    /// The caller's part in one call.
    private final class Part {

        private final OutgoingCall call;
        private final List<Phrase.Act> acts;
        private final Ear ear;
        private int heardSoFar;

        Part(OutgoingCall call, Dialogue dialogue) throws IOException {
            this.call = call;
            acts = dialogue.acts();
            ear = new Ear(vocabulary(acts));
        }

        void play(List<String> unmet) throws NotHeard, InterruptedException {
            acts.forEach(act -> unmet.add(act.toString()));
            for (var act : acts) {
                play(act);
                unmet.removeFirst();
            }
        }

        private void play(Phrase.Act act) throws NotHeard, InterruptedException {
            switch (act) {
                case Phrase.Act.Hears(var what) -> hear(what);
                case Phrase.Act.Presses(var keys) -> press(keys.isEmpty() ? writtenDown() : keys);
                case Phrase.Act.Speaks(var time) -> call.speak(voice(time));
                case Phrase.Act.Waits(var time) -> Thread.sleep(time);
                case Phrase.Act.HangsUp() -> call.hangUp();
                case Phrase.Act.Says _, Phrase.Act.CoreRestarts() ->
                        throw new Complaint("A live dialogue cannot do this yet: " + act);
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
                var id = heard.get(i).id();
                if (id.equals(what) || id.endsWith("/" + what)) {
                    return i;
                }
            }
            return -1;
        }

        /// The code is read more than once; a reading in which a digit was not understood is none.
        private String writtenDown() throws NotHeard, InterruptedException {
            var heard = call.awaitPrompts(ear, all -> reading(all).isPresent(), PATIENCE);
            return reading(heard).orElseThrow();
        }

        private Optional<String> reading(List<HeardPrompt> heard) {
            var readings = new ArrayList<>(List.of(new StringBuilder()));
            for (var prompt : heard) {
                var id = prompt.id().substring(prompt.id().indexOf('/') + 1);
                if (id.startsWith(DIGIT)) {
                    readings.getLast().append(id.substring(DIGIT.length()));
                } else {
                    readings.add(new StringBuilder()); // other words begin a new reading
                }
            }
            return readings.stream()
                    .map(StringBuilder::toString)
                    .filter(reading -> reading.length() == codeDigits)
                    .findFirst();
        }
    }

    /// The prompts a dialogue names, and what a code is read with: fewer words are heard faster.
    private Map<String, Sound> vocabulary(List<Phrase.Act> acts) throws IOException {
        var known = new HashMap<String, Sound>();
        boolean writes = acts.contains(new Phrase.Act.Presses(""));
        for (var language : spoken(acts)) {
            for (var prompt : prompts.in(language).entrySet()) {
                var id = language.toLanguageTag() + "/" + prompt.getKey();
                boolean ofCode =
                        prompt.getKey().startsWith(DIGIT) || prompt.getKey().equals("code-again");
                if (isNamed(acts, id) || (writes && ofCode)) {
                    known.put(id, read(prompt.getValue()));
                }
            }
        }
        return known;
    }

    /// Languages that are named; all when none is.
    private List<Locale> spoken(List<Phrase.Act> acts) {
        var named =
                prompts.languages().stream()
                        .filter(language ->
                                acts.stream()
                                        .anyMatch(act ->
                                                act instanceof Phrase.Act.Hears(var what)
                                                        && what.startsWith(
                                                                language.toLanguageTag() + "/")))
                        .toList();
        return named.isEmpty() ? List.copyOf(prompts.languages()) : named;
    }

    private static boolean isNamed(List<Phrase.Act> acts, String id) {
        return acts.stream()
                .anyMatch(act ->
                        act instanceof Phrase.Act.Hears(var what)
                                && (id.equals(what) || id.endsWith("/" + what)));
    }

    private static Sound read(Path wav) throws IOException {
        return Wav.read(wav);
    }
}
