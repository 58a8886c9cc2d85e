package org.earshot.app;

import org.earshot.api.BindingForm;
import org.earshot.masking.BindingDesk;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot binding create`
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Binds parties to a mask.",
        footer = {
            "",
            "Example:",
            "  ./earshot binding create AXB --x 95001 --a TOKEN --b agent:kim --user-data NUMBER"
        })
final class BindingCreateCommand extends BindingTask {

    @Parameters(paramLabel = "MODE", description = "AX, AXB, AXE, AXYB or AXG.")
    private String mode = "";

    @Option(names = "--x", description = "The mask (default: one of the pool).")
    private @Nullable String x;

    @Option(names = "--area", description = "Without --x: only masks of this area.")
    private @Nullable String area;

    @Option(names = "--y", description = "AXYB: the mask that stands for B.")
    private @Nullable String y;

    @Option(names = "--extension", description = "AXE: one to four digits.")
    private @Nullable String extension;

    @Option(names = "--a", required = true, description = "The protected party.")
    private String a = "";

    @Option(
            names = "--callback-kept",
            paramLabel = "SECONDS",
            description = "AXE: how long A reaches the last caller.")
    private @Nullable Integer callbackKept;

    @Option(names = "--ring", paramLabel = "SECONDS", description = "How long it rings.")
    private @Nullable Integer ring;

    @Mixin private BindingOptions with = new BindingOptions();

    @Override
    void run(Archive archive) {
        var form =
                new BindingForm(
                        mode(mode).name(),
                        x,
                        area,
                        y,
                        extension,
                        a,
                        with.b,
                        with.group,
                        null,
                        callbackKept,
                        with.expires,
                        with.direction,
                        with.maxDuration,
                        null,
                        ring,
                        null,
                        null,
                        null,
                        with.userData);
        BindingDesk desk = archive.bindings();
        print(
                x == null
                        ? desk.bindAny(form.maskMode(), area == null ? "" : area, form::on)
                        : desk.bind(form.on(x)));
    }
}
