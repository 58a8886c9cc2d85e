package org.earshot.leaks;

import java.util.Arrays;
import java.util.List;

/// Finds any of many byte patterns in one pass (Aho and Corasick 1975). States are numbered level
/// by level: the shallow ones, where nearly every byte is decided, have a full row of successors;
/// the deep ones share one hash table and fall back along failure links. Immutable; a searcher
/// keeps the state.
final class Automaton {

    static final int ROOT = 0;

    /// Set in a successor at which at least one pattern ends.
    static final int ENDS = Integer.MIN_VALUE;

    /// 2 MiB of rows: more of them no longer stay in the processor's cache.
    private static final int MOST_ROWS = 2048;

    private static final int NONE = -1;

    private final Transitions deep;
    private final int[] rows;
    private final int rowCount;
    private final int[] failure;
    private final int[] ending; // by state: first pattern that ends there
    private final int[] nextEnding; // by pattern: another with the same bytes
    private final int[] shorter; // by state: next state on its failure path where a pattern ends
    private final int[] lengths;
    private final int shallow;

    private Automaton(Builder built) {
        this.deep = built.transitions;
        this.failure = Arrays.copyOf(built.failure, built.states);
        this.ending = Arrays.copyOf(built.ending, built.states);
        this.nextEnding = built.nextEnding;
        this.lengths = built.lengths;
        this.shallow = built.shallow;
        this.shorter = shorter();
        this.rowCount = Math.min(MOST_ROWS, built.states);
        this.rows = new int[rowCount << 8];
        fillRows();
    }

    /// @param patterns none of them empty
    static Automaton of(List<byte[]> patterns) {
        return new Automaton(new Builder(patterns).build());
    }

    /// @param state without [#ENDS]
    int next(int state, int octet) {
        return state < rowCount ? rows[(state << 8) | octet] : fall(state, octet);
    }

    private int fall(int state, int octet) {
        int at = state;
        while (at >= rowCount) {
            int child = deep.get(at, octet);
            if (child != NONE) {
                return marked(child);
            }
            at = failure[at];
        }
        return rows[(at << 8) | octet];
    }

    /// Whether at most the last octet may be the beginning of a pattern.
    boolean isShallow(int state) {
        return state <= shallow;
    }

    /// Calls back for each pattern that ends in this state.
    void endings(int state, Ending found) {
        int at = ending[state] == NONE ? shorter[state] : state;
        while (at != NONE) {
            for (int pattern = ending[at]; pattern != NONE; pattern = nextEnding[pattern]) {
                found.at(pattern, lengths[pattern]);
            }
            at = shorter[at];
        }
    }

    int states() {
        return failure.length;
    }

    private int marked(int state) {
        return ending[state] != NONE || shorter[state] != NONE ? state | ENDS : state;
    }

    private void fillRows() {
        for (int state = 0; state < rowCount; state++) {
            for (int octet = 0; octet < 256; octet++) {
                int child = deep.get(state, octet);
                int fallback = state == ROOT ? ROOT : rows[(failure[state] << 8) | octet];
                rows[(state << 8) | octet] = child == NONE ? fallback : marked(child);
            }
        }
    }

    /// A failure link leads to a state of lower number, so one pass suffices.
    private int[] shorter() {
        var links = new int[failure.length];
        links[ROOT] = NONE;
        for (int state = 1; state < links.length; state++) {
            int back = failure[state];
            links[state] = ending[back] != NONE ? back : links[back];
        }
        return links;
    }

    /// Told of a pattern that ends here.
    interface Ending {
        void at(int pattern, int length);
    }

    /// Grows the trie level by level, so that states come out numbered by depth.
    private static final class Builder {

        private final List<byte[]> patterns;
        private final Transitions transitions;
        private final int[] lengths;
        private final int[] nextEnding;
        private int[] failure = new int[1024];
        private int[] ending = new int[1024];
        private int[] parent = new int[1024];
        private byte[] octets = new byte[1024];
        private int states = 1;
        private int shallow;

        Builder(List<byte[]> patterns) {
            this.patterns = patterns;
            this.lengths = patterns.stream().mapToInt(pattern -> pattern.length).toArray();
            this.nextEnding = new int[patterns.size()];
            this.transitions = new Transitions();
            Arrays.fill(nextEnding, NONE);
            Arrays.fill(ending, NONE);
        }

        Builder build() {
            var at = new int[patterns.size()]; // each pattern's state of this depth
            int longest = Arrays.stream(lengths).max().orElse(0);
            for (int depth = 0; depth < longest; depth++) {
                int before = states;
                deepen(at, depth);
                for (int state = before; state < states; state++) {
                    failure[state] = failureOf(state);
                }
                shallow = depth == 0 ? states - 1 : shallow;
            }
            return this;
        }

        private void deepen(int[] at, int depth) {
            for (int pattern = 0; pattern < at.length; pattern++) {
                if (lengths[pattern] <= depth) {
                    continue;
                }
                int octet = patterns.get(pattern)[depth] & 0xff;
                int child = transitions.get(at[pattern], octet);
                if (child == NONE) {
                    child = newState(at[pattern], octet);
                    transitions.put(at[pattern], octet, child);
                }
                at[pattern] = child;
                if (lengths[pattern] == depth + 1) {
                    nextEnding[pattern] = ending[child];
                    ending[child] = pattern;
                }
            }
        }

        private int newState(int from, int octet) {
            if (states == failure.length) {
                int more = states * 2;
                failure = Arrays.copyOf(failure, more);
                parent = Arrays.copyOf(parent, more);
                octets = Arrays.copyOf(octets, more);
                ending = Arrays.copyOf(ending, more);
                Arrays.fill(ending, states, more, NONE);
            }
            parent[states] = from;
            octets[states] = (byte) octet;
            return states++;
        }

        private int failureOf(int state) {
            int at = parent[state];
            while (at != ROOT) {
                at = failure[at];
                int child = transitions.get(at, octets[state] & 0xff);
                if (child != NONE) {
                    return child;
                }
            }
            return ROOT;
        }
    }
}
