package org.earshot.app;

import org.earshot.api.MaskForm;
import org.earshot.api.MaskView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `earshot binding masks`
@Command(
        name = "masks",
        mixinStandardHelpOptions = true,
        description = "The pool of masks; adds one, or changes it.",
        footer = {"", "Example:", "  ./earshot binding masks --add 95001 --mode AXB"})
final class BindingMasksCommand extends BindingTask {

    @Option(names = "--add", paramLabel = "NUMBER", description = "A number of yours.")
    private @Nullable String add;

    @Option(names = "--mode", description = "AX, AXB, AXE, AXYB, AXG or X.")
    private @Nullable String mode;

    @Option(names = "--area")
    private @Nullable String area;

    @Option(names = "--language", description = "Of what is spoken: en, zh or ko.")
    private @Nullable String language;

    @Option(names = "--suspended", description = "Refuse every call to it.")
    private boolean suspended;

    @Option(names = "--cool-down", paramLabel = "SECONDS", description = "Default: a day.")
    private @Nullable Integer coolDown;

    @Override
    void run(Archive archive) {
        if (add != null) {
            if (mode == null) {
                throw new Complaint("--add needs --mode: AX, AXB, AXE, AXYB, AXG or X.");
            }
            var form = new MaskForm(add, mode(mode).name(), area, language, !suspended, coolDown);
            archive.bindings().put(form.mask());
        }
        print(
                archive.bindings().masks().stream().map(MaskView::of).toList(),
                view ->
                        "%-16s %-4s %-8s %-3s %s"
                                .formatted(
                                        view.number(),
                                        view.mode(),
                                        view.area(),
                                        view.language(),
                                        view.usable() ? "" : "suspended")
                                .stripTrailing(),
                "The pool is empty. './earshot binding masks --add NUMBER --mode AXB' adds a mask.");
    }
}
