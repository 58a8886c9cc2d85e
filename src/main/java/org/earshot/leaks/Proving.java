package org.earshot.leaks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Shows that the scanner finds what it says it finds: every form of the numbers sought, hidden
/// among noise at random places and handed over in blocks of random sizes. The numbers stay in
/// memory; on disk only a made-up one is planted.
final class Proving {

    /// Of longer lists a random part.
    private static final int MOST_NUMBERS = 200;

    private final Patterns patterns;
    private final RandomGenerator random;
    private final Set<String> missed = new TreeSet<>();
    private int planted;
    private int found;

    Proving(Patterns patterns, RandomGenerator random) {
        this.patterns = patterns;
        this.random = random;
    }

    LeakProof prove(List<SoughtNumber> numbers) throws IOException {
        List<SoughtNumber> chosen = new ArrayList<>(numbers);
        Collections.shuffle(chosen, new Random(random.nextLong()));
        for (SoughtNumber number : chosen.subList(0, Math.min(MOST_NUMBERS, chosen.size()))) {
            amongNoise(number);
            PlantedPackings.of(number, random).forEach(plant -> alone(number, plant));
        }
        inFiles();
        return new LeakProof(planted, found, List.copyOf(missed));
    }

    /// A plant and where it lies.
    private record Hidden(Plant plant, long from, long to) {

        boolean isAt(Finding finding) {
            return finding.inside().isEmpty() && finding.offset() >= from && finding.offset() < to;
        }
    }

    private void amongNoise(SoughtNumber number) {
        Set<Encoding> sought = sought(number);
        var stack = new ByteArrayOutputStream();
        List<Hidden> hidden = new ArrayList<>();
        for (Plant plant : Plants.of(number)) {
            if (sought.contains(plant.encoding())) {
                noise(stack);
                int from = stack.size();
                stack.writeBytes(plant.octets());
                hidden.add(new Hidden(plant, from, stack.size()));
            }
        }
        noise(stack);
        List<Finding> findings = search(number, stack.toByteArray());
        for (Hidden one : hidden) {
            count(one.plant, findings.stream().anyMatch(one::isAt));
        }
    }

    private void alone(SoughtNumber number, Plant plant) {
        List<Finding> findings = search(number, plant.octets());
        count(plant, findings.stream().anyMatch(finding -> !finding.inside().isEmpty()));
    }

    private void inFiles() throws IOException {
        var canary = new SoughtNumber(1, "9990" + random.nextLong(10_000_000, 99_999_999));
        List<Plant> plants = PlantedPackings.of(canary, random);
        Path folder = Files.createTempDirectory("earshot-leak-proof");
        try {
            for (int i = 0; i < plants.size(); i++) {
                Files.write(folder.resolve(i + ".bin"), plants.get(i).octets());
            }
            var findings = new Findings();
            new FileScan(new Patterns(List.of(canary)), findings, _ -> false, _ -> {})
                    .scan(List.of(folder), 1);
            for (int i = 0; i < plants.size(); i++) {
                String file = folder.resolve(i + ".bin").toString();
                count(
                        plants.get(i),
                        findings.kept().stream().anyMatch(found -> found.file().equals(file)));
            }
        } finally {
            for (int i = 0; i < plants.size(); i++) {
                Files.deleteIfExists(folder.resolve(i + ".bin"));
            }
            Files.deleteIfExists(folder);
        }
    }

    private List<Finding> search(SoughtNumber number, byte[] stack) {
        var findings = new Findings();
        try (var search = new Search(patterns, findings, Place.of("proof"))) {
            for (int at = 0; at < stack.length; ) {
                int to = Math.min(stack.length, at + random.nextInt(1, 4096));
                search.accept(stack, at, to);
                at = to;
            }
        }
        return findings.kept().stream()
                .filter(finding -> finding.number().equals(number.toString()))
                .toList();
    }

    private void count(Plant plant, boolean wasFound) {
        planted++;
        if (wasFound) {
            found++;
        } else {
            missed.add(plant.encoding().words() + ": " + plant.what());
        }
    }

    /// Some forms of a short number would be met everywhere and are not looked for.
    private static Set<Encoding> sought(SoughtNumber number) {
        Set<Encoding> sought = EnumSet.of(Encoding.GROUPED);
        Spellings.of(number, (encoding, _) -> sought.add(encoding));
        DigitSpellings.of(number, (encoding, _) -> sought.add(encoding));
        return sought;
    }

    private void noise(ByteArrayOutputStream stack) {
        boolean text = random.nextBoolean();
        stack.write('#'); // two digit strings must not become one
        for (int i = random.nextInt(3, 90); i > 0; i--) {
            stack.write(text ? 'a' + random.nextInt(26) : random.nextInt(256));
        }
        stack.write('#');
    }
}
