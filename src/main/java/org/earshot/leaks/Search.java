package org.earshot.leaks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Searches one stream of bytes, handed over block by block; a number may lie across blocks. What
/// is packed inside is unpacked on the fly and searched by a search of its own.
final class Search implements AutoCloseable {

    /// A gzip in a tar in a zip in a capture; deeper is a trap.
    private static final int DEEPEST = 4;

    private static final int REMEMBERED = 128; // digits; the longest needle has 60

    private final Patterns patterns;
    private final Findings findings;
    private final Place place;
    private final int depth;
    private final Inflaters inflaters;
    private final Automaton automaton;
    private final Prefixes prefixes;
    private final DigitAutomaton digits;
    private final Signatures signatures = new Signatures();
    private final List<Unpacking> unpackings = new ArrayList<>();
    private final List<Unpacking> begun = new ArrayList<>();
    private final long[] digitAt = new long[REMEMBERED];
    private @Nullable Capture capture;
    private int state;
    private int digitState;
    private int separators;
    private int digitCount;
    private long position;

    Search(Patterns patterns, Findings findings, Place place) {
        this(patterns, findings, place, 0, new Inflaters());
    }

    private Search(
            Patterns patterns, Findings findings, Place place, int depth, Inflaters inflaters) {
        this.inflaters = inflaters;
        this.patterns = patterns;
        this.findings = findings;
        this.place = place;
        this.depth = depth;
        this.automaton = patterns.automaton();
        this.prefixes = patterns.prefixes();
        this.digits = patterns.digits();
    }

    void accept(byte[] block, int from, int to) {
        if (position == 0 && depth < DEEPEST) {
            // Neither has a signature that could be met elsewhere.
            unpackings.add(new Unpacking(Packing.DEFLATE, inner("deflate at 0"), inflaters));
            capture = new Capture(new Packets(this));
            Opaque.name(block, from, to).ifPresent(this::opaque);
        }
        unpack(block, from, to);
        searchSignatures(block, from, to);
        searchOctets(block, from, to);
        searchDigits(block, from, to);
        position += to - from;
        unpackings.addAll(begun);
        begun.clear();
    }

    /// A search of something found in this stream.
    Search inner(String what) {
        return new Search(patterns, findings, place.within(what), depth + 1, inflaters);
    }

    void trouble(String what) {
        findings.trouble(place.file() + " " + what + ".");
    }

    private void opaque(String format) {
        findings.opaque(place.within(format).toString());
    }

    @Override
    public void close() {
        if (capture != null) {
            capture.close();
            capture = null;
        }
        unpackings.forEach(Unpacking::close);
        unpackings.clear();
        if (depth == 0) {
            inflaters.close();
        }
    }

    private void unpack(byte[] block, int from, int to) {
        unpackings.removeIf(unpacking -> !unpacking.accept(block, from, to));
        if (capture != null && !capture.accept(block, from, to)) {
            capture = null;
        }
    }

    private void searchOctets(byte[] block, int from, int to) {
        int lastLook = to - Prefixes.AHEAD;
        int at = state;
        for (int i = from; i < to; ) {
            int begin = at == Automaton.ROOT ? i : i - 1; // of a pattern, if shallow
            if (automaton.isShallow(at)
                    && begin >= from
                    && begin <= lastLook
                    && !prefixes.mayBeginAt(block, begin)) {
                at = Automaton.ROOT;
                i = nextBegin(block, begin + 1, lastLook);
                if (i == to) {
                    break;
                }
            }
            at = automaton.next(at, block[i++] & 0xff);
            if (at < 0) {
                at &= ~Automaton.ENDS;
                ended(at, position + i - from);
            }
        }
        state = at;
    }

    private int nextBegin(byte[] block, int from, int lastLook) {
        int i = from;
        while (i <= lastLook && !prefixes.mayBeginAt(block, i)) {
            i++;
        }
        return i;
    }

    private void ended(int at, long end) {
        automaton.endings(
                at, (pattern, length) -> found(patterns.needle(pattern), end - length, false));
    }

    private void searchSignatures(byte[] block, int from, int to) {
        if (depth < DEEPEST) {
            signatures.search(
                    block,
                    from,
                    to,
                    (packing, length, next) ->
                            begin(packing, position + next - from - length, block, next, to));
        }
    }

    /// What follows in this block is handed over at once, further blocks as they come.
    private void begin(Packing packing, long at, byte[] block, int next, int to) {
        var unpacking = new Unpacking(packing, inner(packing.words() + " at " + at), inflaters);
        if (unpacking.accept(block, next, to)) {
            begun.add(unpacking);
        }
    }

    private void searchDigits(byte[] block, int from, int to) {
        for (int i = from; i < to; i++) {
            int kind = DigitAutomaton.kind(block[i]);
            if (kind < DigitAutomaton.SEPARATOR) {
                digit(kind, position + i - from);
            } else if (digitState != 0
                    && (kind == DigitAutomaton.OTHER
                            || ++separators > DigitAutomaton.MOST_SEPARATORS)) {
                digitState = 0;
            }
        }
    }

    private void digit(int digit, long at) {
        separators = 0;
        digitAt[digitCount++ & (REMEMBERED - 1)] = at;
        digitState = digits.next(digitState, digit);
        if (digitState < 0) {
            digitState &= ~Automaton.ENDS;
            digits.endings(
                    digitState,
                    (needle, length) -> {
                        long start = digitAt[(digitCount - length) & (REMEMBERED - 1)];
                        found(patterns.digitNeedle(needle), start, at - start >= length);
                    });
        }
    }

    private void found(Spelling spelling, long at, boolean spread) {
        Encoding encoding = spelling.encoding();
        boolean grouped = spread && encoding == Encoding.PLAIN;
        findings.add(
                new Finding(
                        place.file(),
                        place.inside(),
                        at,
                        grouped ? Encoding.GROUPED : encoding,
                        spelling.number().toString()));
    }
}
