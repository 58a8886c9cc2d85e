package org.earshot.app;

import org.earshot.backup.BackupFailed;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.db.DatabaseUnavailable;
import org.earshot.ivr.IvrRefused;
import org.earshot.site.SiteFault;
import org.earshot.speech.SpeechWorker;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// `earshot`: one jar, several commands.
@Command(
        name = "earshot",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "The telephony back end of a public reporting hotline.",
        footer = {
            "",
            "Start here:",
            "  ./earshot demo          one real call, from ring to case",
            "  ./earshot up            the same without the simulated caller: dial in yourself",
            "  ./earshot test          every test, with the real Asterisk, PostgreSQL and Vosk"
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            SetupCommand.class,
            CaseCommand.class,
            RecordingCommand.class,
            FlowCommand.class,
            BenchCommand.class,
            BindingCommand.class,
            LeakScanCommand.class,
            KeysCommand.class,
            BackupCommand.class,
            ShieldKeysCommand.class,
            VaultCommand.class,
            StaffCommand.class,
            AuditCommand.class,
            WitnessCommand.class,
            RightsCommand.class,
            ShieldCommand.class,
            CoreCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main {

    /// A complaint to the person at the keyboard; picocli's own codes are 1 (failure) and 2
    /// (usage).
    private static final int REFUSED = 1;

    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("speech-worker")) {
            SpeechWorker.main(
                    java.util.Arrays.copyOfRange(
                            args, 1, args.length)); // starts fast, wires nothing
            return;
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, _, _) -> complain(failure));
    }

    private static int complain(Exception failure) throws Exception {
        switch (failure) {
            case Complaint _,
                    IvrRefused _,
                    SiteFault _,
                    DatabaseUnavailable _,
                    KeysUnavailable _,
                    BackupFailed _ ->
                    Output.aside(String.valueOf(failure.getMessage()));
            default -> throw failure;
        }
        return REFUSED;
    }

    /// The version in the jar's manifest.
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"earshot " + (version == null ? "(not packaged)" : version)};
        }
    }
}
