package org.earshot.flows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.ivr.Step;

/// What a step says only to who goes astray in it, or to who waits long: no way out, but something
/// that a caller lives through. By the key the flow has for it; the prompts.
final class Asides {

    private final Map<String, List<String>> said = new LinkedHashMap<>();

    private Asides() {}

    static Map<String, List<String>> of(Step step) {
        var asides = new Asides();
        switch (step) {
            case Step.Menu menu -> asides.ask(menu.asking(), "");
            case Step.Listen listen -> asides.ask(listen.asking(), "");
            case Step.Agree agree -> asides.ask(agree.asking(), "");
            case Step.Collect collect -> asides.ask(collect.asking(), "");
            case Step.Callback callback -> asides.ask(callback.asking(), "");
            case Step.Survey survey ->
                    survey.questions()
                            .forEach(
                                    question -> asides.ask(question.asking(), question.id() + "/"));
            case Step.Code code -> asides.add("wrong", code.confirm().wrong());
            case Step.Status status -> asides.enter(status.enter());
            case Step.AddNote note -> {
                asides.enter(note.enter());
                asides.add("interrupted", note.interrupted());
            }
            case Step.Report report -> asides.add("interrupted", report.interrupted());
            case Step.Queue queue ->
                    queue.callback().ifPresent(offer -> asides.add("offer", offer.say()));
            case Step.Say _,
                    Step.Choose _,
                    Step.Hours _,
                    Step.Assign _,
                    Step.Emergency _,
                    Step.Transfer _,
                    Step.Call _,
                    Step.Return _,
                    Step.Hook _,
                    Step.Hangup _ -> {
                // says the same to everybody
            }
        }
        return asides.said;
    }

    private void ask(Step.Asking asking, String of) {
        add(of + "invalid", asking.invalid());
        add(of + "silence", asking.silence());
    }

    private void enter(Optional<Step.CodeEntry> entry) {
        entry.ifPresent(code -> add("wrong", code.wrong()));
    }

    private void add(String key, List<String> prompts) {
        if (!prompts.isEmpty()) {
            said.put(key, prompts);
        }
    }
}
