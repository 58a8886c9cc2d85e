package org.earshot.app;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.earshot.api.BindingView;
import org.earshot.masking.BindingRefused;
import org.earshot.masking.KeptBinding;
import org.earshot.masking.MaskMode;
import picocli.CommandLine.Mixin;

/// What all of `earshot binding` need.
abstract sealed class BindingTask implements Callable<Integer>
        permits BindingCreateCommand,
                BindingUpdateCommand,
                BindingMasksCommand,
                BindingCommand.ListBindings,
                BindingCommand.Show,
                BindingCommand.Unbind,
                BindingCommand.Cdr {

    @Mixin private Places places = new Places();

    @Mixin private JsonOption json = new JsonOption();

    abstract void run(Archive archive);

    @Override
    public Integer call() {
        try (var archive = Archive.open(places)) {
            run(archive);
            return 0;
        } catch (BindingRefused | IllegalArgumentException refused) {
            throw new Complaint(String.valueOf(refused.getMessage()));
        }
    }

    <T> void print(List<T> views, Function<T, String> line, String none) {
        if (json.wanted()) {
            Output.json(views);
        } else if (views.isEmpty()) {
            Output.text(none);
        } else {
            views.forEach(view -> Output.text(line.apply(view)));
        }
    }

    void print(KeptBinding kept) {
        BindingView view = view(kept);
        json.print(view, onTerminal(view));
    }

    static BindingView view(KeptBinding kept) {
        return BindingView.of(kept, InstantSource.system().instant());
    }

    static String onTerminal(BindingView view) {
        return "%s %-4s %-12s %s %s%s%s %s"
                .formatted(
                        view.bindingId(),
                        view.mode(),
                        view.x() + (view.y() == null ? "" : "/" + view.y()),
                        view.a(),
                        view.b() == null ? "-" : view.b(),
                        view.extension() == null ? "" : " extension " + view.extension(),
                        view.active() ? "" : " ended",
                        view.expiresAt() == null ? "" : "until " + view.expiresAt())
                .stripTrailing();
    }

    static MaskMode mode(String text) {
        for (MaskMode mode : MaskMode.values()) {
            if (mode.name().equalsIgnoreCase(text)) {
                return mode;
            }
        }
        throw new Complaint(
                "There is no mode '" + text + "'; there are AX, AXB, AXE, AXYB, AXG, X.");
    }
}
