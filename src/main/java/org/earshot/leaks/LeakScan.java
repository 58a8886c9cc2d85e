package org.earshot.leaks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Looks for numbers in files. Made once for a list of numbers, it may be used by several threads.
public final class LeakScan {

    /// About 2,500 automaton states a number: 5,000 numbers take some 250 MB.
    private static final int MOST_NUMBERS = 3_000;

    private final List<SoughtNumber> numbers;
    private final Patterns patterns;

    private LeakScan(List<SoughtNumber> numbers) {
        this.numbers = List.copyOf(numbers);
        this.patterns = new Patterns(this.numbers);
    }

    /// @param lines a number each; empty lines and lines that begin with `#` are skipped
    /// @throws ScanRefused naming the line, never its text
    public static LeakScan of(List<String> lines) {
        Map<String, SoughtNumber> found = new LinkedHashMap<>();
        for (int line = 1; line <= lines.size(); line++) {
            String text = lines.get(line - 1).strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int place = line;
            SoughtNumber number =
                    SoughtNumber.parse(place, text).orElseThrow(() -> noNumber(place, text));
            found.putIfAbsent(number.digits(), number);
        }
        if (found.isEmpty()) {
            throw new ScanRefused("No number to look for was given; name some, one a line.");
        }
        if (found.size() > MOST_NUMBERS) {
            throw new ScanRefused(
                    "%d numbers are too many for one scan; give at most %d at a time."
                            .formatted(found.size(), MOST_NUMBERS));
        }
        return new LeakScan(List.copyOf(found.values()));
    }

    /// Plants every form of the numbers and searches for them.
    ///
    /// @throws IOException when there is no room for a temporary file
    public LeakProof prove(RandomGenerator random) throws IOException {
        return new Proving(patterns, random).prove(numbers);
    }

    /// @param roots files and directories
    /// @param excluded not searched, and nothing below
    /// @param progress told now and then, by any thread
    public LeakReport scan(
            LeakProof proof,
            List<Path> roots,
            Predicate<Path> excluded,
            int threads,
            Consumer<LeakProgress> progress) {
        long start = System.nanoTime();
        var findings = new Findings();
        var files = new FileScan(patterns, findings, excluded, progress);
        files.scan(roots, threads);
        return new LeakReport(
                numbers.size(),
                patterns.count(),
                proof,
                files.filesDone(),
                files.bytesDone(),
                (System.nanoTime() - start) / 1_000_000,
                findings.count(),
                new ArrayList<>(findings.kept()),
                findings.troubles(),
                findings.opaque());
    }

    private static ScanRefused noNumber(int place, String text) {
        return new ScanRefused(
                "Number %d (%d characters) is no international telephone number; write + and 7 to 15 digits."
                        .formatted(place, text.length()));
    }
}
