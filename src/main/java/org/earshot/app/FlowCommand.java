package org.earshot.app;

import picocli.CommandLine.Command;

/// `earshot flow`: flows, before anyone calls and in force.
@Command(
        name = "flow",
        mixinStandardHelpOptions = true,
        description =
                "What callers hear and are asked: checked and tried before anyone calls, then put in force.",
        subcommands = {
            FlowCheckCommand.class,
            FlowRunCommand.class,
            FlowTestCommand.class,
            FlowDrawCommand.class,
            FlowDiffCommand.class,
            FlowPublishCommand.class,
            FlowListCommand.class,
            FlowRollbackCommand.class
        })
final class FlowCommand {}
