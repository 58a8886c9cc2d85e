package org.earshot.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.earshot.audit.AuditRepository;
import org.earshot.audit.InclusionProof;
import org.earshot.audit.LogCheck;
import org.earshot.audit.LogReader;
import org.earshot.audit.LogReport;
import org.earshot.audit.Seen;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot audit`
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "The log of acts: who did what to which case, and the proof of it.",
        footer = {"", "Exit codes: 0 fine, 1 tampered with or unreadable, 2 wrong usage."},
        subcommands = {
            AuditCommand.Tail.class,
            AuditCommand.Verify.class,
            AuditCommand.Prove.class,
            AuditCommand.CheckpointCommand.class,
            AuditCommand.Fsck.class
        })
final class AuditCommand {

    /// `earshot audit tail`
    @Command(
            name = "tail",
            mixinStandardHelpOptions = true,
            description = "The newest acts. Their details are sealed and not shown.",
            footer = {"", "Example:", "  ./earshot audit tail --lines 20"})
    static final class Tail implements Callable<Integer> {

        @Mixin private AuditOptions log = new AuditOptions();

        @Option(
                names = "--lines",
                defaultValue = "10",
                description = "How many (default: ${DEFAULT-VALUE}).")
        private int lines = 10;

        @Override
        public Integer call() {
            if (lines < 1) {
                throw log.usage("--lines must be at least 1, got " + lines + ".");
            }
            LogReader reader = log.reader();
            List<LogReader.Row> rows = AuditOptions.trusted(() -> reader.tail(lines));
            if (log.json().wanted()) {
                Output.json(rows);
            } else if (rows.isEmpty()) {
                Output.text("No act yet.");
            } else {
                rows.forEach(row -> Output.text(row.toString()));
            }
            return 0;
        }
    }

    /// `earshot audit verify`
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Rebuilds the tree and compares database, files, checkpoint and witness.",
                "Without a witness's or a kept checkpoint, a log that was rolled back or written"
                        + " anew as a whole is not found."
            },
            footer = {
                "",
                "Example:",
                "  ./earshot audit verify --log-key KEY --witness checkpoint --witness-key KEY"
            })
    static final class Verify implements Callable<Integer> {

        @Mixin private AuditOptions log = new AuditOptions();

        @Option(
                names = "--witness",
                paramLabel = "FILE",
                description = "The newest checkpoint in the witness's folder, or a copy.")
        private @Nullable Path witness;

        @Option(
                names = "--witness-key",
                paramLabel = "KEY",
                description = "The witness's verifier key.")
        private @Nullable String witnessKey;

        @Option(
                names = "--kept",
                paramLabel = "FILE",
                description = "A checkpoint kept earlier; may be given several times.")
        private List<Path> kept = new ArrayList<>();

        @Override
        public Integer call() {
            List<Seen> seen = AuditOptions.trusted(this::seen);
            var folder = log.folder();
            var key = log.key();
            try (var archive = Archive.open(log.places())) {
                var database = new AuditRepository(archive.database());
                return print(
                        log,
                        LogCheck.verify(folder, key, database, seen),
                        seen.isEmpty() ? "; compared with no witness" : "");
            }
        }

        private List<Seen> seen() {
            var seen = new ArrayList<Seen>();
            if (witness != null && witnessKey != null) {
                var key = log.parse("--witness-key", witnessKey);
                seen.add(Seen.byWitness(log.read(witness), log.key(), key));
            } else if (witness != null || witnessKey != null) {
                throw log.usage("--witness and --witness-key belong together.");
            }
            kept.forEach(file -> seen.add(Seen.kept(log.read(file), log.key())));
            return seen;
        }
    }

    /// `earshot audit prove`
    @Command(
            name = "prove",
            mixinStandardHelpOptions = true,
            description = "The proof that an act is in the log, for anybody to check (tlog-proof).",
            footer = {"", "Example:", "  ./earshot audit prove 4711 > 4711.tlog-proof"})
    static final class Prove implements Callable<Integer> {

        @Mixin private AuditOptions log = new AuditOptions();

        @Parameters(paramLabel = "LEAF", description = "Its index, as tail shows it.")
        private long leaf;

        @Override
        public Integer call() {
            LogReader reader = log.reader();
            if (leaf < 0 || leaf >= reader.size()) {
                throw log.usage(
                        "There is no leaf %d; the log has %d, from 0 on."
                                .formatted(leaf, reader.size()));
            }
            InclusionProof proof = AuditOptions.trusted(() -> reader.prove(leaf));
            log.json().print(proof, proof.toString().stripTrailing());
            return 0;
        }
    }

    /// `earshot audit checkpoint`
    @Command(
            name = "checkpoint",
            mixinStandardHelpOptions = true,
            description = {
                "The newest signed state of the whole log, to be kept by two people elsewhere.",
                "Whoever has one can tell later that nothing before it was changed:",
                "  ./earshot audit verify --kept FILE"
            },
            footer = {"", "Example, once a day:", "  ./earshot audit checkpoint > 2026-11-22.txt"})
    static final class CheckpointCommand implements Callable<Integer> {

        @Mixin private AuditOptions log = new AuditOptions();

        @Override
        public Integer call() {
            LogReader reader = log.reader();
            String note = AuditOptions.trusted(reader::checkpoint);
            log.json().print(Map.of("checkpoint", note), note.stripTrailing());
            return 0;
        }
    }

    /// `earshot audit fsck`
    @Command(
            name = "fsck",
            mixinStandardHelpOptions = true,
            description = "Checks the files of the log alone; PostgreSQL may be away.",
            footer = {"", "Example:", "  ./earshot audit fsck --json"})
    static final class Fsck implements Callable<Integer> {

        @Mixin private AuditOptions log = new AuditOptions();

        @Override
        public Integer call() {
            return print(log, LogCheck.fsck(log.folder(), log.key()), "");
        }
    }

    private static int print(AuditOptions log, LogReport report, String aside) {
        if (log.json().wanted()) {
            Output.json(report);
        } else if (report.isClean()) {
            Output.text(
                    "%d leaves, none altered%s. Root: %s"
                            .formatted(report.size(), aside, report.root()));
        } else {
            report.findings().forEach(finding -> Output.text("tampered: " + finding));
        }
        return report.isClean() ? 0 : 1;
    }
}
