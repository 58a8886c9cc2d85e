package org.earshot.app;

import org.earshot.api.BindingUpdate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot binding update`
@Command(
        name = "update",
        mixinStandardHelpOptions = true,
        description = "Changes what is named; calls in progress keep their terms.",
        footer = {"", "Example:", "  ./earshot binding update ID --a agent:lee"})
final class BindingUpdateCommand extends BindingTask {

    @Mixin private BindingId id = new BindingId();

    @Option(names = "--a", description = "Not in modes AX and AXYB.")
    private @Nullable String a;

    @Option(names = "--callee-until", description = "AX: until when A reaches B.")
    private @Nullable String calleeUntil;

    @Mixin private BindingOptions with = new BindingOptions();

    @Override
    void run(Archive archive) {
        var update =
                new BindingUpdate(
                        a,
                        with.b,
                        calleeUntil,
                        with.group,
                        with.expires,
                        with.direction,
                        with.maxDuration,
                        with.userData);
        print(archive.bindings().change(id.value(), update.change()));
    }
}
