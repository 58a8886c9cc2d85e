package org.earshot.ivr;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.earshot.telephony.Hangup;

/// One caller on the way through one flow and those it calls: where the caller is, and what is
/// remembered on the way. What each kind of step does is the business of a class per family.
final class Walk {

    private final House house;
    private final Flows flows;
    private final Voice voice;
    private final Memory memory;

    private final Asks asks;
    private final CodeReading codeReading;
    private final Speaking speaking;
    private final CaseSteps cases;
    private final Connecting connecting;
    private final SlotOffer slots;
    private final Deciding deciding;
    private final HookCall hooks;

    private final Deque<Called> calling = new ArrayDeque<>();
    private final Set<String> outcome = new LinkedHashSet<>();
    private Flow flow;
    private String at;
    private boolean silenced;

    /// A flow that waits for the one it called.
    private record Called(Flow flow, String next) {}

    Walk(House house, Flows flows, Voice voice, Memory memory, Flow flow, String at) {
        this.house = house;
        this.flows = flows;
        this.voice = voice;
        this.memory = memory;
        this.flow = flow;
        this.at = at;
        speaking = new Speaking(voice, house);
        asks = new Asks(voice, house, speaking);
        codeReading = new CodeReading(voice, house.intake());
        cases = new CaseSteps(voice, house.cases(), speaking, this::silenceRecording);
        connecting = new Connecting(voice, house);
        slots = new SlotOffer(voice, house.callbacks());
        deciding = new Deciding(voice, house, memory);
        hooks = new HookCall(voice, house.hooks(), memory);
        outcome.addAll(flow.options().outcome());
    }

    /// The flow `caller` waits for the one this walk begins in.
    void calledBy(Flow caller, String next) {
        calling.addLast(new Called(caller, next));
        outcome.addAll(caller.options().outcome());
    }

    /// @param resumed whether the first step was begun by an earlier process
    void go(boolean resumed) throws Hangup {
        try {
            var again = resumed;
            while (stepOn(again)) {
                again = false;
            }
        } catch (Hangup over) {
            tellOutcome();
            throw over;
        }
        tellOutcome();
    }

    private boolean stepOn(boolean again) throws Hangup {
        var step = flow.step(at);
        var person = flow.personIn(at);
        house.intake().entered(state());
        silenceRecording(step.sensitive());
        voice.personKey(person.map(Flow.Person::key));
        Optional<String> next;
        try {
            next = perform(step, again);
        } catch (PersonWanted _) {
            next = person.map(Flow.Person::next);
        }
        next.ifPresent(id -> at = id);
        return next.isPresent();
    }

    /// @return the id of the next step, in the flow that then holds; empty when the call is over
    private Optional<String> perform(Step step, boolean again) throws Hangup {
        return switch (step) {
            case Step.Call call -> Optional.of(enter(call));
            case Step.Return _ -> leave();
            case Step.Hangup(var say) -> {
                voice.play(say, Voice.NO_KEY);
                voice.hangUp();
                yield Optional.empty();
            }
            case Step.Say say -> Optional.of(asks.say(say));
            case Step.Menu menu -> Optional.of(asks.menu(menu, flow.languages()));
            case Step.Listen listen -> Optional.of(asks.listen(listen));
            case Step.Agree agree -> Optional.of(agree(agree));
            case Step.Collect collect -> Optional.of(asks.collect(collect, memory));
            case Step.Survey survey -> Optional.of(asks.survey(survey));
            case Step.Code code -> Optional.of(codeReading.perform(code));
            case Step.Report report -> Optional.of(speaking.report(report, again));
            case Step.Status status -> Optional.of(cases.status(status));
            case Step.AddNote note -> Optional.of(cases.addNote(note, again));
            case Step.Choose choose -> Optional.of(deciding.choose(choose));
            case Step.Hours hours -> Optional.of(deciding.hours(hours));
            case Step.Assign assign -> Optional.of(deciding.assign(assign));
            case Step.Hook hook -> Optional.of(hooks.perform(hook));
            case Step.Queue queue -> Optional.of(connecting.queue(queue));
            case Step.Emergency emergency -> Optional.of(connecting.emergency(emergency));
            case Step.Transfer transfer -> Optional.of(connecting.transfer(transfer));
            case Step.Callback callback -> Optional.of(slots.offer(callback));
        };
    }

    private String agree(Step.Agree step) throws Hangup {
        var agreed = asks.agree(step);
        memory.consent(agreed.consent());
        house.intake().consented(agreed.consent());
        return agreed.next();
    }

    private String enter(Step.Call call) {
        var called =
                flows.named(call.flow())
                        .orElseThrow(() -> new IllegalStateException("no flow " + call.flow()));
        calledBy(flow, call.next());
        outcome.addAll(called.options().outcome());
        flow = called;
        return called.start();
    }

    private Optional<String> leave() {
        var caller = calling.pollLast();
        if (caller == null) {
            voice.hangUp();
            return Optional.empty();
        }
        flow = caller.flow();
        return Optional.of(caller.next());
    }

    private void silenceRecording(boolean on) {
        if (silenced != on) {
            silenced = on;
            house.intake().sensitive(on);
        }
    }

    private void tellOutcome() {
        if (!outcome.isEmpty()) {
            house.intake().outcome(memory.only(outcome));
        }
    }

    private FlowState state() {
        List<FlowState.Frame> frames =
                calling.stream()
                        .map(called ->
                                new FlowState.Frame(
                                        called.flow().name(),
                                        called.flow().sha256(),
                                        called.next()))
                        .toList();
        return new FlowState(
                flow.name(),
                flow.sha256(),
                at,
                voice.language(),
                voice.pace(),
                memory.consent(),
                memory.variables(),
                frames);
    }
}
