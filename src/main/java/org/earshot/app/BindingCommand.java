package org.earshot.app;

import java.util.Optional;
import org.earshot.api.CdrView;
import org.earshot.masking.BindingQuery;
import org.earshot.masking.Party;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot binding`: privacy numbers. Prints tokens, never numbers: nobody here knows them.
@Command(
        name = "binding",
        mixinStandardHelpOptions = true,
        description =
                "Privacy numbers: who reaches whom over a mask. Parties are tokens of enrolled callers or agent:NAME.",
        subcommands = {
            BindingCreateCommand.class,
            BindingCommand.ListBindings.class,
            BindingCommand.Show.class,
            BindingUpdateCommand.class,
            BindingCommand.Unbind.class,
            BindingMasksCommand.class,
            BindingCommand.Cdr.class
        })
final class BindingCommand {

    /// `earshot binding list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Bindings, the newest first.",
            footer = {"", "Example:", "  ./earshot binding list --x 95001"})
    static final class ListBindings extends BindingTask {

        @Option(names = "--x", description = "Only those of this mask.")
        private @Nullable String x;

        @Option(names = "--party", description = "Only those with this party.")
        private @Nullable String party;

        @Option(names = "--all", description = "Those that have ended too.")
        private boolean all;

        @Mixin private LimitOption limit = new LimitOption();

        @Override
        void run(Archive archive) {
            var query =
                    new BindingQuery(
                            Optional.ofNullable(x),
                            Optional.ofNullable(party).map(Party::parse),
                            Optional.empty(),
                            !all,
                            limit.value());
            print(
                    archive.bindings().find(query).stream().map(BindingTask::view).toList(),
                    BindingTask::onTerminal,
                    "No binding. './earshot binding create --help' says how to make one.");
        }
    }

    /// `earshot binding show`
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "One binding.",
            footer = {"", "Example:", "  ./earshot binding show ID --json"})
    static final class Show extends BindingTask {

        @Mixin private BindingId id = new BindingId();

        @Override
        void run(Archive archive) {
            print(archive.bindings().find(id.value()));
        }
    }

    /// `earshot binding unbind`
    @Command(
            name = "unbind",
            mixinStandardHelpOptions = true,
            description = "Ends a binding; calls in progress go on.",
            footer = {"", "Example:", "  ./earshot binding unbind ID"})
    static final class Unbind extends BindingTask {

        @Mixin private BindingId id = new BindingId();

        @Override
        void run(Archive archive) {
            print(archive.bindings().unbind(id.value()));
        }
    }

    /// `earshot binding cdr`
    @Command(
            name = "cdr",
            mixinStandardHelpOptions = true,
            description = "Records of calls to masks, answered or not, the newest first.",
            footer = {"", "Example:", "  ./earshot binding cdr --mask 95001 --json"})
    static final class Cdr extends BindingTask {

        @Option(names = "--mask")
        private @Nullable String mask;

        @Option(names = "--party")
        private @Nullable String party;

        @Mixin private LimitOption limit = new LimitOption();

        @Override
        void run(Archive archive) {
            print(
                    archive
                            .maskedCalls()
                            .newest(
                                    Optional.ofNullable(mask),
                                    Optional.ofNullable(party).map(Party::parse),
                                    limit.value())
                            .stream()
                            .map(CdrView::of)
                            .toList(),
                    view ->
                            "%s %-12s %s talk %d s, result %s"
                                    .formatted(
                                            view.callId(),
                                            view.mask(),
                                            view.callInTime(),
                                            view.talkSec(),
                                            view.resultCode() == null ? "-" : view.resultCode()),
                    "No call to a mask yet.");
        }
    }
}
