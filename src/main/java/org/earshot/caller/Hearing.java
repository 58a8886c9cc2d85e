package org.earshot.caller;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.earshot.audio.Pcm;
import org.earshot.audio.Sound;

/// An [Ear] at work on one call. Not for several threads at once.
public final class Hearing {

    /// A pattern this alike at a quarter of the rate is worth a closer look.
    private static final double LIKELY = 0.5;

    /// A whole prompt this alike is that prompt: G.711 alone leaves 0.999, one lost packet in half
    /// a second 0.98; another word of the same voice stays below 0.5.
    private static final double SURE = 0.88;

    /// A vowel also looks like itself one turn of the voice earlier: where a prompt is this alike,
    /// the best place is sought within the longest such turn.
    private static final double WORTH_MOVING = 0.6;

    private static final int LONGEST_TURN = Sound.TELEPHONE_HZ / 50;

    /// Two words may end alike (Korean il and chil): a match stands only when no better one has
    /// come this many samples after it.
    private static final int OTHERS_MAY_COME = Sound.TELEPHONE_HZ / 20;

    /// Likenesses closer than this do not tell two matches apart.
    private static final double AS_GOOD = 0.01;

    /// How far, in full-rate samples, the coarse position may be off.
    private static final int SLACK = 2 * Decimated.FACTOR;

    private final List<Search> searches;
    private final Decimated coarse = new Decimated();
    private final Flattening flat = new Flattening();
    private final List<Candidate> pending = new ArrayList<>();
    private final List<Match> undecided = new ArrayList<>();
    private final List<Match> accepted = new ArrayList<>();
    private short[] samples = new short[1 << 16]; // flattened
    private int length;

    /// Where one prompt is sought next, and the last likelihoods, to find the peaks of.
    private static final class Search {
        final KnownPrompt prompt;
        final KnownPrompt.Pattern pattern;
        int next;
        double last;
        double beforeLast;

        Search(KnownPrompt prompt, KnownPrompt.Pattern pattern) {
            this.prompt = prompt;
            this.pattern = pattern;
        }
    }

    /// A place, in full-rate samples, where a prompt may start.
    private record Candidate(KnownPrompt prompt, int start) {
        int end() {
            return start + prompt.samples().length + LONGEST_TURN + SLACK;
        }
    }

    private record Match(KnownPrompt prompt, int start, double likeness) {
        boolean overlaps(Match other) {
            return start < other.end() && other.start < end();
        }

        /// The more alike one; of two as good as equal the longer, which a short one is a part of.
        boolean isBetterThan(Match other) {
            return Math.abs(likeness - other.likeness) > AS_GOOD
                    ? likeness > other.likeness
                    : prompt.samples().length > other.prompt.samples().length;
        }

        int end() {
            return start + prompt.samples().length;
        }
    }

    Hearing(List<KnownPrompt> vocabulary) {
        searches =
                vocabulary.stream()
                        .flatMap(
                                known -> known.patterns().stream().map(it -> new Search(known, it)))
                        .toList();
    }

    /// Hears the next samples, at 8000 Hz.
    ///
    /// @return the prompts that came to their end in them
    public List<HeardPrompt> accept(short[] more) {
        if (length + more.length > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(2 * samples.length, length + more.length));
        }
        short[] flattened = flat.flatten(more);
        System.arraycopy(flattened, 0, samples, length, more.length);
        length += more.length;
        coarse.accept(more);
        searches.forEach(this::advance);
        return resolve(length);
    }

    /// Every prompt found so far, in the order they were heard.
    public List<HeardPrompt> found() {
        return accepted.stream()
                .sorted(Comparator.comparingInt(Match::start))
                .map(Hearing::told)
                .toList();
    }

    /// How many samples were heard.
    int length() {
        return length;
    }

    /// Looks also at what lies so close to the end that it could not be looked at before.
    List<HeardPrompt> finish() {
        accept(new short[LONGEST_TURN + 2 * SLACK + OTHERS_MAY_COME]);
        return found();
    }

    private void advance(Search search) {
        short[] pattern = search.pattern.samples();
        for (; search.next + pattern.length <= coarse.length(); search.next++) {
            double now = coarse.likeness(pattern, search.pattern.energy(), search.next);
            if (search.last >= LIKELY && search.last >= now && search.last >= search.beforeLast) {
                int start = (search.next - 1) * Decimated.FACTOR - search.pattern.at();
                pending.add(new Candidate(search.prompt, start));
            }
            search.beforeLast = search.last;
            search.last = now;
        }
    }

    private List<HeardPrompt> resolve(int until) {
        List<Candidate> ended = pending.stream().filter(it -> it.end() <= until).toList();
        pending.removeAll(ended);
        ended.stream()
                .map(this::compare)
                .filter(match -> match.likeness >= SURE)
                .forEach(undecided::add);
        List<Match> due =
                undecided.stream().filter(it -> it.end() + OTHERS_MAY_COME <= until).toList();
        List<Match> told = due.stream().filter(this::isBest).filter(this::accept).toList();
        undecided.removeAll(due);
        return told.stream().map(Hearing::told).toList();
    }

    private boolean isBest(Match match) {
        return undecided.stream()
                .noneMatch(other -> other.overlaps(match) && other.isBetterThan(match));
    }

    private boolean accept(Match match) {
        if (accepted.stream().anyMatch(match::overlaps)) {
            return false;
        }
        accepted.add(match);
        return true;
    }

    private static HeardPrompt told(Match match) {
        return new HeardPrompt(
                match.prompt.id(),
                Pcm.duration(match.start, Sound.TELEPHONE_HZ),
                Pcm.duration(match.end(), Sound.TELEPHONE_HZ),
                match.likeness);
    }

    private Match compare(Candidate candidate) {
        Match near = best(candidate.prompt, candidate.start, SLACK);
        return near.likeness < WORTH_MOVING
                ? near
                : best(candidate.prompt, near.start, LONGEST_TURN);
    }

    private Match best(KnownPrompt prompt, int around, int within) {
        Match best = new Match(prompt, around, 0);
        for (int start = Math.max(0, around - within); start <= around + within; start++) {
            double likeness = likeness(prompt, start);
            if (likeness > best.likeness) {
                best = new Match(prompt, start, likeness);
            }
        }
        return best;
    }

    private double likeness(KnownPrompt prompt, int start) {
        short[] wanted = prompt.samples();
        if (start + wanted.length > length) {
            return 0;
        }
        long product = 0;
        long energy = 0;
        for (int i = 0; i < wanted.length; i++) {
            long sample = samples[start + i];
            product += sample * wanted[i];
            energy += sample * sample;
        }
        return energy == 0 ? 0 : product / Math.sqrt(energy * prompt.energy());
    }
}
