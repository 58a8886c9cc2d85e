package org.earshot.ivr;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.earshot.telephony.Hangup;

/// Asks another system. Whatever goes wrong there, the call goes on at the step's `otherwise`.
final class HookCall {

    private final Voice voice;
    private final Hooks hooks;
    private final Memory memory;

    HookCall(Voice voice, Hooks hooks, Memory memory) {
        this.voice = voice;
        this.hooks = hooks;
        this.memory = memory;
    }

    /// @return the id of the next step
    String perform(Step.Hook step) throws Hangup {
        var asking = new FutureTask<>(() -> ask(step));
        if (step.meanwhile().isEmpty()) {
            asking.run();
        } else {
            Thread.ofVirtual().name("hook").start(asking);
            try {
                voice.play(step.meanwhile(), Voice.NO_KEY);
            } catch (Hangup | RuntimeException gone) {
                asking.cancel(true);
                throw gone;
            }
        }
        var values = answer(asking);
        values.ifPresent(memory::setAll);
        return values.isPresent() ? step.next() : step.otherwise();
    }

    /// @return the variables of `into`, all of them
    private Optional<Map<String, String>> ask(Step.Hook step) {
        var send = memory.only(Set.copyOf(step.send()));
        var pointers = Set.copyOf(step.into().values());
        return hooks.ask(step.hook(), send, pointers, step.timeout())
                .filter(found -> found.keySet().containsAll(pointers))
                .map(found -> {
                    var values = new HashMap<String, String>();
                    step.into().forEach((name, pointer) -> values.put(name, found.get(pointer)));
                    return values;
                });
    }

    private static Optional<Map<String, String>> answer(
            FutureTask<Optional<Map<String, String>>> asking) {
        try {
            return asking.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException _) {
            return Optional.empty(); // the flow has a way for this, and the house has logged it
        }
    }
}
