package org.earshot.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.caller.CallRefused;
import org.earshot.caller.CallerSettings;
import org.earshot.caller.NotHeard;
import org.earshot.caller.OutgoingCall;
import org.earshot.caller.SimulatedCaller;
import org.earshot.calls.CallEvent;
import org.earshot.flows.DialogueResult;
import org.earshot.flows.Phrase;
import org.earshot.house.FlowSet;

/// Lives through dialogues on a real line. What came of a call is what the core tells of it, and
/// what it kept.
final class LiveDialogues {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// For a caller who does nothing more: the longest silence of a flow, and what it says then.
    private static final Duration TO_THE_END = Duration.ofMinutes(3);

    private final InetSocketAddress pbx;
    private final FlowSet flows;
    private final CallWatch watch;
    private final LiveVoice voice;
    private final LiveCases cases;

    LiveDialogues(
            InetSocketAddress pbx,
            FlowSet flows,
            CallWatch watch,
            LiveVoice voice,
            LiveCases cases) {
        this.pbx = pbx;
        this.flows = flows;
        this.watch = watch;
        this.voice = voice;
        this.cases = cases;
    }

    /// @param begun run once it is certain what the caller hears
    DialogueResult run(LiveTurn turn, Runnable begun) throws IOException, InterruptedException {
        long began = System.nanoTime();
        var unmet = new ArrayList<String>();
        var failure = live(turn, unmet, begun);
        var id = watch.awaitDialled(turn.number(), Duration.ZERO).orElse("");
        watch.await(id, CallEvent.Ended.class, PATIENCE);
        watch.await(id, CallEvent.Sealed.class, PATIENCE); // all of it is in the database
        return new DialogueResult(
                turn.dialogue(),
                LiveOutcome.of(watch.of(id), cases.outcome(id)),
                unmet,
                heard(id),
                failure,
                Duration.ofNanos(System.nanoTime() - began));
    }

    /// Whether the caller met what the dialogue says.
    static boolean passed(DialogueResult result) {
        return result.failure().isEmpty()
                && result.unmet().isEmpty()
                && LiveOutcome.comparable(result.outcome())
                        .equals(LiveOutcome.comparable(result.dialogue().outcome()));
    }

    /// @return what broke
    private String live(LiveTurn turn, List<String> unmet, Runnable begun)
            throws IOException, InterruptedException {
        var settings =
                new CallerSettings(pbx, InetAddress.getLoopbackAddress()).withNumber(turn.caller());
        var acts = turn.dialogue().acts();
        acts.forEach(act -> unmet.add(act.toString()));
        var vocabulary =
                LiveVocabulary.of(acts, flows.book().flow(turn.dialogue().flow()), flows.prompts());
        var knowledge = knowledge(turn);
        try (var phone = new SimulatedCaller(settings);
                OutgoingCall call = phone.dial(turn.dialled())) {
            begun.run();
            new LiveCaller(call, vocabulary, voice, knowledge).play(acts, unmet);
            boolean over =
                    acts.contains(new Phrase.Act.HangsUp()) || call.awaitRemoteHangup(TO_THE_END);
            return over ? "" : "the call did not end within " + TO_THE_END.toMinutes() + " minutes";
        } catch (NotHeard silence) {
            return "the caller: " + silence.getMessage();
        } catch (CallRefused refused) {
            return String.valueOf(refused.getMessage());
        } finally {
            begun.run();
        }
    }

    /// The code is the one read out, where one is; else that of a case there was before.
    private LiveCaller.Knowledge knowledge(LiveTurn turn) {
        boolean readOut = turn.dialogue().outcome().contains("case opened");
        boolean keyed = turn.dialogue().acts().contains(new Phrase.Act.Presses(""));
        return new LiveCaller.Knowledge(
                cases.codeDigits(),
                keyed && !readOut ? Optional.of(cases.code()) : Optional.empty(),
                turn.dialogue().house().danger());
    }

    private List<String> heard(String call) {
        return watch.of(call).stream()
                .filter(CallEvent.PromptPlayed.class::isInstance)
                .map(event -> ((CallEvent.PromptPlayed) event).prompt())
                .toList();
    }
}
