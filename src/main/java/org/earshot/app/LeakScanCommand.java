package org.earshot.app;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.earshot.leaks.Finding;
import org.earshot.leaks.LeakProgress;
import org.earshot.leaks.LeakProof;
import org.earshot.leaks.LeakReport;
import org.earshot.leaks.LeakScan;
import org.earshot.leaks.ScanRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot leak-scan`: for auditors, and for the tests.
@Command(
        name = "leak-scan",
        mixinStandardHelpOptions = true,
        description = {
            "Looks for telephone numbers in files, directories, database files, archives and packet captures, "
                    + "in every form a number can take.",
            "First it proves itself: it plants every form and must find all of them."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:nothing found",
            "1:a number was found",
            "2:something could not be searched, or the scanner missed a planted needle"
        },
        footer = {
            "",
            "Examples:",
            "  ./earshot leak-scan --numbers canaries.txt ~/.local/share/earshot",
            "  pg_dump cases | ./earshot leak-scan --numbers canaries.txt -"
        })
final class LeakScanCommand implements Callable<Integer> {

    private static final int FOUND = 1;
    private static final int TROUBLE = 2;
    private static final int MOST_PRINTED = 50;

    @Option(
            names = "--numbers",
            paramLabel = "FILE",
            description = "Numbers to look for, one a line: + and 7 to 15 digits.")
    private @Nullable Path numbers;

    @Option(
            names = "--number",
            paramLabel = "NUMBER",
            description =
                    "One number to look for; may be repeated. Others can read it in the list of processes: "
                            + "for real numbers use --numbers.")
    private List<String> number = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "PATH",
            description = "A file, directory or pattern (*.iso) to leave out; may be repeated.")
    private List<String> exclude = new ArrayList<>();

    @Option(
            names = "--threads",
            defaultValue = "0",
            description = "Files searched at once (default: one a processor).")
    private int threads;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files and directories to search; - is the standard input.")
    private List<Path> paths = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        LeakReport report;
        try {
            var scan = LeakScan.of(wanted());
            LeakProof proof = scan.prove(new SecureRandom());
            Output.aside(proofOnTerminal(proof));
            int atOnce = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
            report = scan.scan(proof, paths, excluded(), atOnce, LeakScanCommand::tell);
        } catch (ScanRefused refused) {
            Output.aside(String.valueOf(refused.getMessage()));
            return TROUBLE;
        }
        if (json) {
            Output.json(report);
        } else {
            print(report);
        }
        return report.findingCount() > 0 ? FOUND : report.isClean() ? 0 : TROUBLE;
    }

    private List<String> wanted() throws IOException {
        if (numbers == null) {
            return number;
        }
        if (!number.isEmpty()) {
            throw new Complaint("Give either --numbers or --number, not both.");
        }
        if (!Files.isReadable(numbers)) {
            throw new Complaint("The list of numbers '" + numbers + "' cannot be read.");
        }
        return Files.readAllLines(numbers);
    }

    /// The list of numbers is no leak.
    private Predicate<Path> excluded() {
        Predicate<Path> out = path -> numbers != null && same(path, numbers);
        for (String one : exclude) {
            PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + one);
            Path place = Path.of(one).toAbsolutePath().normalize();
            out =
                    out.or(path -> path.toAbsolutePath().normalize().equals(place))
                            .or(pattern::matches)
                            .or(path ->
                                    path.getFileName() != null
                                            && pattern.matches(path.getFileName()));
        }
        return out;
    }

    private static boolean same(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    private static void tell(LeakProgress progress) {
        Output.aside(
                String.format(
                        Locale.ROOT,
                        "%,d of %,d files, %,d of %,d MiB, %,d found ...",
                        progress.filesDone(),
                        progress.filesAll(),
                        progress.bytesDone() >> 20,
                        progress.bytesAll() >> 20,
                        progress.found()));
    }

    private static String proofOnTerminal(LeakProof proof) {
        return proof.isComplete()
                ? "planted %,d needles, found all of them".formatted(proof.planted())
                : "planted %,d needles, found only %,d; missed: %s. Do not rely on this scan."
                        .formatted(
                                proof.planted(), proof.found(), String.join("; ", proof.missed()));
    }

    private static void print(LeakReport report) {
        report.findings().stream()
                .limit(MOST_PRINTED)
                .map(LeakScanCommand::line)
                .forEach(Output::text);
        if (report.findingCount() > MOST_PRINTED) {
            Output.text(
                    "... and %,d more (--json lists up to 10,000)"
                            .formatted(report.findingCount() - MOST_PRINTED));
        }
        report.troubles().forEach(trouble -> Output.text("not searched: " + trouble));
        report.opaque().forEach(file -> Output.text("cannot be looked into: " + file));
        double seconds = Math.max(report.millis(), 1) / 1000.0;
        Output.text(
                String.format(
                        Locale.ROOT,
                        "%s: %,d findings of %d numbers in %,d forms; %,d files, %,.1f MiB, %.1f s, %,.0f MiB/s",
                        report.findingCount() > 0
                                ? "LEAK"
                                : report.isClean() ? "clean" : "INCOMPLETE",
                        report.findingCount(),
                        report.numbers(),
                        report.patterns(),
                        report.files(),
                        report.bytes() / 1048576.0,
                        seconds,
                        report.bytes() / 1048576.0 / seconds));
    }

    private static String line(Finding finding) {
        String inside = finding.inside().isEmpty() ? "" : ", " + finding.inside();
        return "%s%s, offset %d: %s as %s"
                .formatted(
                        finding.file(),
                        inside,
                        finding.offset(),
                        finding.number(),
                        finding.encoding().words());
    }
}
