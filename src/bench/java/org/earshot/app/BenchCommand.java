package org.earshot.app;

import picocli.CommandLine.Command;

/// `earshot bench`
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures, on this machine.",
        subcommands = {
            BenchCallCommand.class,
            BenchIvrCommand.class,
            BenchShieldCommand.class,
            BenchTrustCommand.class,
            LoadCommand.class,
            RelayCommand.class
        })
final class BenchCommand {}
